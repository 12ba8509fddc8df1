using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>A real worker keeps what a source's records fail of, and goes on.</summary>
public sealed class SourceDeadLetterTests(SharedKafka kafka) : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Transformation_ThatFails_LeavesADeadLetterAndTheOffsetMoves()
    {
        var source = Source()
            .With("transforms", "number")
            .With("transforms.number.type", "org.apache.kafka.connect.transforms.Cast$Value")
            .With("transforms.number.spec", "int32")
            .With("value.converter", "org.apache.kafka.connect.json.JsonConverter")
            .With("value.converter.schemas.enable", "false");
        await using (var worker = await StartAsync())
        {
            _scene.Write("in", "1\nno number\n3\n");
            await worker.Rest.CreateAsync("source", source, Token);
            await WaitForPositionAsync(worker, "1\nno number\n3\n".Length);
            await worker.Rest.WaitForStateAsync("source", "RUNNING", 1, Token);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        Assert.Equal(["1", "3"], (await ReadAsync("t")).Select(r => r.Value));
        var (key, value, headers) = Assert.Single(await ReadAsync("dead"));
        Assert.Null(key);
        Assert.Equal("\"no number\"", value);
        Assert.Equal("t", headers["__connect.errors.topic"]);
        Assert.False(headers.ContainsKey("__connect.errors.partition"));
        Assert.False(headers.ContainsKey("__connect.errors.offset"));
        Assert.Equal("source", headers["__connect.errors.connector.name"]);
        Assert.Equal("0", headers["__connect.errors.task.id"]);
        Assert.Equal("TRANSFORMATION", headers["__connect.errors.stage"]);
        Assert.Equal("org.apache.kafka.connect.transforms.Cast$Value", headers["__connect.errors.class.name"]);
        Assert.Equal("org.apache.kafka.connect.errors.DataException", headers["__connect.errors.exception.class.name"]);
        Assert.Contains("no number", headers["__connect.errors.exception.message"], StringComparison.Ordinal);
        Assert.Contains("DataException", headers["__connect.errors.exception.stacktrace"], StringComparison.Ordinal);
        Assert.Equal($"{{\"filename\":\"{_scene.InFolder("in")}\"}}", headers["__connect.errors.source.partition"]);
        Assert.Equal("{\"position\":12}", headers["__connect.errors.source.offset"]);

        // What was kept is not read again.
        await using (var again = await StartAsync())
        {
            File.AppendAllText(_scene.InFolder("in"), "4\n");
            await again.Rest.CreateAsync("source", source, Token);
            await WaitForPositionAsync(again, "1\nno number\n3\n4\n".Length);
            Assert.Equal(0, await again.StopAsync("TERM", Token));
        }

        Assert.Equal(["1", "3", "4"], (await ReadAsync("t")).Select(r => r.Value));
        Assert.Single(await ReadAsync("dead"));
    }

    [Fact]
    public async Task Converter_ThatFails_LeavesDeadLetters()
    {
        await using (var worker = await StartAsync())
        {
            _scene.Write("in", "a\nb\n");
            await worker.Rest.CreateAsync("source", Source().With("value.converter", "org.apache.kafka.connect.converters.IntegerConverter"), Token);
            await WaitForPositionAsync(worker, 4);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        var letters = await ReadAsync("dead");
        Assert.Equal(["\"a\"", "\"b\""], letters.Select(l => l.Value));
        Assert.All(letters, l => Assert.Equal("VALUE_CONVERTER", l.Headers["__connect.errors.stage"]));
    }

    [Fact]
    public async Task Record_ThatTheLogRefuses_LeavesADeadLetter()
    {
        var large = new string('x', 2000);
        await using (var worker = await StartAsync())
        {
            _scene.Write("in", $"a\n{large}\nb\n");
            await worker.Rest.CreateAsync(
                "source",
                Source()
                    .With("topic.creation.default.partitions", "1")
                    .With("topic.creation.default.replication.factor", "1")
                    .With("topic.creation.default.max.message.bytes", "1000"),
                Token);
            await WaitForPositionAsync(worker, 2005);
            await worker.Rest.WaitForStateAsync("source", "RUNNING", 1, Token);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        Assert.Equal(["a", "b"], (await ReadAsync("t")).Select(r => r.Value));
        var (_, value, headers) = Assert.Single(await ReadAsync("dead"));
        Assert.Equal($"\"{large}\"", value);
        Assert.Equal("KAFKA_PRODUCE", headers["__connect.errors.stage"]);
        Assert.Contains("max.message.bytes", headers["__connect.errors.exception.message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_ThatFailOnKafka_LeaveDeadLetters()
    {
        var bootstrap = await kafka.StartAsync(Token);
        var (topic, dead) = (_scene.Id, _scene.Id + "-dead");
        var large = new string('7', 2000);
        await using (var worker = await StartAsync(bootstrap))
        {
            _scene.Write("in", "1\nno number\n");
            await worker.Rest.CreateAsync(
                "source",
                Source()
                    .With("topic", topic)
                    .With("errors.deadletterqueue.topic.name", dead)
                    .With("topic.creation.default.partitions", "1")
                    .With("topic.creation.default.replication.factor", "1")
                    .With("topic.creation.default.max.message.bytes", "1000")
                    .With("transforms", "number")
                    .With("transforms.number.type", "org.apache.kafka.connect.transforms.Cast$Value")
                    .With("transforms.number.spec", "float64"),
                Token);
            await WaitForPositionAsync(worker, "1\nno number\n".Length);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        await using (var worker = await StartAsync(bootstrap))
        {
            File.AppendAllText(_scene.InFolder("in"), large + "\n");
            await worker.Rest.CreateAsync(
                "source", Source().With("topic", topic).With("errors.deadletterqueue.topic.name", dead), Token);
            await WaitForPositionAsync(worker, "1\nno number\n".Length + large.Length + 1);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        await using var topics = new KafkaTopics(bootstrap);
        Assert.Equal(["1.0"], (await topics.ReadAsync(topic, Token)).Select(r => r.Value));
        var letters = await topics.ReadAsync(dead, Token);
        Assert.Equal(["\"no number\"", $"\"{large}\""], letters.Select(l => l.Value));
        Assert.Equal(["TRANSFORMATION", "KAFKA_PRODUCE"], letters.Select(l => l.Headers["__connect.errors.stage"]));
        Assert.All(letters, l => Assert.Equal(topic, l.Headers["__connect.errors.topic"]));
    }

    [Fact]
    public async Task Record_WithoutTolerance_FailsItsTaskAndLeavesNothing()
    {
        await using (var worker = await StartAsync())
        {
            _scene.Write("in", "a\n");
            await worker.Rest.CreateAsync(
                "source",
                Source().With("value.converter", "org.apache.kafka.connect.converters.IntegerConverter").With("errors.tolerance", "none"),
                Token);
            Assert.Contains("VALUE_CONVERTER", await worker.Rest.WaitForTraceAsync("source", Token), StringComparison.Ordinal);
            Assert.Equal(0, await worker.StopAsync("TERM", Token));
        }

        Assert.Empty(await ReadAsync("dead"));
    }

    private Dictionary<string, string> Source() => _scene.FileSource("in", "t")
        .Without("name")
        .With("errors.tolerance", "all")
        .With("errors.deadletterqueue.topic.name", "dead")
        .With("errors.deadletterqueue.topic.replication.factor", "1")
        .With("errors.deadletterqueue.context.headers.enable", "true");

    private Task<List<(string? Key, string? Value, Dictionary<string, string> Headers)>> ReadAsync(string topic) =>
        EmbeddedTopics.ReadAsync(_scene.InFolder("log"), topic, Token);

    private static Task WaitForPositionAsync(WorkerProcess worker, long position) => worker.WaitAsync(
        $"the committed position {position}",
        async () =>
        {
            var offsets = (await worker.Rest.GetAsync("/connectors/source/offsets", Token))["offsets"]!.AsArray();
            return offsets.Count == 1 && (long)offsets[0]!["offset"]!["position"]! == position ? offsets : null;
        },
        Token);

    private async Task<WorkerProcess> StartAsync(string? bootstrap = null) => await WorkerProcess.StartAsync(
        _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings(bootstrap).With("offset.flush.interval.ms", "200")));
}
