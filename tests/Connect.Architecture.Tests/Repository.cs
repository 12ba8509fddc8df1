using System.Xml.Linq;

namespace Connect.Architecture.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The product's projects: host, ABI, plugins, converters.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. new[] { "host", "plugin-abi", "plugins", "converters" }
            .SelectMany(room => Directory.GetFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/templates/", StringComparison.Ordinal))
            .Select(file => new Project(file))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    public static Project Project(string name) => Projects.Single(p => p.Name == name);

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

/// <summary>A project of the repository.</summary>
internal sealed class Project(string file)
{
    private readonly XDocument document = XDocument.Load(file);

    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    public string Folder { get; } = Path.GetDirectoryName(file)!;

    /// <summary>The top folder that it lies in.</summary>
    public string Room => Path.GetRelativePath(Repository.Root, Folder).Split(Path.DirectorySeparatorChar)[0];

    public string AssemblyPath => Path.Combine(Repository.Root, "artifacts", "bin", Name, "release", Name + ".dll");

    public IEnumerable<string> References => document.Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));

    public IEnumerable<string> Packages => document.Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!);

    public IEnumerable<string> Frameworks => document.Descendants("FrameworkReference").Select(r => (string)r.Attribute("Include")!);

    public IEnumerable<string> SourceFiles => Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories);

    public override string ToString() => Name;
}
