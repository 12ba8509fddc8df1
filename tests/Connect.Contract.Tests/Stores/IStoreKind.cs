namespace Connect.Contract.Tests.Stores;

/// <summary>An implementation of a store, opened for one test.</summary>
public interface IStoreKind<T> : IDisposable
{
    /// <summary>Whether a store opened later in the same place holds what this one was given.</summary>
    bool OutlivesItsProcess { get; }

    /// <summary>Makes a store that is not started, always in the same place.</summary>
    T Open();
}

/// <summary>A store that lives as long as the process.</summary>
internal sealed class InMemory<T>(Func<T> open) : IStoreKind<T>
{
    public bool OutlivesItsProcess => false;

    public T Open() => open();

    public void Dispose()
    {
        // Nothing is left of it.
    }
}

/// <summary>A store in a file in a folder of its own.</summary>
internal sealed class InFile<T>(Func<string, T> open) : IStoreKind<T>
{
    private readonly string folder = Directory.CreateTempSubdirectory("connect-store-").FullName;

    public bool OutlivesItsProcess => true;

    public T Open() => open(Path.Combine(folder, "store"));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
