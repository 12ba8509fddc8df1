using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Running;

/// <summary>The files of one folder, the cases in them, and what runs them.</summary>
internal sealed class VectorSuite : IDisposable
{
    private readonly HostPlugins plugins = new();
    private readonly Dictionary<string, IVectorExecutor> executors;
    private readonly IReadOnlyDictionary<string, string> differences;

    /// <summary>Finds the files.</summary>
    /// <param name="folder">The folder that they are in.</param>
    public VectorSuite(string folder)
    {
        executors = Executors.All(plugins).ToDictionary(executor => executor.Subject, StringComparer.Ordinal);
        differences = DifferenceList.Read(folder);
        Files = [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => new SuiteFile(path, executors))];
    }

    /// <summary>The files, by name.</summary>
    public IReadOnlyList<SuiteFile> Files { get; }

    /// <summary>The ids of the list of differences.</summary>
    public IEnumerable<string> Differences => differences.Keys;

    /// <summary>Runs a case. One that is listed as a difference and does as Java fails: it has no place in the list.</summary>
    public CaseResult Run(SuiteFile file, VectorCase vector)
    {
        string? failure;
        try
        {
            failure = file.Executor!.Run(vector);
        }
        catch (Exception e)
        {
            // The edge of the runner: whatever comes out of a case is that case's failure.
            failure = $"expected an outcome, got {e}";
        }

        return !differences.TryGetValue(vector.Id, out var reason) ? new CaseResult(vector.Id, failure, null)
            : failure is not null ? new CaseResult(vector.Id, null, reason)
            : new CaseResult(vector.Id, $"expected the difference that {DifferenceList.FileName} lists, got what Java does", null);
    }

    public void Dispose() => plugins.Dispose();
}
