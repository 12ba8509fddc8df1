using Connect.Cluster.Restarts;
using Connect.Configuration;
using Connect.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Cluster.Tests.Restarts;

public sealed class TaskRestartsTests : IDisposable
{
    private static readonly ConnectorTaskId Task0 = new("c", 0);
    private static readonly ConnectorTaskId Task1 = new("c", 1);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly List<ConnectorTaskId> due = [];
    private readonly Lines log = new();
    private readonly TaskRestarts restarts;

    public TaskRestartsTests() => restarts = new TaskRestarts(time, due.Add, error => error.Message, log);

    public void Dispose() => restarts.Dispose();

    [Fact]
    public void Failure_WithoutPolicy_IsNotRestarted()
    {
        restarts.Use("c", TaskRestartSettings.From(new Dictionary<string, string>()), isHeld: false);
        Fail(Task0);
        time.Advance(TimeSpan.FromDays(10));

        Assert.Empty(due);
        Assert.Equal(new TaskRestartInfo(0, 0, 0, null, "broken"), restarts.Of(Task0));
        Assert.Empty(log.Texts);
    }

    [Fact]
    public void Failure_OfAConnectorThatIsNotThere_IsPassedOver()
    {
        Fail(Task0);
        Assert.Equal(new TaskRestartInfo(0, 0, 0, null, null), restarts.Of(Task0));
    }

    [Fact]
    public void Failures_OneAfterTheOther_WaitTwiceAsLongUpToTheLongest()
    {
        Use(max: -1, backoff: 1, longest: 5);
        foreach (var (wait, restart) in ((double[])[1, 2, 4, 5, 5]).Select((wait, i) => (wait, i)))
        {
            Fail(Task0);
            Assert.Equal(new TaskRestartInfo(0, restart, -1, time.GetUtcNow() + Seconds(wait), "broken"), restarts.Of(Task0));
            time.Advance(Seconds(wait - 0.1));
            Assert.Equal(restart, due.Count);
            time.Advance(Seconds(0.1));
            Assert.Equal(restart + 1, due.Count);
            Assert.True(restarts.TryBegin(Task0));
        }

        Assert.Equal(new TaskRestartInfo(0, 5, -1, null, "broken"), restarts.Of(Task0));
        Assert.Equal("Task c-0 restarts after its failure: restart 5, without end (errors.task.restart.max=-1)", log.Texts[^1]);
    }

