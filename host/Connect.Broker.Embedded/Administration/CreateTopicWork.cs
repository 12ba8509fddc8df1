using System.Globalization;
using System.Text.Json;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Administration;

/// <summary>Creates a topic unless it exists.</summary>
internal sealed class CreateTopicWork(TopicCatalog catalog, string name, int partitions, TopicSettings settings) : CallWork
{
    /// <summary>Whether it was created, once done.</summary>
    public bool IsCreated { get; private set; }

    public override void Execute(CommitContext context)
    {
        context.Statement("INSERT INTO topics (name, configs) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .Bind(1, name).Bind(2, JsonSerializer.Serialize(settings.Given, TopicConfigsJson.Default.IReadOnlyDictionaryStringString)).Run();
        if (context.Changes == 0)
        {
            return;
        }

        var id = context.LastId;
        var logs = new PartitionLog[partitions];
        for (var i = 0; i < partitions; i++)
        {
            context.Statement("INSERT INTO partitions (topic_id, number) VALUES (?, ?)").Bind(1, id).Bind(2, i).Run();
            logs[i] = new PartitionLog(context.LastId, new TopicPartition(name, i), settings, start: 0, next: 0, clean: 0);
        }

        IsCreated = true;
        context.AfterCommit(() => catalog.Add(new Topic(id, name, settings, logs)));
    }

    /// <summary>Checks what a new topic is asked to be.</summary>
    public static CreateTopicWork For(TopicCatalog catalog, NewTopic topic)
    {
        if (!TopicCatalog.IsValidName(topic.Name))
        {
            throw TopicCatalog.InvalidName(topic.Name);
        }

        var partitions = topic.Partitions is null or -1 ? 1 : topic.Partitions.Value;
        if (partitions is < 1 or > MaximalPartitions)
        {
            throw new BrokerException(
                BrokerErrorCode.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"The topic {topic.Name} can't have {partitions} partitions; allowed are 1 to {MaximalPartitions}."));
        }

        if (topic.ReplicationFactor is not (null or -1 or 1))
        {
            throw new BrokerException(
                BrokerErrorCode.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"The topic {topic.Name} can't have a replication factor of {topic.ReplicationFactor}: the embedded log is one broker. Use 1, or -1 for the default."));
        }

        return new CreateTopicWork(catalog, topic.Name, partitions, TopicSettings.Parse(topic.Name, topic.Configs));
    }

    private const int MaximalPartitions = 10_000;
}
