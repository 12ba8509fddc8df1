using System.Globalization;
using Connect.Abi.Errors;
using Spectre.Console;

namespace Connect.Host.Demo;

/// <summary>The command <c>demo</c>: the worker's main job from end to end, with a proof at its end.</summary>
internal static class DemoCommand
{
    private const int Ok = 0;
    private const int Different = 1;

    // What shells give a process that Ctrl-C ended.
    private const int Interrupted = 130;

    /// <summary>Runs the demo on the process's own console.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="startWorker">Starts a worker.</param>
    /// <param name="cancellationToken">Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code: 0, 1 when something differs or fails, 130 when interrupted before the proof.</returns>
    public static Task<int> RunAsync(DemoOptions options, StartWorker startWorker, CancellationToken cancellationToken)
    {
        // A terminal that knows no escape sequences, or is none that somebody sits at, could not show a moving bar.
        var terminal = AnsiConsole.Profile.Capabilities;
        DemoScreen screen = Console.IsOutputRedirected || !terminal.Ansi || !terminal.Interactive
            ? new PlainScreen(Console.Out, TimeProvider.System)
            : new TerminalScreen(AnsiConsole.Console);
        return RunAsync(options, startWorker, AppContext.BaseDirectory, screen, TimeProvider.System, cancellationToken);
    }

    /// <summary>Runs the demo.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="startWorker">Starts a worker.</param>
    /// <param name="buildOutput">A folder of the build's output, to find the example plugin's zip from.</param>
    /// <param name="screen">Shows it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(
        DemoOptions options, StartWorker startWorker, string buildOutput, DemoScreen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var folder = DemoFolder.Create(options.Folder);
            var demo = new DemoRun(options, folder, screen, time);
            var result = await RunAsync(demo, options, startWorker, buildOutput, screen, time, cancellationToken);
            if (options.Exit && result == Ok && folder.DeleteIfTemporary())
            {
                screen.Step("The demo's folder is removed again.");
            }
            else
            {
                screen.Step($"The demo's files stay in {folder.Path}");
            }

            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Failed("Interrupted before anything was proved.");
            return Interrupted;
        }
        catch (Exception e)
        {
            // The command's edge: whatever went wrong is told, as an error message where it is one of ours, in full where it is not.
            screen.Failed(e is DemoException or ConnectException or IOException or HttpRequestException ? Told(e) : e.ToString());
            return Different;
        }
    }

    private static async Task<int> RunAsync(
        DemoRun demo, DemoOptions options, StartWorker startWorker, string buildOutput, DemoScreen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Limit, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var settings = await demo.PrepareAsync(buildOutput, bounded.Token);
            await using var worker = await startWorker(settings, bounded.Token);
            var differences = await demo.ProveAsync(worker, bounded.Token);
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            if (differences.Count > 0)
            {
                screen.Failed($"The demo does not hold: {string.Join("; ", differences)}.");
                return Different;
            }

            if (!options.Exit)
            {
                await ServeAsync(worker, screen, cancellationToken);
            }

            return Ok;
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DemoException(
                string.Create(CultureInfo.InvariantCulture, $"Not done within {options.Limit.TotalSeconds:N0} seconds, while {demo.Doing}."), e);
        }
    }

    private static async Task ServeAsync(DemoWorker worker, DemoScreen screen, CancellationToken cancellationToken)
    {
        screen.Step("The worker goes on serving; Ctrl-C ends it.");
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.UnsafeRegister(static s => ((TaskCompletionSource)s!).TrySetResult(), interrupted))
        {
            if (await Task.WhenAny(worker.Ended, interrupted.Task) == worker.Ended && !cancellationToken.IsCancellationRequested)
            {
                throw new DemoException("The worker ended by itself.", worker.Ended.Exception?.GetBaseException());
            }
        }

        screen.Step("Stopping the worker: tasks flush, offsets are committed.");
    }

    private static string Told(Exception error)
        => error.InnerException is { } inner and not OperationCanceledException && !error.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{error.Message} {inner.Message}"
            : error.Message;
}
