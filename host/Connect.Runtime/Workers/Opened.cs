using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>
/// What was opened for a task or connector, closed in reverse order, each whatever the others do. Also where opening the next thing
/// fails, so that nothing stays behind.
/// </summary>
internal sealed partial class Opened(ILogger logger)
{
    private readonly Stack<Action> closings = new();

    public T Add<T>(T opened, Action close)
    {
        closings.Push(close);
        return opened;
    }

    public T Add<T>(T opened)
        where T : IDisposable => Add(opened, opened.Dispose);

    public void Close()
    {
        while (closings.TryPop(out var close))
        {
            try
            {
                close();
            }
            catch (Exception error)
            {
                // The edge of a close: the others are closed all the same.
                Log.CloseFailed(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 490, Level = LogLevel.Warning, Message = "Something of a task or connector did not close cleanly")]
        public static partial void CloseFailed(ILogger logger, Exception error);
    }
}
