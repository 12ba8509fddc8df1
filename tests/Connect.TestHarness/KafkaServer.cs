using System.Diagnostics;

namespace Connect.TestHarness;

/// <summary>
/// A real Kafka for tests: the one that <c>KAFKA_BOOTSTRAP_SERVERS</c> names, else a throw-away one from the shared folder beside
/// the repository. Meant as an assembly fixture, so that a test process starts one at most and only when a test asks:
/// <c>[assembly: AssemblyFixture(typeof(KafkaServer))]</c>, then
/// <c>Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "")</c> and <c>await kafka.StartAsync(token)</c>.
/// Thread-safe.
/// </summary>
public sealed class KafkaServer : IAsyncDisposable
{
    private const string ServersVariable = "KAFKA_BOOTSTRAP_SERVERS";
    private const string Room = "kafka";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _folder;
    private string? _servers;

    /// <summary>Server settings, <c>name=value</c>, for a server that is started here.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Why there is no Kafka to test with, as a reason for skipping; null where there is one.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>The servers' addresses, once <see cref="StartAsync"/> has answered.</summary>
    public string BootstrapServers => _servers ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Whether this instance started the server itself, so that tests may stop and start it.</summary>
    public bool IsOwn => _folder is not null;

    /// <summary>Starts the server unless it runs already; after <see cref="StopAsync"/> it comes back on its port with its data.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bootstrap servers.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        if (Absence is not null)
        {
            throw new InvalidOperationException(Absence);
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _servers ??= Environment.GetEnvironmentVariable(ServersVariable) is { Length: > 0 } servers
                ? servers
                : await StartOwnAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops a server of its own and keeps its data, for tests of outages.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task StopAsync(CancellationToken cancellationToken) => EndAsync([], cancellationToken);

    /// <summary>Kills a server of its own, as a crash would, and keeps its data.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task KillAsync(CancellationToken cancellationToken) => EndAsync(["--kill"], cancellationToken);

    /// <summary>Makes a server of its own do nothing, connections kept, as a machine that is overloaded, until it is resumed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task PauseAsync(CancellationToken cancellationToken) => SignalAsync("STOP", cancellationToken);

    /// <summary>Lets a paused server go on.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ResumeAsync(CancellationToken cancellationToken) => SignalAsync("CONT", cancellationToken);

    /// <summary>Runs one of Kafka's own tools, such as <c>kafka-console-consumer</c>, by <c>bin/kafka TOOL …</c>.</summary>
    /// <param name="arguments">The tool and its arguments.</param>
    /// <param name="cancellationToken">Ends the tool.</param>
    /// <returns>What it wrote to its standard output.</returns>
    public static Task<string> RunToolAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("kafka", arguments, cancellationToken);

    /// <summary>Stops a server of its own and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is { } folder)
        {
            _folder = null;
            using var limit = new CancellationTokenSource(StartLimit);
            await RunAsync("kafka-stop", [folder], limit.Token);
            Directory.Delete(folder, recursive: true);
        }

        _gate.Dispose();
    }

    private static string? FindAbsence() =>
        Environment.GetEnvironmentVariable(ServersVariable) is { Length: > 0 } || SharedTool.Find(Room, "kafka-start") is not null
            ? null
            : $"No Kafka: set {ServersVariable}, or put the shared folder with kafka/bin/kafka-start beside the repository.";

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        var folder = _folder ?? throw new InvalidOperationException("Only a server that was started here can be paused.");
        foreach (var file in Directory.GetFiles(folder, "*.pid"))
        {
            using var kill = Process.Start("kill", [$"-{signal}", (await File.ReadAllTextAsync(file, cancellationToken)).Trim()]);
            await kill.WaitForExitAsync(cancellationToken);
        }
    }

    private async Task EndAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_folder is null)
            {
                throw new InvalidOperationException("Only a server that was started here can be stopped.");
            }

            await RunAsync("kafka-stop", [_folder, .. options], cancellationToken);
            _servers = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> StartOwnAsync(CancellationToken cancellationToken)
    {
        _folder ??= Directory.CreateTempSubdirectory("connect-kafka-").FullName;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        string output;
        try
        {
            output = await RunAsync("kafka-start", [_folder, .. Settings.SelectMany(s => new[] { "-o", s })], limit.Token);
        }
        catch (InvalidOperationException error)
        {
            // The script is silent about some failures: its logs are not, and they go with the folder.
            var logs = Directory.GetFiles(_folder, "*.log").Select(f => $"{Path.GetFileName(f)}: {string.Join('\n', File.ReadLines(f).TakeLast(12))}");
            throw new InvalidOperationException($"{error.Message}\n{string.Join('\n', logs)}", error);
        }

        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
    }

    private static Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        SharedTool.RunAsync(Room, tool, arguments, cancellationToken);
}
