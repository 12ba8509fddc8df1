using System.Text.Json;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Connect.Broker.Embedded.Transactions;
using Microsoft.Data.Sqlite;

namespace Connect.Broker.Embedded.Opening;

/// <summary>Reads what is kept in memory from a log's file, and aborts the transactions that its last process left open.</summary>
internal sealed class LogLoader(SqliteConnection connection)
{
    /// <summary>The log's identity, made when it is opened first.</summary>
    public string LoadClusterId()
    {
        using var insert = new Statement(connection, "INSERT INTO properties (name, value) VALUES ('cluster.id', ?) ON CONFLICT DO NOTHING");
        insert.Bind(1, Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_')).Run();
        using var select = new Statement(connection, "SELECT value FROM properties WHERE name = 'cluster.id'");
        select.Step();
        return select.Text(0);
    }

    public void LoadTopics(TopicCatalog catalog)
    {
        using var topics = new Statement(connection, "SELECT id, name, configs FROM topics");
        using var partitions = new Statement(
            connection, "SELECT id, number, log_start, next_offset, clean_offset FROM partitions WHERE topic_id = ? ORDER BY number");
        using var last = new Statement(
            connection, "SELECT last_offset FROM batches WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1");
        var found = new List<Topic>();
        while (topics.Step())
        {
            var (id, name) = (topics.Number(0), topics.Text(1));
            var configs = JsonSerializer.Deserialize(topics.Text(2), TopicConfigsJson.Default.DictionaryStringString) ?? [];
            var settings = TopicSettings.Parse(name, configs);
            var logs = new List<PartitionLog>();
            partitions.Bind(1, id);
            while (partitions.Step())
            {
                // Kept only where cleaning took the last records away; otherwise these tell.
                var next = Math.Max(partitions.Number(2), partitions.Number(3));
                var partition = partitions.Number(0);
                last.Bind(1, LogFile.Key(partition, 0)).Bind(2, LogFile.Key(partition + 1, 0));
                if (last.Step())
                {
                    next = Math.Max(next, last.Number(0) + 1);
                }

                last.Reset();
                logs.Add(new PartitionLog(
                    partition, new TopicPartition(name, (int)partitions.Number(1)), settings, partitions.Number(2), next, partitions.Number(4)));
            }

            partitions.Reset();
            found.Add(new Topic(id, name, settings, [.. logs]));
        }

        catalog.Load(found);
    }

    public void LoadTransactions(TransactionTable transactions, TopicCatalog catalog)
    {
        using (var producers = new Statement(connection, "SELECT transactional_id, producer_id, epoch FROM producers"))
        {
            while (producers.Step())
            {
                transactions.Load(new TransactionalProducer(producers.Text(0), producers.Number(1), (int)producers.Number(2)));
            }
        }

        var partitions = catalog.Topics.Values.SelectMany(t => t.Partitions).ToDictionary(p => p.Id);
        AbortOpen(partitions);
        using var aborted = new Statement(connection, "SELECT partition_id, producer_id, first_offset, last_offset FROM aborted ORDER BY partition_id, first_offset");
        while (aborted.Step())
        {
            if (partitions.TryGetValue(aborted.Number(0), out var partition))
            {
                partition.EndTransaction(aborted.Number(1), new AbortedRange(aborted.Number(1), aborted.Number(2), aborted.Number(3)));
            }
        }
    }

    public void LoadGroups(GroupTable groups)
    {
        using var offsets = new Statement(connection, "SELECT group_id, topic, partition, next_offset, metadata FROM group_offsets");
        var found = new Dictionary<string, List<KeyValuePair<TopicPartition, OffsetAndMetadata?>>>(StringComparer.Ordinal);
        while (offsets.Step())
        {
            var id = offsets.Text(0);
            if (!found.TryGetValue(id, out var list))
            {
                list = [];
                found.Add(id, list);
            }

            list.Add(new(new TopicPartition(offsets.Text(1), (int)offsets.Number(2)), new OffsetAndMetadata(offsets.Number(3), offsets.Text(4))));
        }

        foreach (var (id, list) in found)
        {
            groups.Get(id).ChangeOffsets(list);
        }
    }

    private void AbortOpen(Dictionary<long, PartitionLog> partitions)
    {
        using var begin = new Statement(connection, "BEGIN IMMEDIATE");
        using var select = new Statement(connection, "SELECT producer_id, partition_id, first_offset FROM open_transactions");
        using var insert = new Statement(
            connection, "INSERT OR REPLACE INTO aborted (partition_id, first_offset, producer_id, last_offset) VALUES (?, ?, ?, ?)");
        using var delete = new Statement(connection, "DELETE FROM open_transactions");
        using var commit = new Statement(connection, "COMMIT");
        begin.Run();
        while (select.Step())
        {
            if (partitions.TryGetValue(select.Number(1), out var partition))
            {
                insert.Bind(1, partition.Id).Bind(2, select.Number(2)).Bind(3, select.Number(0)).Bind(4, partition.NextOffset - 1).Run();
            }
        }

        select.Reset();
        delete.Run();
        commit.Run();
    }
}
