namespace Connect.Runtime.Lifecycle;

/// <summary>
/// The one place that blocks on an asynchronous answer: a task's own thread waits here for its plugin, since nothing else is to
/// happen on it. The completed path allocates nothing.
/// </summary>
internal static class PluginWait
{
    public static void For(ValueTask call)
    {
        if (call.IsCompleted)
        {
            call.GetAwaiter().GetResult();
        }
        else
        {
            call.AsTask().GetAwaiter().GetResult();
        }
    }

    public static T For<T>(ValueTask<T> call) =>
        call.IsCompleted ? call.GetAwaiter().GetResult() : call.AsTask().GetAwaiter().GetResult();

    public static void For(Task call) => call.GetAwaiter().GetResult();
}
