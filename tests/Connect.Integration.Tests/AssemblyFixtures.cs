using Connect.Integration.Tests.Harness;
using Connect.TestHarness;

[assembly: AssemblyFixture(typeof(SharedKafka))]
[assembly: AssemblyFixture(typeof(RegistryServer))]
