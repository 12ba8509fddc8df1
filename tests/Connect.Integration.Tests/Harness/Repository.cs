namespace Connect.Integration.Tests.Harness;

/// <summary>What the build left in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The script that users call.</summary>
    public static string ConnectScript => Path.Combine(Root, "connect");

    /// <summary>The worker that <c>eng/build</c> makes.</summary>
    public static string Worker => Existing(Path.Combine(Root, "artifacts", "worker", "Connect.Host.dll"));

    /// <summary>The example connector as a user gets it.</summary>
    public static string ExampleZip => Directory.GetFiles(Path.Combine(Root, "artifacts", "examples"), "connect-plugins-example-*.zip")
        .MaxBy(File.GetLastWriteTimeUtc) ?? throw new InvalidOperationException("The example's zip is not built: run eng/build.");

    /// <summary>A plugin of <c>tests/TestPlugins</c>, as a folder.</summary>
    public static string TestPlugin(string name) => Path.Combine(Root, "artifacts", "test-plugins", name);

    /// <summary>The folder with the servers and suites that are no part of the repository; null where it is not there.</summary>
    public static string? Shared { get; } =
        new[] { Environment.GetEnvironmentVariable("CONNECT_SHARED"), Path.Combine(Root, "..", "shared") }.FirstOrDefault(Directory.Exists);

    /// <summary>A file that lies beside the tests.</summary>
    public static string Settings(string file) => Existing(Path.Combine(AppContext.BaseDirectory, "Settings", file));

    private static string Existing(string file) =>
        File.Exists(file) ? file : throw new InvalidOperationException($"{file} is missing: run eng/build.");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connect.Plugins.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