    [Fact]
    public void Failures_MoreThanTheMaximum_StayAndAreTold()
    {
        Use(max: 2);
        FailAndBegin(Task0);
        FailAndBegin(Task0);
        Fail(Task0);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, due.Count);
        Assert.False(restarts.TryBegin(Task0));
        Assert.Equal(new TaskRestartInfo(0, 2, 2, null, "broken"), restarts.Of(Task0));
        Assert.Equal("Task c-0 restarts after its failure: restart 1 of 2 (errors.task.restart.max)", log.Texts[0]);
        Assert.StartsWith("Task c-0 stays FAILED: errors.task.restart.max=2 allows no further restart.", log.Texts[^1]);
        Assert.Equal(3, log.Texts.Count);
    }

    [Fact]
    public void Running_LongEnough_CountsAnew()
    {
        Use(max: 1, reset: 100);
        FailAndBegin(Task0);
        restarts.OnTask(Task0, RunState.Running, null);
        time.Advance(Seconds(99));
        Assert.Equal(1, restarts.Of(Task0).Restarts);
        time.Advance(Seconds(1));
        Assert.Equal(0, restarts.Of(Task0).Restarts);

        FailAndBegin(Task0);
        Assert.Equal(1, restarts.Of(Task0).Restarts);
    }

    [Fact]
    public void Running_NotLongEnough_CountsOn()
    {
        Use(max: 1, reset: 100);
        FailAndBegin(Task0);
        restarts.OnTask(Task0, RunState.Running, null);
        time.Advance(Seconds(60));
        restarts.OnTask(Task0, RunState.Paused, null);
        time.Advance(Seconds(1000));
        restarts.OnTask(Task0, RunState.Running, null);
        time.Advance(Seconds(60));
        Fail(Task0);

        Assert.Equal(new TaskRestartInfo(0, 1, 1, null, "broken"), restarts.Of(Task0));
    }

    [Fact]
    public void Forget_PendingRestart_IsCancelledAndCountedAnew()
    {
        Use(max: 3);
        FailAndBegin(Task0);
        Fail(Task0);
        Fail(Task1);
        restarts.Forget(Task0);
        time.Advance(Seconds(100));

        Assert.Equal([Task0, Task1], due);
        Assert.Equal(new TaskRestartInfo(0, 0, 3, null, null), restarts.Of(Task0));
        Assert.False(restarts.TryBegin(Task0));
        Assert.True(restarts.TryBegin(Task1));
    }

    [Fact]
    public void Restart_ThatIsDueAndForgottenBeforeItsTurn_DoesNotBegin()
    {
        Use(max: 3);
        Fail(Task0);
        time.Advance(Seconds(1));
        Assert.Single(due);
        restarts.Forget(Task0);
        Fail(Task0);

        Assert.False(restarts.TryBegin(Task0));
        Assert.NotNull(restarts.Of(Task0).NextRestart);
    }

    [Fact]
    public void Restart_OnceBegun_DoesNotBeginTwice()
    {
        Use(max: 3);
        Fail(Task0);
        time.Advance(Seconds(1));
        Assert.True(restarts.TryBegin(Task0));
        Assert.False(restarts.TryBegin(Task0));
    }

    [Fact]
    public void Held_Connector_RestartsWhatFailedOnceItRuns()
    {
        Use(max: 3);
        Fail(Task0);
        restarts.SetHeld("c", true);
        Fail(Task1);
        time.Advance(Seconds(100));
        Assert.Empty(due);
        Assert.All([Task0, Task1], t => Assert.Null(restarts.Of(t).NextRestart));

        restarts.SetHeld("c", false);
        time.Advance(Seconds(1));
        Assert.Equal([Task0, Task1], due.Order());
    }

    [Fact]
    public void ForgetTasks_OfOneConnector_LeavesTheOthers()
    {
        Use(max: 3);
        restarts.Use("d", Settings(max: 3), isHeld: false);
        Fail(Task0);
        Fail(new ConnectorTaskId("d", 0));
        restarts.ForgetTasks("c");
        restarts.Forget("nobody");
        time.Advance(Seconds(100));

        Assert.Equal([new ConnectorTaskId("d", 0)], due);
    }

    [Fact]
    public void Forget_Connector_LeavesNothing()
    {
        Use(max: 3);
        Fail(Task0);
        restarts.Forget("c");
        time.Advance(Seconds(100));

        Assert.Empty(due);
        Assert.Equal(new TaskRestartInfo(0, 0, 0, null, null), restarts.Of(Task0));
    }

    [Fact]
    public void Dispose_Pending_RestartsNothing()
    {
        Use(max: 3);
        Fail(Task0);
        restarts.Dispose();
        Fail(Task1);
        time.Advance(Seconds(100));
        Assert.Empty(due);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TaskRestartSettings Settings(int max, double backoff = 1, double longest = 60, double reset = 600) =>
        new(max, Seconds(backoff), Seconds(longest), Seconds(reset));

    private void Use(int max, double backoff = 1, double longest = 60, double reset = 600) =>
        restarts.Use("c", Settings(max, backoff, longest, reset), isHeld: false);

    private void Fail(ConnectorTaskId task) => restarts.OnTask(task, RunState.Failed, new InvalidOperationException("broken"));

    private void FailAndBegin(ConnectorTaskId task)
    {
        Fail(task);
        time.Advance(restarts.Of(task).NextRestart!.Value - time.GetUtcNow());
        Assert.True(restarts.TryBegin(task));
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(formatter(state, exception));
    }
}
