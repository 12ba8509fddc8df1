namespace Connect.Broker.Embedded.Transactions;

/// <summary>What a transactional writer identifies itself by.</summary>
internal sealed record ProducerIdentity(string TransactionalId, long ProducerId, int Epoch);
