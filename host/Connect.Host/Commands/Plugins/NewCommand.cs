using System.Text.RegularExpressions;

namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins new</c>: the project of a plugin from one of the templates that the build lays into its folder feed.</summary>
internal static partial class NewCommand
{
    public static async Task<int> RunAsync(string kind, string folder, string name, TextWriter output, CancellationToken stop)
    {
        if (!Names().IsMatch(name))
        {
            throw new CommandException($"--name {name}: a name is words of letters and digits with dots between, each beginning with a capital letter, such as Acme.Weather.");
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new CommandException($"{folder} is not empty: name a folder that is empty or not there yet.");
        }

        // Older ones stay for the projects that were made with them.
        var templates = Directory.Exists(HostFolders.Feed)
            ? Directory.GetFiles(HostFolders.Feed, "Connect.Templates.*.nupkg").MaxBy(File.GetLastWriteTimeUtc)
            : null;
        if (templates is null)
        {
            throw new CommandException($"There are no templates in {HostFolders.Feed}: start this command by ./connect, which builds them.");
        }

        // A place of its own: the user's installed templates are left alone.
        var hive = Directory.CreateTempSubdirectory("connect-templates-").FullName;
        try
        {
            var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!;
            Directory.CreateDirectory(parent);
            await DotNet.RunAsync(parent, ["new", "install", templates, "--debug:custom-hive", hive], stop);
            await DotNet.RunAsync(parent, ["new", $"connect-{kind}", "--name", name, "--output", folder, "--debug:custom-hive", hive], stop);
        }
        finally
        {
            Directory.Delete(hive, recursive: true);
        }

        await output.WriteLineAsync($"Made {name} in {folder}. Its README.md says how to go on; 'connect plugins pack {folder}' makes the zip.");
        return 0;
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)*$")]
    private static partial Regex Names();
}
