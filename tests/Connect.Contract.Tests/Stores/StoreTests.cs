using Connect.Storage;

namespace Connect.Contract.Tests.Stores;

public sealed class MemoryOffsetStoreTests() : OffsetStoreContract(new InMemory<IOffsetBackingStore>(() => new MemoryOffsetStore()));

public sealed class FileOffsetStoreTests() : OffsetStoreContract(new InFile<IOffsetBackingStore>(path => new FileOffsetStore(path)));

public sealed class MemoryConfigStoreTests() : ConfigStoreContract(new InMemory<IConfigStore>(() => new MemoryConfigStore()));

public sealed class MemoryStatusStoreTests() : StatusStoreContract(new InMemory<IStatusStore>(() => new MemoryStatusStore()));
