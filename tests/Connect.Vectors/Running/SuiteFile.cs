using System.Text.Json;
using Connect.TestVectors;

namespace Connect.Vectors.Running;

/// <summary>One file of a suite.</summary>
internal sealed class SuiteFile
{
    private readonly Dictionary<string, VectorCase> byId = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    public SuiteFile(string path, IReadOnlyDictionary<string, IVectorExecutor> executors)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        try
        {
            var content = VectorFile.Read(path);
            var subject = content.TryGetProperty("subject", out var text) ? text.GetString() ?? string.Empty : string.Empty;
            if (executors.TryGetValue(subject, out var executor))
            {
                Executor = executor;
                Cases = [.. executor.CasesOf(content)];
                byId = Cases.ToDictionary(vector => vector.Id, StringComparer.Ordinal);
            }
            else
            {
                Skipped = $"nothing here runs the subject '{subject}'";
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            Broken = $"not a file of vectors: {e.Message}";
        }
    }

    /// <summary>The name, without <c>.json</c>.</summary>
    public string Name { get; }

    /// <summary>What runs it; null where nothing does.</summary>
    public IVectorExecutor? Executor { get; }

    /// <summary>Why it is not run; null where it is.</summary>
    public string? Skipped { get; }

    /// <summary>Why it can't be read; null where it can.</summary>
    public string? Broken { get; }

    /// <summary>Its cases.</summary>
    public IReadOnlyList<VectorCase> Cases { get; } = [];

    /// <summary>A case.</summary>
    /// <param name="id">Its id.</param>
    public VectorCase Case(string id) => byId[id];
}
