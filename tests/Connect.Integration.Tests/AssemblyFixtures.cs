using Connect.Integration.Tests.Harness;

[assembly: AssemblyFixture(typeof(SharedKafka))]
