using Connect.Configuration;

namespace Connect.Host.Commands;

/// <summary><c>connect standalone worker.properties [connector …]</c>.</summary>
internal static class StandaloneCommand
{
    public static async Task<int> RunAsync(string workerFile, IReadOnlyList<string> connectorFiles, CancellationToken stop)
    {
        var settings = PropertiesFile.Read(workerFile);
        var connectors = connectorFiles.Select(ConnectorFile.Read).ToArray();
        await using var worker = await StandaloneWorker.StartAsync(settings, connectors, quiet: false, stop);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await stopped.Task;
        await worker.StopAsync(CancellationToken.None);
        return 0;
    }
}
