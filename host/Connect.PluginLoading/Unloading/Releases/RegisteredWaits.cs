using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Unregisters the plugin's waits for handles and processes from the pool's threads that wait for them.</summary>
internal sealed class RegisteredWaits : FrameworkRelease
{
    private FieldInfo _pool = null!;
    private FieldInfo _head = null!;
    private FieldInfo _next = null!;
    private FieldInfo _thread = null!;
    private FieldInfo _waits = null!;
    private FieldInfo _callback = null!;

    public RegisteredWaits()
        : base("registered waits", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Pool = "System.Threading.PortableThreadPool";
        _pool = members.Field(Pool, "ThreadPoolInstance");
        _head = members.Field(Pool, "_waitThreadsHead");
        _next = members.Field(Pool + "+WaitThreadNode", "Next");
        _thread = members.Field(Pool + "+WaitThreadNode", "Thread");
        _waits = members.Field(Pool + "+WaitThread", "_registeredWaits");
        _callback = members.Field("System.Threading.RegisteredWaitHandle", "_callbackHelper");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        for (var node = _head.GetValue(_pool.GetValue(null)); node is not null; node = _next.GetValue(node))
        {
            // A copy: the thread moves its handles about as one goes.
            foreach (var wait in (Array)((Array)_waits.GetValue(_thread.GetValue(node))!).Clone())
            {
                if (wait is RegisteredWaitHandle handle && dead.Reaches(_callback.GetValue(handle)))
                {
                    handle.Unregister(null);
                    count++;
                }
            }
        }

        return count;
    }
}
