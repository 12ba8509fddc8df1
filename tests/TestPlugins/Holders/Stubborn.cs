namespace TestPlugins.Holders;

/// <summary>What no host can let go of.</summary>
public static class Stubborn
{
    private static readonly List<object> Kept = [];

    /// <summary>Begins a thread that works in this plugin's code until it is told not to.</summary>
    public static void Burn(ManualResetEventSlim end) => Start(() =>
    {
        for (var number = 1L; !end.IsSet;)
        {
            number = unchecked((number * 31) + 7);
        }
    });

    /// <summary>Begins a thread that waits in this plugin's code.</summary>
    public static void Sleep(ManualResetEventSlim end) => Start(() => Wait(end));

    /// <summary>Keeps something whose clean-up waits.</summary>
    public static void BlockCleanUp(ManualResetEventSlim end) => Kept.Add(new Blocking(end));

    /// <summary>Cleans up at the end of its domain, as many libraries do.</summary>
    public static void TellOfDomainUnload(ManualResetEventSlim told) => AppDomain.CurrentDomain.DomainUnload += (_, _) => told.Set();

    /// <summary>Keeps something whose clean-up throws.</summary>
    public static void FailCleanUp() => Kept.Add(new Failing());

    private static void Wait(ManualResetEventSlim end)
    {
        end.Wait();
        GC.KeepAlive(end);
    }

    private static void Start(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "stubborn" }.Start();

    private sealed class Blocking(ManualResetEventSlim end) : IDisposable
    {
        public void Dispose() => end.Wait();
    }

    private sealed class Failing : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("not today");
    }
}
