using Connect.Abi.Sources;
using Connect.Abi.TestKit.Tests.Faulty.Sources;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>The suite over a sound or faulty source, with little patience.</summary>
internal sealed class LineSourceSuite(SoundSourceConnector connector) : SourceSuite
{
    private readonly TemporaryFolder folder = new();
    private int made;

    protected override TimeSpan ReadTimeout => TimeSpan.FromSeconds(2);

    protected override TimeSpan StopTimeout => TimeSpan.FromSeconds(1);

    protected override TimeSpan AcknowledgementTimeout => TimeSpan.FromSeconds(1);

    protected override TimeSpan UnloadTimeout => TimeSpan.FromSeconds(2);

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["file"] = folder.File,
        ["topic"] = "lines",
    };

    protected override SourceConnector CreateConnector() => (SourceConnector)Activator.CreateInstance(connector.GetType())!;

    protected override async ValueTask PrepareAsync(int count, CancellationToken cancellationToken) =>
        await File.AppendAllLinesAsync(folder.File, Enumerable.Range(0, count).Select(_ => $"line {made++}"), cancellationToken);

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();
}
