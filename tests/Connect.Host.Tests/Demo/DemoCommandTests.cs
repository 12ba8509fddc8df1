using Connect.Host.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Host.Tests.Demo;

public sealed class DemoCommandTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("connect-host-tests-");
    private readonly StringWriter output = new();

    public DemoCommandTests()
        => File.WriteAllText(Path.Combine(root.CreateSubdirectory("examples").FullName, "connect-plugins-example-1.0.zip"), "zip");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Run_AllArrives_ExitsZeroAndSaysWhatItProved()
    {
        var worker = new ScriptedWorker();
        var exit = await RunAsync(worker.StartAsync);
        var text = output.ToString();
        Assert.True(exit == 0, text);
        Assert.True(worker.IsStopped);
        Assert.Equal("zip", File.ReadAllText(Path.Combine(worker.Settings["plugin.path"], "connect-plugins-example-1.0.zip")));
        Assert.Contains("ok: 500 lines arrived, every line once and in order", text);
        Assert.Contains("__connect.errors.stage: VALUE_CONVERTER", text);
        Assert.Contains("__connect.errors.exception.stacktrace: at x …", text);
        Assert.Contains(ExamplePlugin.ConnectorClass + " 1 (from connect-plugins-example-1.0.zip)", text);
    }

    [Fact]
    public async Task Run_LineLost_ExitsOneAndSaysWhich()
    {
        var worker = new ScriptedWorker { Arriving = lines => lines.Where(l => !l.Contains("order=00000007 ")) };
        Assert.Equal(1, await RunAsync(worker.StartAsync));
        Assert.Contains("FAILED: The demo does not hold: 1 line did not arrive: <2026-03-01", output.ToString());
        Assert.Contains("order=00000007 ", output.ToString());
        Assert.True(worker.IsStopped);
    }

    [Fact]
    public async Task Run_DeadLetterWithoutAHeader_ExitsOneAndNamesIt()
    {
        Assert.Equal(1, await RunAsync(new ScriptedWorker { LeftOutHeader = "exception.message" }.StartAsync));
        Assert.Contains("the dead letter lacks the header __connect.errors.exception.message", output.ToString());
    }

    [Fact]
    public async Task Run_TaskFailed_ExitsOneWithTheTrace()
    {
        Assert.Equal(1, await RunAsync(new ScriptedWorker { Trace = "boom\n   at Somewhere" }.StartAsync));
        Assert.Contains("FAILED: The task 0 of demo-source is FAILED:", output.ToString());
        Assert.Contains("boom\n   at Somewhere", output.ToString());
    }

    [Fact]
    public async Task Run_PluginNotListed_ExitsOneAndNamesIt()
    {
        Assert.Equal(1, await RunAsync(new ScriptedWorker { Plugins = [.. DemoPlan.ConnectorClasses.Skip(1)] }.StartAsync));
        Assert.Contains("does not list " + ExamplePlugin.ConnectorClass + ".", output.ToString());
    }

    [Fact]
    public async Task Run_WorkerEnds_ExitsOneAndSaysWhy()
    {
        var worker = new ScriptedWorker();
        worker.Ended.SetException(new IOException("the disk is full"));
        Assert.Equal(1, await RunAsync(worker.StartAsync, exit: false));
        Assert.Contains("The worker ended", output.ToString());
        Assert.Contains("the disk is full", output.ToString());
    }

    [Fact]
    public async Task Run_WorkerDoesNotStart_ExitsOneAtTheLimit()
    {
        var time = new FakeTimeProvider();
        var run = RunAsync(
            async (_, token) =>
            {
                time.Advance(TimeSpan.FromMinutes(2));
                await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
                throw new InvalidOperationException();
            },
            time: time);
        Assert.Equal(1, await run);
        Assert.Contains("FAILED: Not done within 120 seconds, while starting the worker.", output.ToString());
    }

    [Fact]
    public async Task Run_Serving_EndsWithZeroWhenInterrupted()
    {
        var worker = new ScriptedWorker();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var serving = new TaskCompletionSource();
        var screen = new SignallingWriter("The worker goes on serving", serving);
        var run = DemoCommand.RunAsync(Options(exit: false), worker.StartAsync, root.FullName, new PlainScreen(screen, TimeProvider.System), TimeProvider.System, interrupt.Token);
        await Task.WhenAny(run, serving.Task);
        Assert.True(serving.Task.IsCompleted, screen.ToString());
        Assert.False(worker.IsStopped);
        Assert.Contains("curl -s 'http://localhost:", screen.ToString());
        await interrupt.CancelAsync();
        Assert.Equal(0, await run);
        Assert.True(worker.IsStopped);
    }

    [Fact]
    public async Task Run_NoZip_ExitsOneBeforeAnyWorker()
    {
        Directory.Delete(Path.Combine(root.FullName, "examples"), recursive: true);
        Assert.Equal(1, await RunAsync((_, _) => throw new InvalidOperationException("not reached")));
        Assert.Contains("connect-plugins-example-*.zip", output.ToString());
        Assert.DoesNotContain("not reached", output.ToString());
    }

    private DemoOptions Options(bool exit) => new() { Exit = exit, Lines = 500, Folder = Path.Combine(root.FullName, "demo") };

    private Task<int> RunAsync(StartWorker start, bool exit = true, TimeProvider? time = null) => DemoCommand.RunAsync(
        Options(exit), start, root.FullName, new PlainScreen(output, time ?? TimeProvider.System), time ?? TimeProvider.System, Token);

    private sealed class SignallingWriter(string awaited, TaskCompletionSource signal) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(awaited, StringComparison.Ordinal) == true)
            {
                signal.TrySetResult();
            }
        }
    }
}
