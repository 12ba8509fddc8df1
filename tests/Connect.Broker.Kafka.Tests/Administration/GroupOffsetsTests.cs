using Connect.TestHarness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Kafka.Tests.Administration;

/// <summary>Servers whose groups are about to be led by somebody else.</summary>
public sealed class GroupOffsetsTests
{
    private const int Groups = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ServerThatLeadsTheGroupNoMore_AsksAgainUntilOneDoes()
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        await using var kafka = new KafkaServer();
        var servers = await kafka.StartAsync(Token);
        Assert.SkipUnless(kafka.IsOwn, "The group offsets of the Kafka of KAFKA_BOOTSTRAP_SERVERS must not be deleted.");
        await using var broker = new KafkaBroker(servers, NullLoggerFactory.Instance, TimeProvider.System);
        await using var admin = broker.OpenAdmin(new Dictionary<string, string>());
        await ListAllAsync(admin);

        // The server does not know of any group for a moment; the client still takes it for their coordinator.
        await admin.DeleteTopicsAsync(["__consumer_offsets"], Token);
        await ListAllAsync(admin);
    }

    private static Task ListAllAsync(IBrokerAdmin admin) => Task.WhenAll(Enumerable.Range(0, Groups).Select(async i =>
        Assert.Empty(await admin.ListGroupOffsetsAsync($"group-{i}", Token))));
}
