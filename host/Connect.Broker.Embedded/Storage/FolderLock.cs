using System.Globalization;

namespace Connect.Broker.Embedded.Storage;

/// <summary>
/// Keeps other processes, and a second broker in this one, out of a log's folder. The lock is the operating system's and ends with
/// the process, however that ends; a file beside it says who holds it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockName = "log.lock";
    private const string HolderName = "log.holder";

    private readonly FileStream _lock;
    private readonly string _holder;

    private FolderLock(FileStream held, string holder)
    {
        _lock = held;
        _holder = holder;
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="BrokerException">Another one holds it.</exception>
    public static FolderLock Take(string folder, TimeProvider time)
    {
        var holder = Path.Combine(folder, HolderName);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e)
        {
            throw new BrokerException(
                BrokerErrorCode.Unavailable,
                $"The embedded log in {folder} is in use by {Describe(holder)}. A folder serves one process at a time: stop that one, or name another folder.",
                isRetriable: false,
                e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BrokerException(
                BrokerErrorCode.NotAuthorized, $"The embedded log in {folder} can't be opened: {e.Message}", isRetriable: false, e);
        }

        try
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
            File.WriteAllText(holder, text);
            return new FolderLock(held, holder);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _lock.Dispose();
    }

    private static string Describe(string holder)
    {
        try
        {
            return File.ReadAllText(holder) is { Length: > 0 } text ? text : "another process";
        }
        catch (IOException)
        {
            // The holder is just starting or ending; who it is can't be said.
            return "another process";
        }
    }
}
