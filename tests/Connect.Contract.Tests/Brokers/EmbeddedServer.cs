using Connect.Broker;
using Connect.Broker.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Contract.Tests.Brokers;

/// <summary>The embedded log in a folder of its own.</summary>
public sealed class EmbeddedServer : IContractServer
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-embedded-").FullName;

    public ValueTask<IBroker> OpenAsync() =>
        ValueTask.FromResult<IBroker>(EmbeddedBroker.Open(_folder, NullLoggerFactory.Instance, TimeProvider.System));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
