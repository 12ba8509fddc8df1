namespace Connect.Contract.Tests.Brokers;

public sealed class EmbeddedWriterTests() : WriterContract(new EmbeddedServer());

public sealed class EmbeddedTransactionTests() : TransactionContract(new EmbeddedServer());

public sealed class EmbeddedReaderTests() : ReaderContract(new EmbeddedServer());

public sealed class EmbeddedGroupTests() : GroupContract(new EmbeddedServer());

public sealed class EmbeddedAdminTests() : AdminContract(new EmbeddedServer());
