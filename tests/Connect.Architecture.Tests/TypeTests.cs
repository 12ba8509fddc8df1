using System.Reflection;

namespace Connect.Architecture.Tests;

/// <summary>What every type keeps to.</summary>
public sealed class TypeTests : IDisposable
{
    // Bases and exceptions meant for authors, who derive from them or throw them.
    private static readonly HashSet<string> OpenForAuthors =
    [
        "ConnectException", "RetriableException", "DataException", "SchemaBuilderException", "SchemaProjectorException", "ConfigException",
        "IllegalWorkerStateException", "NotFoundException", "AlreadyExistsException",
    ];

    private readonly Assemblies assemblies = new();

    public static TheoryData<string> ProjectNames => ArrowTests.ProjectNames;

    public static TheoryData<string> HostRooms =>
        [.. Repository.Projects.Where(p => p.Room == "host" && p.Name != "Connect.Host").Select(p => p.Name)];

    public void Dispose() => assemblies.Dispose();

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Class_IsSealedStaticOrAbstract(string name) => Assert.Empty(
        assemblies.TypesOf(Repository.Project(name))
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !OpenForAuthors.Contains(t.Name))
            .Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(HostRooms))]
    public void HostRoom_PublicTypes_LieInItsRoot(string name) => Assert.Empty(
        assemblies.TypesOf(Repository.Project(name)).Where(t => t.IsPublic && t.Namespace != name).Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Namespace_IsProjectAndFolder(string name)
    {
        var project = Repository.Project(name);
        var wrong = new List<string>();
        foreach (var file in project.SourceFiles)
        {
            var declared = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
            var folder = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!);
            var expected = folder == "." ? name : name + "." + folder.Replace(Path.DirectorySeparatorChar, '.');
            if (declared is not null && declared != $"namespace {expected};")
            {
                wrong.Add($"{Path.GetRelativePath(Repository.Root, file)}: {declared}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void SiblingNamespaces_FormNoCycle(string name)
    {
        // A room's root is its face: it wires its folders, and they speak in its types. Among the folders there is an order.
        var project = Repository.Project(name);
        var uses = project.SourceFiles
            .Select(f => (Namespace: NamespaceOf(f), Used: UsedNamespaces(f, name).ToArray()))
            .Where(f => f.Namespace is not null && f.Namespace != name)
            .GroupBy(f => f.Namespace!)
            .ToDictionary(g => g.Key, g => g.SelectMany(f => f.Used).Where(u => u != g.Key && u != name).ToHashSet());
        foreach (var start in uses.Keys)
        {
            Assert.False(Reaches(uses, start, start, []), $"{start} is in a cycle of namespaces: {string.Join("; ", uses.Where(u => u.Value.Count > 0).Select(u => $"{u.Key} -> {string.Join(", ", u.Value)}"))}");
        }
    }

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void LoadContextsAndActivation_AreTheLoadingRoomsAlone(string name)
    {
        if (name == "Connect.PluginLoading")
        {
            return;
        }

        // The kit's check that a plugin can be unloaded has to load one.
        string[] words = ["AssemblyLoadContext", "Assembly.Load", "Activator."];
        Assert.Empty(
            Repository.Project(name).SourceFiles.Where(f => !(name == "Connect.Abi.TestKit" && Path.GetFileName(f) == "UnloadCheck.cs")).SelectMany(f => File.ReadLines(f).Select(l => (File: f, Line: l)))
                .Where(l => !l.Line.TrimStart().StartsWith("//", StringComparison.Ordinal) && words.Any(w => l.Line.Contains(w, StringComparison.Ordinal)))
                .Select(l => $"{Path.GetRelativePath(Repository.Root, l.File)}: {l.Line.Trim()}"));
    }

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void AsyncVoid_IsNowhere(string name) => Assert.DoesNotContain(
        Repository.Project(name).SourceFiles, f => File.ReadAllText(f).Contains("async void", StringComparison.Ordinal));

    [Fact]
    public void AbiSignatures_ShowOnlyTheFrameworkLoggingAndItself()
    {
        var foreign = new HashSet<string>();
        foreach (var type in assemblies.TypesOf(Repository.Project("Connect.Abi")).Where(t => t.IsVisible))
        {
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                IEnumerable<Type> shown = member switch
                {
                    MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
                    ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
                    PropertyInfo property => [property.PropertyType],
                    FieldInfo field => [field.FieldType],
                    _ => [],
                };
                foreach (var one in shown)
                {
                    var from = one.Assembly.GetName().Name!;
                    if (from is not ("Connect.Abi" or "Microsoft.Extensions.Logging.Abstractions") && !from.StartsWith("System.", StringComparison.Ordinal))
                    {
                        foreign.Add($"{type.Name}.{member.Name}: {from}");
                    }
                }
            }
        }

        Assert.Empty(foreign);
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> uses, string from, string target, HashSet<string> seen) =>
        uses.TryGetValue(from, out var next) && next.Any(n => n == target || (seen.Add(n) && Reaches(uses, n, target, seen)));

    private static string? NamespaceOf(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith("namespace ", StringComparison.Ordinal))
        .Select(l => l["namespace ".Length..].TrimEnd(';'))
        .FirstOrDefault();

    private static IEnumerable<string> UsedNamespaces(string file, string project) => File.ReadLines(file)
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && !l.Contains('(', StringComparison.Ordinal))
        .Select(l => l["using ".Length..].Split('=').Last().Replace("static ", string.Empty, StringComparison.Ordinal).Trim(' ', ';'))
        .Where(u => u.StartsWith(project + ".", StringComparison.Ordinal) || u == project);
}
