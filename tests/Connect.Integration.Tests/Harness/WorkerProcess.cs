using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Connect.Integration.Tests.Harness;

/// <summary>A worker in a process of its own, whose log is kept and shown with whatever goes wrong.</summary>
internal sealed partial class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Lock _gate = new();
    private WorkerRest? _rest;

    private WorkerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        _process = Process.Start(WithSignals(start)) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The REST API, once <see cref="WaitForRestAsync"/> has found it.</summary>
    public WorkerRest Rest => _rest ?? throw new InvalidOperationException("Wait for REST first.");

    /// <summary>All that it wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _log);
            }
        }
    }

    /// <summary>
    /// Tests that run in the background of a shell ignore SIGINT, and so would the worker: it inherits that, as Unix has it. A worker of
    /// a user's terminal does not.
    /// </summary>
    private static ProcessStartInfo WithSignals(ProcessStartInfo start)
    {
        if (OperatingSystem.IsLinux())
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.ArgumentList.Insert(0, "--default-signal=INT");
            start.FileName = "env";
        }

        return start;
    }

    /// <summary>Launches the built worker and does not wait for anything.</summary>
    /// <param name="folder">Its working folder.</param>
    /// <param name="arguments">The command line.</param>
    public static WorkerProcess Launch(string folder, params IEnumerable<string> arguments) =>
        new(new ProcessStartInfo("dotnet", ["exec", Repository.Worker, .. arguments]) { WorkingDirectory = folder });

    /// <summary>Launches it as users do, by the script.</summary>
    public static WorkerProcess LaunchByScript(string folder, params IEnumerable<string> arguments) =>
        new(new ProcessStartInfo(Repository.ConnectScript, arguments) { WorkingDirectory = folder });

    /// <summary>Launches a standalone worker and waits until it serves and has started its connectors.</summary>
    public static async Task<WorkerProcess> StartAsync(string folder, CancellationToken cancellationToken, params IEnumerable<string> files)
    {
        var worker = Launch(folder, ["standalone", .. files]);
        try
        {
            await worker.WaitForRestAsync(cancellationToken);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the worker says that it has started.</summary>
    public async Task WaitForRestAsync(CancellationToken cancellationToken)
    {
        var address = await WaitForLogAsync(Started(), cancellationToken);
        _rest = new WorkerRest(new Uri(address.Groups["address"].Value), this);
    }

    /// <summary>Waits for a line in the log.</summary>
    public Task<Match> WaitForLogAsync(Regex line, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        WaitAsync($"a log line with {line}", () => Task.FromResult(FindLine(line)), cancellationToken, limit);

    /// <summary>Waits for what can be looked at from outside; fails at once with the log when the worker ends meanwhile.</summary>
    public Task<T> WaitAsync<T>(string what, Func<Task<T?>> probe, CancellationToken cancellationToken, TimeSpan? limit = null)
        where T : class => Patience.ForAsync(
            what,
            async () =>
            {
                var ended = HasEnded;
                var found = await probe();
                if (found is null && ended)
                {
                    await _process.WaitForExitAsync(cancellationToken);
                    Assert.Fail($"The worker ended with {_process.ExitCode} before there was {what}.\n{Log}");
                }

                return found;
            },
            () => Log,
            cancellationToken,
            limit);

    /// <summary>Waits until something is so.</summary>
    public Task WaitUntilAsync(string what, Func<bool> probe, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        WaitAsync(what, () => Task.FromResult(probe() ? string.Empty : null), cancellationToken, limit);

    /// <summary>Waits until a file holds so many whole lines.</summary>
    /// <returns>Its lines.</returns>
    public Task<string[]> WaitForLinesAsync(string file, int count, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        WaitAsync(
            $"{count} lines in {file}",
            async () => File.Exists(file) && await File.ReadAllLinesAsync(file, cancellationToken) is { } lines && lines.Length >= count ? lines : null,
            cancellationToken,
            limit);

    /// <summary>Asks it to end by a signal and waits for the end.</summary>
    /// <param name="signal">TERM, INT …</param>
    /// <param name="cancellationToken">The test's token.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return await WaitForEndAsync(cancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForEndAsync(CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit ?? EndLimit);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"The worker still runs after {(limit ?? EndLimit).TotalSeconds} s.\n{Log}");
        }

        return _process.ExitCode;
    }

    /// <summary>Kills it, as a crash would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _rest?.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex("REST listens on (?<address>http://[^,; ]+)")]
    private static partial Regex Started();

    private Match? FindLine(Regex line)
    {
        lock (_gate)
        {
            return _log.Select(l => line.Match(l)).FirstOrDefault(m => m.Success);
        }
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            lock (_gate)
            {
                _log.Add(line);
            }
        }
    }
}
