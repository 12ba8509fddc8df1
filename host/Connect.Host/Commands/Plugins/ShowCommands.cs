using Connect.PluginLoading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins list</c>, <c>inspect</c> and <c>verify</c>.</summary>
internal static class ShowCommands
{
    public static async Task<int> ListAsync(IReadOnlyList<string> pluginPath, TextWriter output)
    {
        using var plugins = PluginCatalogue.Open(
            new PluginCatalogueOptions { PluginPath = pluginPath, HostFolder = HostFolders.Plugins, CacheFolder = HostFolders.PluginCache }, NullLoggerFactory.Instance);
        foreach (var plugin in plugins.Installed)
        {
            await output.WriteLineAsync(
                $"{plugin.Name}{(plugin.Manifest.Version is { } version ? " " + version : "")}{(plugin.ShipsWithHost ? " (ships with the worker)" : $" ({plugin.Location})")}");
            await WriteClassesAsync(plugin.Classes, output);
        }

        foreach (var error in plugins.Errors)
        {
            await output.WriteLineAsync($"error: {error.Location}: {error.Message}");
        }

        return 0;
    }

    public static async Task<int> InspectAsync(string plugin, IReadOnlyList<string> pluginPath, TextWriter output)
    {
        var inspection = PluginInspection.Of(Find(plugin, pluginPath), pluginPath, HostFolders.Plugins);
        var manifest = inspection.Manifest;
        await output.WriteLineAsync($"{inspection.Name} ({inspection.Location})");
        (string Name, string? Value)[] lines =
        [
            ("name", manifest.Name), ("version", manifest.Version), ("title", manifest.Title), ("description", manifest.Description),
            ("author", manifest.Author), ("licence", manifest.Licence), ("documentation", manifest.Documentation), ("minimal ABI", manifest.MinimalAbi),
        ];
        foreach (var (name, value) in lines)
        {
            if (value is not null)
            {
                await output.WriteLineAsync($"  {name}: {value}");
            }
        }

        await WriteClassesAsync(inspection.Classes, output);
        await output.WriteLineAsync($"  carries: {string.Join(", ", inspection.Assemblies)}");
        await WriteFindingsAsync(inspection, output);
        return 0;
    }

    public static async Task<int> VerifyAsync(string plugin, IReadOnlyList<string> pluginPath, TextWriter output)
    {
        var inspection = PluginInspection.Of(Find(plugin, pluginPath), pluginPath, HostFolders.Plugins);
        await WriteFindingsAsync(inspection, output);
        await output.WriteLineAsync(inspection.Errors.Count > 0
            ? $"{inspection.Name} can't be used as it is: {inspection.Errors.Count} errors, {inspection.Warnings.Count} warnings."
            : $"{inspection.Name} can be used: {inspection.Classes.Select(static c => c.TypeName).Distinct(StringComparer.Ordinal).Count()} classes, {inspection.Warnings.Count} warnings.");
        return inspection.Errors.Count > 0 ? 1 : 0;
    }

    private static string Find(string plugin, IReadOnlyList<string> pluginPath) =>
        pluginPath.Select(entry => Path.Combine(entry, plugin)).FirstOrDefault(path => (Directory.Exists(path) || File.Exists(path)) && Path.GetFileName(plugin) == plugin) ?? plugin;

    private static async Task WriteClassesAsync(IEnumerable<PluginDescription> classes, TextWriter output)
    {
        foreach (var found in classes)
        {
            await output.WriteLineAsync(
                $"  {found.Kind.Text()} {found.ContractName}{(found.ContractName == found.TypeName ? "" : $" ({found.TypeName})")} {found.Version}");
        }
    }

    private static async Task WriteFindingsAsync(PluginInspection inspection, TextWriter output)
    {
        foreach (var error in inspection.Errors)
        {
            await output.WriteLineAsync("error: " + error);
        }

        foreach (var warning in inspection.Warnings)
        {
            await output.WriteLineAsync("warning: " + warning);
        }
    }
}
