namespace Connect.Rest.Tests.Scenes;

/// <summary>Where the build has laid what the tests use.</summary>
internal static class Repository
{
    public static string Artifacts { get; } = Find();

    public static string PluginPath { get; } = Path.Combine(Path.GetDirectoryName(Artifacts)!, "plugin.path");

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && Path.GetFileName(folder) != "artifacts")
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("These tests run from where they are built, below artifacts.");
    }
}
