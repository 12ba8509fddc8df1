using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>Opens brokers of one implementation for a test; they see the same log.</summary>
public interface IContractServer : IAsyncDisposable
{
    ValueTask<IBroker> OpenAsync();
}
