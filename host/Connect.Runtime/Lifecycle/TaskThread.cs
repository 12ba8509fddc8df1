using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Lifecycle;

/// <summary>
/// A task's own plain thread, from start to its end: runs the body, tells the listener, stops in three steps (ask, wait, abandon).
/// </summary>
internal sealed partial class TaskThread
{
    private static readonly TimeSpan StopOverdueAfter = TimeSpan.FromSeconds(1);

    private readonly ConnectorTaskId id;
    private readonly TaskControl control;
    private readonly Func<TaskControl, ITaskBody> createBody;
    private readonly IRunListener listener;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private ITaskBody? body;
    private bool finished;

    /// <summary>Makes one; <see cref="Start"/> starts it.</summary>
    /// <param name="id">The task.</param>
    /// <param name="target">Whether it begins running or paused.</param>
    /// <param name="createBody">Makes the plugin's task with all around it; on the task's thread, since it runs plugin code.</param>
    /// <param name="listener">Told of each change.</param>
    /// <param name="logger">Carries the task's name.</param>
    /// <param name="time">The clock.</param>
    public TaskThread(
        ConnectorTaskId id,
        RunTarget target,
        Func<TaskControl, ITaskBody> createBody,
        IRunListener listener,
        ILogger logger,
        TimeProvider time)
    {
        this.id = id;
        this.createBody = createBody;
        this.listener = listener;
        this.logger = logger;
        this.time = time;
        control = new TaskControl(target);
    }

    public TaskControl Control => control;

    /// <summary>Completes when the thread has ended.</summary>
    public Task Ended => ended.Task;

    // Flow of the herder's execution context into the plugin is suppressed: it would hold whatever hangs on it.
    public void Start() => new Thread(Run) { IsBackground = true, Name = "task-" + id }.UnsafeStart();

    /// <summary>Runs or pauses the task.</summary>
    public void SetTarget(RunTarget target)
    {
        control.SetTarget(target);
        Wake();
    }

    /// <summary>Asks it to stop; does not wait.</summary>
    public void RequestStop()
    {
        _ = control.RequestStopAsync();
        Wake();
    }

    /// <summary>Waits for the end after <see cref="RequestStop"/>; abandons the task when the time is over.</summary>
    /// <param name="deadline">How long to wait at most, from now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when it was abandoned.</returns>
    public async Task<bool> AwaitEndAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var overdue = deadline < StopOverdueAfter ? deadline : StopOverdueAfter;
        if (await HasEndedWithinAsync(overdue, cancellationToken))
        {
            return true;
        }

        StartOverdueStop();
        if (await HasEndedWithinAsync(deadline - overdue, cancellationToken))
        {
            return true;
        }

        control.Abandon();
        Log.Abandoned(logger, id, deadline.TotalSeconds);
        return false;
    }

    private async Task<bool> HasEndedWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (ended.Task.IsCompleted)
        {
            return true;
        }

        try
        {
            await ended.Task.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            if (!finished)
            {
                body?.Wake();
            }
        }
    }

    private void StartOverdueStop()
    {
        ITaskBody? overdue;
        lock (gate)
        {
            overdue = finished ? null : body;
        }

        if (overdue is not null)
        {
            new Thread(() => CallOverdueStop(overdue)) { IsBackground = true, Name = $"task-{id}-stop" }.UnsafeStart();
        }
    }

    private void CallOverdueStop(ITaskBody overdue)
    {
        using var scope = TaskScope.Begin(logger, id);
        try
        {
            overdue.OnStopOverdue();
        }
        catch (Exception error)
        {
            // The edge of a plugin call: what its Stop throws must not take the process down.
            Log.StopFailed(logger, id, error);
        }
    }

    private void Run()
    {
        using var scope = TaskScope.Begin(logger, id);
        Exception? failure = null;
        try
        {
            var created = createBody(control);
            lock (gate)
            {
                body = created;
            }

            if (!control.IsStopping)
            {
                created.Run(OnStarted);
            }
        }
        catch (OperationCanceledException) when (control.IsStopping)
        {
            // The way a wait ends when the task is to stop.
        }
        catch (Exception error)
        {
            failure = error;
        }

        failure = control.Failure ?? failure;
        try
        {
            body?.Close();
        }
        catch (Exception error) when (failure is null)
        {
            failure = error;
        }
        catch (Exception error)
        {
            // The first error is the one to show; this one is not lost.
            Log.CloseFailed(logger, id, error);
        }

        Finish(failure);
    }

    private bool OnStarted()
    {
        // Read once: the loop goes on from what was reported.
        var paused = control.IsPauseWanted;
        if (!control.IsAbandoned)
        {
            listener.OnTask(id, paused ? RunState.Paused : RunState.Running, null);
        }

        return paused;
    }

    private void Finish(Exception? failure)
    {
        lock (gate)
        {
            finished = true;
        }

        // What of the plugin's own still waits for the token, behind a task that failed, ends as after a stop. Callbacks on it are the
        // plugin's, and what they throw.
        _ = control.RequestStopAsync();
        if (failure is not null)
        {
            Log.Failed(logger, id, failure.Message, failure);
        }

        if (!control.IsAbandoned)
        {
            listener.OnTask(id, failure is null ? RunState.Unassigned : RunState.Failed, failure);
        }

        ended.TrySetResult();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "Task {Task} failed and will not recover until it is restarted: {Reason}")]
        public static partial void Failed(ILogger logger, ConnectorTaskId task, string reason, Exception error);

        [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "Task {Task} did not close cleanly after it had failed")]
        public static partial void CloseFailed(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "Task {Task} did not stop within {Seconds} s (task.shutdown.graceful.timeout.ms) and is abandoned: it may finish, but commits and reports nothing any more")]
        public static partial void Abandoned(ILogger logger, ConnectorTaskId task, double seconds);

        [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "Task {Task} failed while it was told to stop under a waiting poll")]
        public static partial void StopFailed(ILogger logger, ConnectorTaskId task, Exception error);
    }
}
