using System.Globalization;

namespace Connect.Broker.Kafka.Settings;

/// <summary>Settings of consumers.</summary>
internal static class ReaderSettings
{
    /// <summary>The shortest session that Kafka's servers take unless configured otherwise.</summary>
    private const long ShortestSession = 6000;

    private const string Assignors = "org.apache.kafka.clients.consumer.";

    public static MappedSettings Apply(Mapping mapping, string servers)
    {
        var group = mapping.Text("group.id");
        mapping.Set("group.id", group ?? "connect-reader-without-group");
        mapping.PassText("group.instance.id", "group.instance.id");
        mapping.PassText("client.rack", "client.rack");
        ApplyMembership(mapping);
        ApplyFetching(mapping);
        ApplyCommits(mapping);

        var isolation = mapping.Choice("isolation.level", "read_uncommitted", "read_committed") ?? "read_uncommitted";
        mapping.Set("isolation.level", isolation);
        mapping.Set("check.crcs", mapping.Flag("check.crcs", otherwise: true) ? "true" : "false");
        mapping.Set("allow.auto.create.topics", mapping.Flag("allow.auto.create.topics", otherwise: true) ? "true" : "false");
        return new MappedSettings
        {
            Client = mapping.Client,
            Findings = [],
            Servers = servers,
            ApiTimeout = TimeSpan.FromMilliseconds(mapping.Number("default.api.timeout.ms", 0, int.MaxValue, 60_000)),
            MaxPollRecords = (int)Math.Min(mapping.Number("max.poll.records", 1, int.MaxValue, 500), 1_000_000),
            GroupId = group,
            Reset = ResetOf(mapping),
            ReadCommitted = isolation == "read_committed",
            MetadataMaxAge = TimeSpan.FromMilliseconds(
                long.Parse(mapping.Client["topic.metadata.refresh.interval.ms"], CultureInfo.InvariantCulture)),
        };
    }

    private static OffsetReset ResetOf(Mapping mapping)
    {
        if (mapping.Text("auto.offset.reset") is { } text && text.StartsWith("by_duration", StringComparison.OrdinalIgnoreCase))
        {
            mapping.Refuse(
                "auto.offset.reset",
                $"auto.offset.reset is '{text}'; the client library can't begin by duration: use earliest, latest or none.");
            return OffsetReset.None;
        }

        var reset = mapping.Choice("auto.offset.reset", "earliest", "latest", "none") ?? "earliest";
        mapping.Set("auto.offset.reset", reset == "none" ? "error" : reset);
        return reset switch { "earliest" => OffsetReset.Earliest, "latest" => OffsetReset.Latest, _ => OffsetReset.None };
    }

    private static void ApplyMembership(Mapping mapping)
    {
        var session = mapping.Number("session.timeout.ms", 0, int.MaxValue, 45_000);
        var heartbeat = mapping.Number("heartbeat.interval.ms", 0, int.MaxValue, 3000);
        var interval = mapping.Number("max.poll.interval.ms", 1, int.MaxValue, 300_000);
        var strategies = Strategies(mapping);
        var protocol = mapping.Choice("group.protocol", "classic", "consumer") ?? "classic";
        var assignor = mapping.Text("group.remote.assignor");
        if (protocol == "consumer")
        {
            // The new protocol takes these from the servers; librdkafka refuses them then.
            mapping.Set("group.protocol", "consumer");
            mapping.Set("max.poll.interval.ms", Math.Min(interval, 86_400_000));
            if (assignor is not null)
            {
                mapping.Set("group.remote.assignor", assignor);
            }

            return;
        }

        if (heartbeat >= session)
        {
            mapping.Refuse("heartbeat.interval.ms", string.Create(CultureInfo.InvariantCulture,
                $"heartbeat.interval.ms is {heartbeat}; it must be below session.timeout.ms, which is {session}."));
        }

        interval = Math.Min(interval, 86_400_000);
        if (interval < session)
        {
            // librdkafka wants the session inside the poll interval; Java does not.
            var (takenInterval, takenSession) = (Math.Max(interval, ShortestSession), Math.Max(interval, ShortestSession));
            if (takenInterval != interval)
            {
                mapping.Ignore("max.poll.interval.ms", string.Create(CultureInfo.InvariantCulture,
                    $"max.poll.interval.ms is {interval}; the client library needs it to be at least the session's time-out, so {takenInterval} is used."));
            }

            (interval, session) = (takenInterval, Math.Min(session, takenSession));
            heartbeat = Math.Min(heartbeat, session / 3);
        }

        mapping.Set("session.timeout.ms", Math.Clamp(session, 1, 3_600_000));
        mapping.Set("heartbeat.interval.ms", Math.Clamp(heartbeat, 1, 3_600_000));
        mapping.Set("max.poll.interval.ms", interval);
        mapping.Set("partition.assignment.strategy", strategies);
    }

