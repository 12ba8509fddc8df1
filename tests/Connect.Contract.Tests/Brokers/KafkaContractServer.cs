using Connect.Broker;
using Connect.Broker.Kafka;
using Connect.TestHarness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Contract.Tests.Brokers;

/// <summary>A real Kafka, shared by the tests of the process; they keep apart by their topics' and groups' names.</summary>
public sealed class KafkaContractServer(KafkaServer kafka) : IContractServer
{
    public async ValueTask<IBroker> OpenAsync()
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        var servers = await kafka.StartAsync(TestContext.Current.CancellationToken);
        return new KafkaBroker(servers, NullLoggerFactory.Instance, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
