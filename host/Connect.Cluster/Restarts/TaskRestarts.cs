using Connect.Configuration;
using Connect.Runtime;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster.Restarts;

/// <summary>
/// Decides when tasks that failed are restarted, as <c>errors.task.restart.*</c> of their connector says. It is told what becomes of
/// connectors and tasks, and has whoever runs them restart one when its time has come. In memory only: a worker that starts counts anew.
/// Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="restart">
/// Told when a restart is due; not to wait. It is to come back to <see cref="TryBegin"/> once nothing else changes the task.
/// </param>
/// <param name="describe">An error as it may be shown.</param>
/// <param name="logger">The log.</param>
internal sealed partial class TaskRestarts(
    TimeProvider time, Action<ConnectorTaskId> restart, Func<Exception, string> describe, ILogger logger) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskRestartPolicy> policies = new(StringComparer.Ordinal);
    private readonly Dictionary<ConnectorTaskId, TaskRestartState> tasks = [];
    private bool isDisposed;

    /// <summary>What holds for a connector from now on; what is pending stays so.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="settings">Its policy.</param>
    /// <param name="isHeld">Whether it is to be idle.</param>
    public void Use(string connector, TaskRestartSettings settings, bool isHeld)
    {
        lock (gate)
        {
            policies[connector] = new TaskRestartPolicy(settings, isHeld);
        }
    }

    /// <summary>
    /// Restarts no task of a connector that is to be idle, and tasks again once it is to run: also those that failed before or meanwhile.
    /// </summary>
    public void SetHeld(string connector, bool isHeld)
    {
        lock (gate)
        {
            if (!policies.TryGetValue(connector, out var policy) || policy.IsHeld == isHeld)
            {
                return;
            }

            policies[connector] = policy with { IsHeld = isHeld };
            foreach (var (task, state) in tasks.Where(e => e.Key.Connector == connector && e.Value.HasFailed))
            {
                state.Cancel();
                if (!isHeld)
                {
                    Schedule(task, state, policy.Settings);
                }
            }
        }
    }

    /// <summary>Forgets a task's failures: it was replaced, restarted by someone, or is gone.</summary>
    public void Forget(ConnectorTaskId task)
    {
        lock (gate)
        {
            if (tasks.Remove(task, out var state))
            {
                state.Cancel();
            }
        }
    }

    /// <summary>Forgets the failures of all tasks of a connector.</summary>
    public void ForgetTasks(string connector)
    {
        lock (gate)
        {
            foreach (var task in tasks.Keys.Where(t => t.Connector == connector).ToArray())
            {
                Forget(task);
            }
        }
    }

    /// <summary>Forgets a connector.</summary>
    public void Forget(string connector)
    {
        lock (gate)
        {
            ForgetTasks(connector);
            policies.Remove(connector);
        }
    }

    /// <summary>A task changed.</summary>
    /// <param name="task">Which.</param>
    /// <param name="runState">What it does now.</param>
    /// <param name="error">Why it failed; null otherwise.</param>
    public void OnTask(ConnectorTaskId task, RunState runState, Exception? error)
    {
        lock (gate)
        {
            if (isDisposed || !policies.TryGetValue(task.Connector, out var policy))
            {
                return;
            }

            if (runState != RunState.Failed)
            {
                if (tasks.TryGetValue(task, out var running))
                {
                    running.Changed(runState == RunState.Running);
                }

                return;
            }

            if (!tasks.TryGetValue(task, out var state))
            {
                tasks[task] = state = new TaskRestartState(time);
            }

            state.Failed(error is null ? null : describe(error), policy.Settings.Reset);
            if (!policy.IsHeld)
            {
                Schedule(task, state, policy.Settings);
            }
        }
    }

    /// <summary>Begins a restart that was due; from now on it counts.</summary>
    /// <returns>False when it is wanted no more.</returns>
    public bool TryBegin(ConnectorTaskId task)
    {
        lock (gate)
        {
            if (isDisposed || !policies.TryGetValue(task.Connector, out var policy)
                || !tasks.TryGetValue(task, out var state) || !state.TryBegin())
            {
                return false;
            }

            var max = policy.Settings.Max;
            if (max < 0)
            {
                Log.RestartsWithoutEnd(logger, task, state.Restarts);
            }
            else
            {
                Log.Restarts(logger, task, state.Restarts, max);
            }

            return true;
        }
    }

    /// <summary>How it stands with a task.</summary>
    public TaskRestartInfo Of(ConnectorTaskId task)
    {
        lock (gate)
        {
            var settings = policies.GetValueOrDefault(task.Connector)?.Settings;
            var state = tasks.GetValueOrDefault(task);
            return new TaskRestartInfo(
                task.Task,
                state is null || settings is null ? 0 : state.RestartsNow(settings.Reset),
                settings?.Max ?? 0,
                state?.Pending?.At,
                state?.LastError);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            foreach (var state in tasks.Values)
            {
                state.Cancel();
            }
        }
    }

    private void Schedule(ConnectorTaskId task, TaskRestartState state, TaskRestartSettings settings)
    {
        if (settings.Max == 0 || isDisposed)
        {
            return;
        }

        if (settings.Max > 0 && state.Restarts >= settings.Max)
        {
            Log.GivesUp(logger, task, settings.Max);
            return;
        }

        var wait = new Foundation.Backoff(settings.Backoff, settings.BackoffMax).After(state.Restarts + 1);
        var pending = new PendingRestart(time.GetUtcNow() + wait);
        state.Schedule(pending);
        pending.Start(time, wait, () => Fire(task, pending));
    }

    private void Fire(ConnectorTaskId task, PendingRestart pending)
    {
        lock (gate)
        {
            // A timer that was stopped may have fired already.
            if (isDisposed || tasks.GetValueOrDefault(task)?.Pending != pending)
            {
                return;
            }

            pending.IsDue = true;
        }

        restart(task);
    }

    private sealed record TaskRestartPolicy(TaskRestartSettings Settings, bool IsHeld);

    private static partial class Log
    {
        [LoggerMessage(EventId = 530, Level = LogLevel.Information,
            Message = "Task {Task} restarts after its failure: restart {Restart} of {Max} (errors.task.restart.max)")]
        public static partial void Restarts(ILogger logger, ConnectorTaskId task, int restart, int max);

        [LoggerMessage(EventId = 531, Level = LogLevel.Information,
            Message = "Task {Task} restarts after its failure: restart {Restart}, without end (errors.task.restart.max=-1)")]
        public static partial void RestartsWithoutEnd(ILogger logger, ConnectorTaskId task, int restart);

        [LoggerMessage(EventId = 532, Level = LogLevel.Error,
            Message = "Task {Task} stays FAILED: errors.task.restart.max={Max} allows no further restart. Restart it over REST once the cause is mended")]
        public static partial void GivesUp(ILogger logger, ConnectorTaskId task, int max);
    }
}
