using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Ends the timers that lead to the plugin: its own, those of its delays and periodic timers, those of its libraries. What awaits a delay
/// never goes on.
/// </summary>
internal sealed class Timers : FrameworkRelease
{
    private FieldInfo _queues = null!;
    private FieldInfo _lock = null!;
    private FieldInfo _short = null!;
    private FieldInfo _long = null!;
    private FieldInfo _next = null!;
    private FieldInfo _callback = null!;
    private FieldInfo _state = null!;

    public Timers()
        : base("timers", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Queue = "System.Threading.TimerQueue";
        const string Timer = "System.Threading.TimerQueueTimer";
        _queues = members.Field(Queue, "Instances");
        _lock = members.Field(Queue, "SharedLock");
        _short = members.Field(Queue, "_shortTimers");
        _long = members.Field(Queue, "_longTimers");
        _next = members.Field(Timer, "_next");
        _callback = members.Field(Timer, "_timerCallback");
        _state = members.Field(Timer, "_state");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var timer in All())
        {
            if (dead.Owns(_callback.GetValue(timer)) || dead.Reaches(_state.GetValue(timer)))
            {
                ((IDisposable)timer).Dispose();
                count++;
            }
        }

        return count;
    }

    /// <summary>All timers that run now. Nothing is asked of them while the queue's lock is held: the whole process waits for it.</summary>
    private List<object> All()
    {
        var timers = new List<object>();
        foreach (var queue in (Array)_queues.GetValue(null)!)
        {
            lock ((Lock)_lock.GetValue(queue)!)
            {
                foreach (var head in (FieldInfo[])[_short, _long])
                {
                    for (var timer = head.GetValue(queue); timer is not null; timer = _next.GetValue(timer))
                    {
                        timers.Add(timer);
                    }
                }
            }
        }

        return timers;
    }
}
