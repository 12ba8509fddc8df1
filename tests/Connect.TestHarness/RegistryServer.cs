namespace Connect.TestHarness;

/// <summary>
/// A real Schema Registry for tests: the one that <c>SCHEMA_REGISTRY_URL</c> names, else a throw-away one from the shared folder
/// beside the repository. Meant as an assembly fixture, as <see cref="KafkaServer"/> is. Thread-safe.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private const string UrlVariable = "SCHEMA_REGISTRY_URL";
    private const string Room = "registry";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _folder;
    private string? _url;

    /// <summary>Why there is no registry to test with, as a reason for skipping; null where there is one.</summary>
    public static string? Absence { get; } =
        Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } || SharedTool.Find(Room, "registry-start") is not null
            ? null
            : $"No Schema Registry: set {UrlVariable}, or put the shared folder with registry/bin/registry-start beside the repository.";

    /// <summary>Starts the registry unless it runs.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its URL.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _url ??= Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url ? url : await StartOwnAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops a registry of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is { } folder)
        {
            _folder = null;
            using var limit = new CancellationTokenSource(StartLimit);
            var process = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "registry.pid"), limit.Token));
            try
            {
                using var running = System.Diagnostics.Process.GetProcessById(process);
                running.Kill(entireProcessTree: true);
                await running.WaitForExitAsync(limit.Token);
            }
            catch (ArgumentException)
            {
                // It has ended already.
            }

            Directory.Delete(folder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task<string> StartOwnAsync(CancellationToken cancellationToken)
    {
        _folder = Directory.CreateTempSubdirectory("connect-registry-").FullName;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var output = await SharedTool.RunAsync(Room, "registry-start", [_folder], limit.Token);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
    }
}
