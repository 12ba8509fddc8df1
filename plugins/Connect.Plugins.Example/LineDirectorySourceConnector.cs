using System.Text.Json;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Sources;

namespace Connect.Plugins.Example;

/// <summary>
/// Reads the lines of all files of a directory. The files are divided among the tasks; when files come or go, the tasks are
/// configured anew.
/// </summary>
/// <remarks>An example to copy: it is whole, but each part is as short as it can be.</remarks>
public sealed class LineDirectorySourceConnector : SourceConnector
{
    /// <summary>The setting of a task that lists its files, as a JSON array.</summary>
    internal const string TaskFilesConfig = "task.files";

    private readonly TimeProvider time;
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();
    private LineDirectorySourceConfig? config;
    private CancellationTokenSource? stopping;
    private Task? watching;
    private volatile IReadOnlyList<string> files = [];

    /// <summary>Makes one, as the worker does.</summary>
    public LineDirectorySourceConnector()
        : this(TimeProvider.System)
    {
    }

    internal LineDirectorySourceConnector(TimeProvider time) => this.time = time;

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => LineDirectorySourceConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(LineDirectorySourceTask);

    /// <summary>Checks what a definition can't: that the directory is there.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var values = await base.ValidateAsync(settings, cancellationToken).ConfigureAwait(false);
        var directory = values.First(value => value.Name == LineDirectorySourceConfig.DirectoryConfig);
        if (directory.ErrorMessages.Count == 0 && !Directory.Exists(directory.Value as string))
        {
            directory.AddErrorMessage($"The directory {directory.Value} does not exist on this worker; create it, or name another");
        }

        return values;
    }

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        config = new LineDirectorySourceConfig(settings);
        if (!Directory.Exists(config.Directory))
        {
            throw new ConnectException(
                $"The directory {config.Directory} ({LineDirectorySourceConfig.DirectoryConfig}) does not exist; create it, or name another");
        }

        files = config.FindFiles();
        stopping = new CancellationTokenSource();
        watching = WatchAsync(config, stopping.Token);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks)
    {
        var current = files;
        if (current.Count == 0)
        {
            return [];
        }

        return [.. ConnectorUtils.GroupPartitions(current, Math.Min(maxTasks, current.Count)).Select(ConfigOf)];
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (stopping is null)
        {
            return;
        }

        // Whatever was started is ended and awaited here; nothing may run on behind a stopped connector.
        await stopping.CancelAsync().ConfigureAwait(false);
        await watching!.WaitAsync(cancellationToken).ConfigureAwait(false);
        stopping.Dispose();
        stopping = null;
    }

    /// <summary>Offsets go with the records, and files only grow: nothing is read twice or passed over.</summary>
    /// <inheritdoc/>
    public override ExactlyOnceSupport? ExactlyOnceSupport(IReadOnlyDictionary<string, string> settings) =>
        Abi.Sources.ExactlyOnceSupport.Supported;

    /// <summary>Lets users move the positions, and refuses what a task could not go on from.</summary>
    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<SourceOffset> offsets, CancellationToken cancellationToken)
    {
        foreach (var (partition, offset) in offsets)
        {
            // Resetting is always allowed, so that leftovers can be cleaned up.
            if (offset is null)
            {
                continue;
            }

            if (partition.GetValueOrDefault(LineDirectorySourceTask.FileField) is not string)
            {
                throw new ConnectException(
                    $"A partition of this connector has the field '{LineDirectorySourceTask.FileField}' with the name of a file");
            }

            if (offset.GetValueOrDefault(LineDirectorySourceTask.PositionField) is not (long and >= 0))
            {
                throw new ConnectException(
                    $"An offset of this connector has the field '{LineDirectorySourceTask.PositionField}' with a number of bytes, 0 or more");
            }
        }

        return ValueTask.FromResult(true);
    }

    private Dictionary<string, string> ConfigOf(IReadOnlyList<string> group) => new(settings)
    {
        [TaskFilesConfig] = JsonSerializer.Serialize(group),
    };

    private async Task WatchAsync(LineDirectorySourceConfig watched, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(watched.RescanInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                var found = watched.FindFiles();
                if (!found.SequenceEqual(files))
                {
                    files = found;
                    Context!.RequestTaskReconfiguration();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The connector stops.
        }
        catch (Exception e)
        {
            // Nobody awaits this until the connector stops: the worker has to be told now.
            Context!.RaiseError(new ConnectException($"The directory {watched.Directory} can't be searched: {e.Message}", e));
        }
    }
}
