using Connect.TestHarness;

namespace Connect.Integration.Tests.Harness;

/// <summary>A Kafka for one class's tests, which makes no topics by itself and may be killed.</summary>
public sealed class OwnKafka : IAsyncDisposable
{
    private readonly KafkaServer _server = new() { Settings = ["auto.create.topics.enable=false", "group.min.session.timeout.ms=500"] };

    /// <summary>Starts it unless it runs, with its data; skips the test where there is none to start.</summary>
    /// <returns>The bootstrap servers.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        var servers = await _server.StartAsync(cancellationToken);
        Assert.SkipUnless(_server.IsOwn, "KAFKA_BOOTSTRAP_SERVERS names a Kafka that is not ours to configure and to kill.");
        return servers;
    }

    /// <summary>Kills it, as a crash would.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _server.KillAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
