using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Connect.Abi.Errors;
using Connect.Host.Commands.Plugins;
using Connect.Host.Demo;
using Connect.PluginLoading;

namespace Connect.Host.Commands;

/// <summary>The commands, the process's signals and its exit codes.</summary>
internal static class CommandLine
{
    private const int BadInput = 1;

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where it says what is wrong with the command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        using var stop = new StopSignals();

        // No RootCommand: that one is called as the assembly is, and users call the script.
        var help = new HelpOption("--help", "-h", "-?") { Recursive = true };
        var root = new Command("connect", "The Kafka Connect worker for .NET.")
        {
            Standalone(stop), Demo(stop), PluginCommands.Make(GuardedAsync, stop.Token), CallerCommands.Make(GuardedAsync), Distributed(), help, new VersionOption(),
        };
        help.Action = new HelpText(root);

        // Signals are ours: the library would end the process two seconds after one, whatever was still to be flushed.
        return await root.Parse(args).InvokeAsync(
            new InvocationConfiguration { ProcessTerminationTimeout = null, Output = output, Error = error });
    }

    /// <summary>Known, so that who comes from Java's <c>connect-distributed</c> is told more than that it is not.</summary>
    private static Command Distributed()
    {
        var command = new Command("distributed") { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(
                "connect: the distributed mode is not there yet. A worker that is alone is: connect standalone worker.properties [connector …]; "
                + "it accepts a distributed worker's file, and needs offset.storage.file.filename besides.");
            return BadInput;
        });
        return command;
    }

    private static Command Standalone(StopSignals stop)
    {
        var worker = new Argument<FileInfo>("worker.properties") { Description = "The worker's settings: a Java properties file." };
        var connectors = new Argument<FileInfo[]>("connector")
        {
            Description = "Connectors to start: properties or JSON files.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("standalone", "Runs a worker that is alone.") { worker, connectors };
        command.SetAction(parsed => GuardedAsync(() => StandaloneCommand.RunAsync(
            parsed.GetValue(worker)!.FullName, [.. (parsed.GetValue(connectors) ?? []).Select(f => f.FullName)], stop.Token)));
        return command;
    }

    private static Command Demo(StopSignals stop)
    {
        var exit = new Option<bool>("--exit") { Description = "End after the proof instead of going on to serve." };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the demo keeps its files; by default a new temporary folder." };
        var command = new Command("demo", "Shows the main job on a log inside the process: nothing else is needed.") { exit, folder };
        command.SetAction(parsed => GuardedAsync(() => DemoCommand.RunAsync(
            new DemoOptions { Exit = parsed.GetValue(exit), Folder = parsed.GetValue(folder)?.FullName }, StartDemoWorkerAsync, stop.Token)));
        return command;
    }

    private static async Task<DemoWorker> StartDemoWorkerAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var worker = await StandaloneWorker.StartAsync(settings, [], quiet: true, cancellationToken);
        return new DemoWorker(worker.RestUrl, worker.Broker, worker.Ended, worker);
    }

    /// <summary>What a user can mend is told in a line; everything else with its trace.</summary>
    private static async Task<int> GuardedAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception error) when (error is ConnectException or IOException or PluginInstallException)
        {
            await Console.Error.WriteLineAsync("connect: " + error.Message);
            return 1;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync("connect: " + error);
            return 1;
        }
    }

    /// <summary>Ctrl-C and SIGTERM ask for a graceful end; a second Ctrl-C ends at once.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly CancellationTokenSource source = new();
        private readonly PosixSignalRegistration[] registrations;

        public StopSignals() => registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];

        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            foreach (var registration in registrations)
            {
                registration.Dispose();
            }

            source.Dispose();
        }

        private void Stop(PosixSignalContext context)
        {
            // Cancelled is the signal's default action: the second time it ends the process.
            context.Cancel = !source.IsCancellationRequested;
            _ = source.CancelAsync();
        }
    }
}
