using Connect.TestHarness;

[assembly: AssemblyFixture(typeof(KafkaServer))]

namespace Connect.Contract.Tests.Brokers;

public sealed class KafkaWriterTests(KafkaServer kafka) : WriterContract(new KafkaContractServer(kafka));

public sealed class KafkaTransactionTests(KafkaServer kafka) : TransactionContract(new KafkaContractServer(kafka));

public sealed class KafkaReaderTests(KafkaServer kafka) : ReaderContract(new KafkaContractServer(kafka));

public sealed class KafkaGroupTests(KafkaServer kafka) : GroupContract(new KafkaContractServer(kafka));

public sealed class KafkaAdminTests(KafkaServer kafka) : AdminContract(new KafkaContractServer(kafka));
