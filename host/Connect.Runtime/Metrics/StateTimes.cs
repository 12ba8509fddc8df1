namespace Connect.Runtime.Metrics;

/// <summary>How much of its life a task spent in each state. Thread-safe.</summary>
internal sealed class StateTimes(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly TimeSpan[] spent = new TimeSpan[Enum.GetValues<RunState>().Length];
    private readonly long began = time.GetTimestamp();
    private long since = time.GetTimestamp();

    /// <summary>What it does now.</summary>
    public RunState Current { get; private set; } = RunState.Unassigned;

    public void Change(RunState state)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            spent[(int)Current] += time.GetElapsedTime(since, now);
            since = now;
            Current = state;
        }
    }

    /// <summary>The part of the time, from 0 to 1.</summary>
    public double Ratio(RunState state)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var inState = spent[(int)state] + (Current == state ? time.GetElapsedTime(since, now) : TimeSpan.Zero);
            var all = time.GetElapsedTime(began, now);
            return all > TimeSpan.Zero ? inState / all : 0;
        }
    }
}
