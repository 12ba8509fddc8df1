using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Sources;

namespace Connect.Plugins.Example;

/// <summary>
/// Copies the lines of all files of a folder to a topic, a group of files a task, and asks for new tasks when files appear: an example
/// of a connector as its author writes it.
/// </summary>
public sealed class LineDirectorySourceConnector : SourceConnector
{
    private FileSystemWatcher? watcher;
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => LineDirectorySourceConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(LineDirectorySourceTask);

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        var directory = new LineDirectorySourceConfig(settings).Directory;
        if (!Directory.Exists(directory))
        {
            throw new ConnectException($"The folder {directory} ({LineDirectorySourceConfig.DirectorySetting}) does not exist; create it or name another.");
        }

        watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += OnFilesChanged;
        watcher.Renamed += OnFilesChanged;
        watcher.EnableRaisingEvents = true;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks)
    {
        var files = Directory.GetFiles(new LineDirectorySourceConfig(settings).Directory);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length == 0
            ? []
            :
            [
                .. ConnectorUtils.GroupPartitions(files, Math.Min(maxTasks, files.Length)).Select(group =>
                    new Dictionary<string, string>(settings) { [LineDirectorySourceConfig.FilesSetting] = string.Join('\n', group) }),
            ];
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        watcher?.Dispose();
        watcher = null;
        return ValueTask.CompletedTask;
    }

    private void OnFilesChanged(object sender, FileSystemEventArgs change) => Context?.RequestTaskReconfiguration();
}
