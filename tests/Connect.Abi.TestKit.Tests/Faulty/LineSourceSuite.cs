using Connect.Abi.Sources;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>The suite over a sound or faulty source; with a faulty one it has little patience.</summary>
internal sealed class LineSourceSuite(Type connector, bool isFaulty = false, bool isEndless = false) : SourceSuite
{
    private readonly TemporaryFolder folder = new();
    private int made;

    protected override bool IsEndless => isEndless;

    protected override TimeSpan ReadTimeout => isFaulty ? TimeSpan.FromSeconds(2) : base.ReadTimeout;

    protected override TimeSpan StopTimeout => isFaulty ? TimeSpan.FromSeconds(1) : base.StopTimeout;

    protected override TimeSpan AcknowledgementTimeout => isFaulty ? TimeSpan.FromSeconds(1) : base.AcknowledgementTimeout;

    protected override TimeSpan UnloadTimeout => isFaulty ? TimeSpan.FromSeconds(2) : base.UnloadTimeout;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["file"] = folder.File,
        ["topic"] = "lines",
    };

    protected override SourceConnector CreateConnector() => (SourceConnector)Activator.CreateInstance(connector)!;

    protected override async ValueTask PrepareAsync(int count, CancellationToken cancellationToken) =>
        await File.AppendAllLinesAsync(folder.File, Enumerable.Range(0, count).Select(_ => $"line {made++}"), cancellationToken);

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();
}
