namespace Connect.Host.Demo;

/// <summary>The connector that the worker does not ship: an example of the repository, packed by the build as a zip.</summary>
internal static class ExamplePlugin
{
    /// <summary>Its class.</summary>
    public const string ConnectorClass = "Connect.Plugins.Example.LineDirectorySourceConnector";

    /// <summary>Its setting for the folder that it reads.</summary>
    public const string DirectorySetting = "directory";

    private const string ZipPattern = "connect-plugins-example-*.zip";

    /// <summary>Finds the zip among the build's artifacts, the newest if there are several.</summary>
    /// <param name="start">A folder of the build's output.</param>
    /// <exception cref="DemoException">There is none.</exception>
    public static string FindZip(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var examples = new DirectoryInfo(Path.Combine(folder.FullName, "examples"));
            if (examples.Exists && examples.EnumerateFiles(ZipPattern).MaxBy(f => f.LastWriteTimeUtc) is { } zip)
            {
                return zip.FullName;
            }
        }

        throw new DemoException(
            $"There is no examples{Path.DirectorySeparatorChar}{ZipPattern} in {start} or above it. The build of plugins/Connect.Plugins.Example packs it: build that project and try again.");
    }
}
