using Connect.TestHarness;

[assembly: AssemblyFixture(typeof(RegistryServer))]
