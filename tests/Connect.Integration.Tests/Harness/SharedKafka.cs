using Connect.TestHarness;

namespace Connect.Integration.Tests.Harness;

/// <summary>The one Kafka of these tests, which takes short sessions, so that a killed worker is missed soon.</summary>
public sealed class SharedKafka : IAsyncDisposable
{
    private readonly KafkaServer _server = new() { Settings = ["group.min.session.timeout.ms=500"] };

    /// <summary>The shortest session that it takes, in milliseconds.</summary>
    public string ShortestSession => _server.IsOwn ? "1000" : "6000";

    /// <summary>Starts it unless it runs; skips the test where there is none.</summary>
    /// <returns>The bootstrap servers.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        return await _server.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
