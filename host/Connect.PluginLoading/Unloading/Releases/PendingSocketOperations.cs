using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Closes the sockets on which the plugin's code awaits something.</summary>
internal sealed class PendingSocketOperations : FrameworkRelease
{
    private FieldInfo _registered = null!;
    private FieldInfo _socket = null!;

    public PendingSocketOperations()
        : base("pending socket operations", "System.Net.Sockets")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _registered = members.Field("System.Net.Sockets.SocketAsyncEngine", "s_registeredContexts");
        _socket = members.Field("System.Net.Sockets.SocketAsyncContext", "_socket");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var context in (Array)((Array)_registered.GetValue(null)!).Clone())
        {
            if (context is not null && _socket.GetValue(context) is IDisposable socket && dead.Reaches(context))
            {
                socket.Dispose();
                count++;
            }
        }

        return count;
    }
}
