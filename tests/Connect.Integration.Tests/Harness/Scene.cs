using System.Text;

namespace Connect.Integration.Tests.Harness;

/// <summary>Where a scenario's records lie.</summary>
public enum LogKind
{
    /// <summary>In the worker's own log.</summary>
    Embedded,

    /// <summary>In a real Kafka.</summary>
    Kafka,
}

/// <summary>A folder for one scenario: property files, inputs and outputs, and names that no other scenario has.</summary>
internal sealed class Scene : IDisposable
{
    public Scene() => Id = Path.GetFileName(Folder)[^6..].ToLowerInvariant();

    public string Folder { get; } = Directory.CreateTempSubdirectory("connect-scene-").FullName;

    /// <summary>Makes the names of topics and connectors, since all scenarios share one Kafka.</summary>
    public string Id { get; }

    /// <summary>The settings of a quick worker: JSON without schemas, offsets every second.</summary>
    /// <param name="bootstrap">Where its log is; null for its own in this folder.</param>
    public Dictionary<string, string> WorkerSettings(string? bootstrap = null) => new()
    {
        ["bootstrap.servers"] = bootstrap ?? "embedded:" + InFolder("log"),
        ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
        ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
        ["offset.storage.file.filename"] = InFolder("offsets"),
        ["offset.flush.interval.ms"] = "1000",
        ["listeners"] = "http://127.0.0.1:0",
    };

    /// <summary>The bootstrap servers of a kind of log; skips the test where there is no Kafka.</summary>
    public async Task<string> BootstrapAsync(LogKind kind, SharedKafka kafka, CancellationToken cancellationToken) =>
        kind == LogKind.Embedded ? "embedded:" + InFolder("log") : await kafka.StartAsync(cancellationToken);

    /// <summary>A source of one file's lines.</summary>
    public Dictionary<string, string> FileSource(string file, string topic) => new()
    {
        ["name"] = "source-" + Id,
        ["connector.class"] = "FileStreamSource",
        ["tasks.max"] = "1",
        ["file"] = InFolder(file),
        ["topic"] = topic,
    };

    /// <summary>A sink into one file.</summary>
    public Dictionary<string, string> FileSink(string file, string topics) => new()
    {
        ["name"] = "sink-" + Id,
        ["connector.class"] = "FileStreamSink",
        ["tasks.max"] = "1",
        ["file"] = InFolder(file),
        ["topics"] = topics,
    };

    public string InFolder(string name) => Path.Combine(Folder, name);

    /// <summary>Writes settings as Java's properties.</summary>
    /// <returns>The file.</returns>
    public string Write(string name, IReadOnlyDictionary<string, string> settings) =>
        Write(name, string.Concat(settings.Select(s => $"{s.Key}={s.Value.Replace(@"\", @"\\", StringComparison.Ordinal)}\n")));

    /// <summary>Writes a file.</summary>
    /// <returns>The file.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(InFolder(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return InFolder(name);
    }

    /// <summary>Appends numbered lines to a file.</summary>
    /// <returns>The lines.</returns>
    public string[] AppendLines(string name, string prefix, int count)
    {
        string[] lines = [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}")];
        File.AppendAllLines(InFolder(name), lines);
        return lines;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
