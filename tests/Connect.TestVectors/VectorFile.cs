using System.Collections.Concurrent;
using System.Text.Json;

namespace Connect.TestVectors;

/// <summary>
/// A file of vectors: what the Java implementation does with given inputs, one case an id. A theory of its own gets its data from
/// <see cref="Ids"/> (or <see cref="OpsOf"/>) and looks the case up with the indexer.
/// </summary>
public sealed class VectorFile
{
    private static readonly ConcurrentDictionary<string, Lazy<VectorFile>> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, VectorCase> byId;

    /// <summary>The cases of a file.</summary>
    public VectorFile(IEnumerable<VectorCase> cases)
    {
        Cases = [.. cases];
        byId = Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    }

    /// <summary>All cases, in the file's order.</summary>
    public IReadOnlyList<VectorCase> Cases { get; }

    /// <summary>The case with an id.</summary>
    public VectorCase this[string id] => byId[id];

    /// <summary>A file of <c>tests/vectors</c> with a list of <c>cases</c>; <paramref name="name"/> is without <c>.json</c>.</summary>
    public static VectorFile Load(string name) => Loaded.GetOrAdd(name, n => new(() => ReadCases(n))).Value;

    /// <summary>Theory data: the ids of a file's cases, of some ops or (none given) of all.</summary>
    public static IEnumerable<object[]> Ids(string name, params string[] ops) =>
        Load(name).Cases.Where(c => ops.Length == 0 || ops.Contains(c.Op)).Select(c => new object[] { c.Id });

    /// <summary>The ops that occur in a file.</summary>
    public static IEnumerable<string> OpsOf(string name) => Load(name).Cases.Select(c => c.Op).Distinct();

    /// <summary>The content of a file.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonElement Read(string path)
    {
        using var stream = File.OpenRead(path);
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
    }

    /// <summary>The path of a file under the repository's root.</summary>
    public static string PathOf(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connect.Plugins.sln")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Connect.Plugins.sln");
    }

    private static VectorFile ReadCases(string name) => new(
        Read(PathOf("tests", "vectors", name + ".json")).GetProperty("cases").EnumerateArray().Select(body => new VectorCase(body)));
}
