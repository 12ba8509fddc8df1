namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins pack</c>: builds a plugin's project and packs what it needs.</summary>
internal static class PackCommand
{
    private const string Mark = "Packed ";

    public static async Task<int> RunAsync(string folder, TextWriter output, CancellationToken stop)
    {
        var project = Find(folder);
        var text = await DotNet.RunAsync(
            Path.GetDirectoryName(project)!, ["build", project, "-t:PackPlugin", "-c", "Release", "-nologo", "-v:m", "-nodeReuse:false"], stop);
        var zip = text.Split('\n').Select(static line => line.Trim()).LastOrDefault(static line => line.StartsWith(Mark, StringComparison.Ordinal))?[Mark.Length..]
            ?? throw new CommandException($"{project} packs no plugin: it has to refer to the package Connect.Abi.");
        await output.WriteLineAsync(zip);
        return 0;
    }

    /// <summary>The one project that is no test.</summary>
    private static string Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"There is no folder {folder}.");
        }

        var projects = Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .Where(static project => !Path.GetFileNameWithoutExtension(project).EndsWith(".Tests", StringComparison.Ordinal)).ToList();
        return projects switch
        {
            [var one] => one,
            [] => throw new CommandException($"There is no project in {folder}."),
            _ => throw new CommandException($"There are several projects in {folder}; name the folder of one: {string.Join(", ", projects)}"),
        };
    }
}
