using System.IO.Compression;
using Connect.PluginLoading;

namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins install</c> and <c>remove</c>.</summary>
internal static class InstallCommands
{
    public static async Task<int> InstallAsync(string plugin, IReadOnlyList<string> pluginPath, TextWriter output, CancellationToken stop)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(plugin));
        var inspection = PluginInspection.Of(full, pluginPath, HostFolders.Plugins);
        foreach (var warning in inspection.Warnings)
        {
            await output.WriteLineAsync("warning: " + warning);
        }

        if (inspection.Errors.Count > 0)
        {
            throw new CommandException($"{inspection.Name} is not installed: {string.Join(" ", inspection.Errors)}");
        }

        var name = Path.GetFileName(full);
        await using var zip = Directory.Exists(full) ? ZipOf(full) : File.OpenRead(full);
        var installed = await PluginInstaller.InstallAsync(pluginPath, Directory.Exists(full) ? name + ".zip" : name, zip, stop);
        await output.WriteLineAsync($"Installed {installed}");
        return 0;
    }

    public static async Task<int> RemoveAsync(string name, IReadOnlyList<string> pluginPath, TextWriter output)
    {
        PluginInstaller.Remove(pluginPath, name);
        await output.WriteLineAsync($"Removed {name}");
        return 0;
    }

    /// <summary>A folder is installed as a zip: it appears whole or not at all.</summary>
    private static FileStream ZipOf(string folder)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        ZipFile.CreateFromDirectory(folder, file);
        file.Position = 0;
        return file;
    }
}
