using Connect.Abi.Sinks;
using Connect.Abi.TestKit.Tests.Faulty.Sinks;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>The suite over a sound or faulty sink; with a faulty one it has little patience.</summary>
internal sealed class LineSinkSuite(Type task, bool isFaulty = false) : SinkSuite
{
    private readonly TemporaryFolder folder = new();

    protected override TimeSpan StopTimeout => isFaulty ? TimeSpan.FromSeconds(1) : base.StopTimeout;

    protected override TimeSpan UnloadTimeout => isFaulty ? TimeSpan.FromSeconds(2) : base.UnloadTimeout;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["file"] = folder.File };

    protected override SinkConnector CreateConnector() =>
        (SinkConnector)Activator.CreateInstance(typeof(SoundSinkConnector<>).MakeGenericType(task))!;

    protected override async ValueTask<IReadOnlyList<string>> ReadBackAsync(CancellationToken cancellationToken) =>
        File.Exists(folder.File) ? await File.ReadAllLinesAsync(folder.File, cancellationToken) : [];

    protected override async ValueTask<IAsyncDisposable?> BlockSystemAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.File + ".blocked", string.Empty, cancellationToken);
        return new Block(folder.File + ".blocked");
    }

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();

    private sealed class Block(string file) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            File.Delete(file);
            return ValueTask.CompletedTask;
        }
    }
}