    private static string Strategies(Mapping mapping)
    {
        const string Name = "partition.assignment.strategy";
        List<string> eager = [];
        var cooperative = false;
        foreach (var item in (mapping.Text(Name) ?? "").Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (item.StartsWith(Assignors, StringComparison.Ordinal) ? item[Assignors.Length..] : item)
            {
                case "RangeAssignor" or "range":
                    eager.Add("range");
                    break;
                case "RoundRobinAssignor" or "roundrobin":
                    eager.Add("roundrobin");
                    break;
                case "CooperativeStickyAssignor" or "cooperative-sticky":
                    cooperative = true;
                    break;
                default:
                    mapping.Refuse(
                        Name,
                        $"{Name} has '{item}', which the client library does not have; allowed are {Assignors}RangeAssignor, "
                        + $"{Assignors}RoundRobinAssignor and {Assignors}CooperativeStickyAssignor.");
                    break;
            }
        }

        if (cooperative && eager.Count > 0)
        {
            mapping.Ignore(
                Name, $"{Name} mixes eager and cooperative assignors, which the client library can't; {string.Join(" and ", eager)} are used.");
        }

        return eager.Count > 0 ? string.Join(',', eager) : cooperative ? "cooperative-sticky" : "range";
    }

    private static void ApplyFetching(Mapping mapping)
    {
        mapping.PassNumber("fetch.min.bytes", "fetch.min.bytes", 0, int.MaxValue, 1, 100_000_000);
        var wait = mapping.PassNumber("fetch.max.wait.ms", "fetch.wait.max.ms", 0, int.MaxValue, 0, 300_000);
        var partition = mapping.PassNumber(
            "max.partition.fetch.bytes", "max.partition.fetch.bytes", 0, int.MaxValue, 1, 1_000_000_000);
        var whole = mapping.Number("fetch.max.bytes", 0, int.MaxValue, 52_428_800);

        // Messages' largest size is a producer's matter, but librdkafka wants fetch.max.bytes to be no less.
        whole = Math.Clamp(whole, 1000, 2_147_483_135);
        mapping.Set("fetch.max.bytes", whole);
        mapping.Set("message.max.bytes", Math.Min(whole, 1_000_000));
        mapping.Set("receive.message.max.bytes", Math.Max(whole + 512, 100_000_000));

        // A request must outlive the wait that it asks for.
        var socket = long.Parse(mapping.Client["socket.timeout.ms"], CultureInfo.InvariantCulture);
        mapping.Set("socket.timeout.ms", Math.Min(Math.Max(socket, wait + 1000), 300_000));

        // What is read ahead: enough to keep a task busy, little beside a thousand of them. Fetching goes on soon after the queue
        // has room again (librdkafka would look again after a second).
        mapping.Set("queued.max.messages.kbytes", Math.Clamp(partition / 1024 * 2, 2048, 8192));
        mapping.Set("queued.min.messages", "20000");
        mapping.Set("fetch.queue.backoff.ms", "20");
    }

    private static void ApplyCommits(Mapping mapping)
    {
        if (mapping.Flag("enable.auto.commit", otherwise: false))
        {
            mapping.Ignore(
                "enable.auto.commit",
                "enable.auto.commit is 'true' and has no effect: offsets are committed by the worker, after records are flushed.");
        }

        mapping.Set("enable.auto.commit", "false");
        mapping.Set("enable.auto.offset.store", "false");
        mapping.Set("enable.partition.eof", "false");
    }
}
