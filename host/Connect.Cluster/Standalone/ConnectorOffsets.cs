using System.Globalization;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Abi.Sources;
using Connect.Configuration;
using Connect.PluginLoading;
using Connect.Runtime;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster.Standalone;

/// <summary>Reads and changes the committed offsets of connectors: those of sources in the store, those of sinks in their group.</summary>
internal sealed class ConnectorOffsets(StandaloneServices services, Worker worker)
{
    private const string Topic = "kafka_topic";
    private const string Partition = "kafka_partition";
    private const string Offset = "kafka_offset";
    private readonly ILogger logger = services.LoggerFactory.CreateLogger<ConnectorOffsets>();

    public async Task<IReadOnlyList<ConnectorOffset>> ReadAsync(
        string name, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (IsSource(settings))
        {
            var reader = new OffsetStorageReader(services.Offsets, name, logger);
            var found = await reader.OffsetsAsync(services.Offsets.ConnectorPartitions(name), cancellationToken);
            return [.. found.Where(o => o.Offset is not null).Select(o => new ConnectorOffset(o.Partition, o.Offset))];
        }

        var sink = SinkConnectorConfig.From(settings);
        await using var admin = services.Broker.OpenAdmin(ClientSettings.ConnectorAdmin(services.Config, sink));
        var committed = await admin.ListGroupOffsetsAsync(GroupOf(sink), cancellationToken);
        return
        [
            .. committed.OrderBy(e => e.Key.Topic, StringComparer.Ordinal).ThenBy(e => e.Key.Partition).Select(e => new ConnectorOffset(
                new Dictionary<string, object?> { [Topic] = e.Key.Topic, [Partition] = e.Key.Partition },
                new Dictionary<string, object?> { [Offset] = e.Value.Offset })),
        ];
    }

    public Task<string> AlterAsync(
        string name, IReadOnlyDictionary<string, string> settings, IReadOnlyList<ConnectorOffset>? changes, CancellationToken cancellationToken) =>
        IsSource(settings) ? AlterSourceAsync(name, settings, changes, cancellationToken) : AlterSinkAsync(settings, changes, cancellationToken);

    private async Task<string> AlterSourceAsync(
        string name, IReadOnlyDictionary<string, string> settings, IReadOnlyList<ConnectorOffset>? changes, CancellationToken cancellationToken)
    {
        SourceOffset[] wanted = changes is null
            ? [.. services.Offsets.ConnectorPartitions(name).Select(p => new SourceOffset(p, null))]
            : [.. changes.Select(c => new SourceOffset(
                c.Partition ?? throw new BadRequestException("The partition for a source connector offset cannot be null or missing"), c.Offset))];
        var isChecked = await worker.WithConnectorAsync(
            settings[ConnectorSettings.ConnectorClass],
            settings.GetValueOrDefault(ConnectorSettings.ConnectorVersion),
            connector => ((SourceConnector)connector).AlterOffsetsAsync(settings, wanted, cancellationToken),
            cancellationToken);
        var writer = new OffsetStorageWriter(services.Offsets, name);
        foreach (var offset in wanted)
        {
            writer.Offset(offset.Partition, offset.Offset);
        }

        if (await writer.BeginFlushAsync(cancellationToken))
        {
            await writer.DoFlushAsync(cancellationToken);
        }

        return Message(changes is null, isChecked);
    }

    private async Task<string> AlterSinkAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<ConnectorOffset>? changes, CancellationToken cancellationToken)
    {
        var sink = SinkConnectorConfig.From(settings);
        await using var admin = services.Broker.OpenAdmin(ClientSettings.ConnectorAdmin(services.Config, sink));
        var group = GroupOf(sink);
        var wanted = changes is null
            ? (await admin.ListGroupOffsetsAsync(group, cancellationToken)).ToDictionary(e => e.Key, _ => (long?)null)
            : changes.ToDictionary(ReadPartition, ReadOffset);
        var isChecked = await worker.WithConnectorAsync(
            settings[ConnectorSettings.ConnectorClass],
            settings.GetValueOrDefault(ConnectorSettings.ConnectorVersion),
            connector => ((SinkConnector)connector).AlterOffsetsAsync(settings, wanted, cancellationToken),
            cancellationToken);
        if (changes is null)
        {
            await admin.DeleteGroupAsync(group, cancellationToken);
            return Message(isReset: true, isChecked);
        }

        var set = wanted.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!.Value);
        if (set.Count > 0)
        {
            await admin.AlterGroupOffsetsAsync(group, set, cancellationToken);
        }

        var removed = wanted.Where(e => e.Value is null).Select(e => e.Key).ToArray();
        if (removed.Length > 0)
        {
            await admin.DeleteGroupOffsetsAsync(group, removed, cancellationToken);
        }

        return Message(isReset: false, isChecked);
    }

    private bool IsSource(IReadOnlyDictionary<string, string> settings) =>
        services.Plugins.FindConnector(settings[ConnectorSettings.ConnectorClass]).Kind == PluginKind.Source;

    private static string GroupOf(SinkConnectorConfig sink) =>
        sink.ConsumerOverrides.GetValueOrDefault("group.id") ?? ClientSettings.SinkGroup(sink.Name);

    private static string Message(bool isReset, bool isChecked)
    {
        var what = isReset ? "reset" : "altered";
        return isChecked
            ? $"The offsets for this connector have been {what} successfully"
            : $"The Connect framework-managed offsets for this connector have been {what} successfully. However, if this connector manages offsets externally, they will need to be manually {what} in the system that the connector uses.";
    }

    private static TopicPartition ReadPartition(ConnectorOffset change)
    {
        if (change.Partition is not { } partition || partition.GetValueOrDefault(Topic) is not { } topic
            || partition.GetValueOrDefault(Partition) is not { } number)
        {
            throw new BadRequestException(
                $"The partition for a sink connector offset must have the keys '{Topic}' and '{Partition}'.");
        }

        var text = Convert.ToString(number, CultureInfo.InvariantCulture);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? new TopicPartition(Convert.ToString(topic, CultureInfo.InvariantCulture)!, parsed)
            : throw new BadRequestException($"Failed to parse the following value for '{Partition}': {text}; it must be a whole number from 0.");
    }

    private static long? ReadOffset(ConnectorOffset change)
    {
        if (change.Offset is not { } offset)
        {
            return null;
        }

        var text = offset.TryGetValue(Offset, out var given) ? Convert.ToString(given, CultureInfo.InvariantCulture) : null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new BadRequestException($"The offset for a sink connector must have the key '{Offset}' with a whole number from 0, not {text ?? "nothing"}.");
    }
}
