using System.Text.Json;
using Connect.Abi.Errors;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class SettingReferenceTests
{
    private static readonly (string, string)[] Providers =
    [
        ("config.providers", "file,expiring"),
        ("config.providers.file.class", "FileConfigProvider"),
        ("config.providers.expiring.class", "TestPlugins.Expiring.ExpiringConfigProvider"),
        ("config.providers.expiring.param.ttl.ms", "200"),
    ];

    [Fact]
    public async Task Secret_InEveryPlace_IsInNoAnswer()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var secrets = worker.Write("s.properties", "field=hunter22\ntolerance=hunter23\n");
        var config = Worker.Source(
            worker.Write("in", "a\n"),
            "t",
            ("transforms", "x"),
            ("transforms.x.type", "org.apache.kafka.connect.transforms.ExtractField$Value"),
            ("transforms.x.field", $"${{file:{secrets}:field}}"));
        Assert.Equal(201, (await worker.Client.PostAsync("/connectors", $$"""{"name":"c","config":{{config}}}""")).Code);
        await worker.UntilAsync("c", s => s.GetProperty("tasks").EnumerateArray().Any(t => t.GetProperty("state").GetString() == "FAILED"));
        var validated = await worker.Client.PutAsync("/connector-plugins/FileStreamSource/config/validate", config);
        var refused = await worker.Client.PutAsync("/connectors/c/config", Worker.Source("f", "t", ("errors.tolerance", $"${{file:{secrets}:tolerance}}")));

        Assert.Equal(400, refused.Code);
        Assert.Contains("[hidden]", refused.Body, StringComparison.Ordinal);
        string[] bodies =
        [
            validated.Body, refused.Body,
            .. await Task.WhenAll(((string[])["/connectors/c", "/connectors/c/config", "/connectors/c/status", "/connectors/c/tasks", "/connectors?expand=info&expand=status"])
                .Select(async path => (await worker.Client.GetAsync(path)).Body)),
        ];
        Assert.All(bodies, b => Assert.DoesNotContain("hunter2", b, StringComparison.Ordinal));
        var value = JsonDocument.Parse(validated.Body).RootElement.GetProperty("configs").EnumerateArray()
            .Single(c => c.GetProperty("value").GetProperty("name").GetString() == "transforms.x.field").GetProperty("value").GetProperty("value").GetString();
        Assert.Equal($"${{file:{secrets}:field}}", value);
    }

    [Fact]
    public async Task Secret_WhereTheConnectorsVersionIsNotThere_IsNotInTheAnswer()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var secrets = worker.Write("s.properties", "tolerance=hunter23\n");
        var config = Worker.Source(
            "in", "t", ("name", "c"), ("connector.plugin.version", "[9,)"), ("errors.tolerance", $"${{file:{secrets}:tolerance}}"));

        var validated = await worker.Client.PutAsync("/connector-plugins/FileStreamSource/config/validate", config);

        Assert.Equal(200, validated.Code);
        Assert.Contains("not found that matches the version range [9,)", validated.Body, StringComparison.Ordinal);
        Assert.Contains("[hidden]", validated.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", validated.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TasksConfigs_WithReferences_KeepThem()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var reference = $"${{file:{worker.Write("s.properties", $"file={worker.Write("in", "a\n")}")}:file}}";
        await worker.CreateAsync("c", Worker.Source(reference, "t"));

        Assert.Equal(["a"], await worker.ValuesAsync("t", 1));
        Assert.Contains($"\"file\":\"{reference}\"", (await worker.Client.GetAsync("/connectors/c/tasks")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_ThatRunsOut_IsLookedUpAgainAndTheConnectorRestarted()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var pointer = worker.Write("pointer", worker.Write("first", "a\n"));
        await worker.CreateAsync("c", Worker.Source($"${{expiring:{pointer}:content}}", "t"));
        Assert.Equal(["a"], await worker.ValuesAsync("t", 1));

        worker.Write("pointer", worker.Write("second", "b\n"));
        Assert.Equal(["a", "b"], await worker.ValuesAsync("t", 2));
    }

    [Fact]
    public async Task Offsets_OfASinkWhoseGroupIsAReference_AreThoseOfTheGroup()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var group = $"${{file:{worker.Write("s.properties", "group=the-group\n")}:group}}";
        await worker.CreateAsync("source", Worker.Source(worker.Write("in", "a\nb\n"), "t"));
        Assert.Equal(["a", "b"], await worker.ValuesAsync("t", 2));
        var sink = new Dictionary<string, string>
        {
            ["connector.class"] = "FileStreamSink", ["topics"] = "t", ["file"] = worker.Write("out", ""), ["consumer.override.group.id"] = group,
        };
        await worker.CreateAsync("sink", JsonSerializer.Serialize(sink));
        Assert.Equal(204, (await worker.Client.PutAsync("/connectors/sink/stop")).Code);

        var altered = await worker.Client.PatchAsync(
            "/connectors/sink/offsets", """{"offsets":[{"partition":{"kafka_topic":"t","kafka_partition":0},"offset":{"kafka_offset":1}}]}""");

        Assert.True(altered.Code == 200, altered.Body);
        await using var admin = worker.Broker.OpenAdmin(new Dictionary<string, string>());
        Assert.Equal(1, (await admin.ListGroupOffsetsAsync("the-group", TestContext.Current.CancellationToken)).Single().Value.Offset);
        Assert.Contains("\"kafka_offset\":1", (await worker.Client.GetAsync("/connectors/sink/offsets")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_ThatCantBeResolved_StaysAsItIs()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var secrets = worker.Write("s.properties", "known=x\n");
        var validated = await worker.Client.PutAsync(
            "/connector-plugins/FileStreamSource/config/validate", Worker.Source($"${{file:{secrets}:unknown}}", "${nobody:key}", ("name", "c")));

        Assert.Contains($"\"value\":\"${{file:{secrets}:unknown}}\"", validated.Body, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"${nobody:key}\"", validated.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_ThatFails_IsTold()
    {
        await using var worker = await Worker.StartAsync(Providers);
        var refused = await worker.Client.PutAsync("/connectors/c/config", Worker.Source("${file:/no/such/file:key}", "t"));

        Assert.Equal(400, refused.Code);
        Assert.Contains("/no/such/file", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.providers.file.class", "NoSuchProvider", "Invalid value NoSuchProvider for configuration config.providers.file.class")]
    [InlineData("config.providers.file.param.allowed.paths", "not/absolute", "not/absolute")]
    public async Task Provider_ThatCantBeMade_KeepsTheWorkerFromStarting(string setting, string value, string told) => Assert.Contains(
        told, (await Assert.ThrowsAnyAsync<ConnectException>(() => Worker.StartAsync([.. Providers, (setting, value)]))).Message, StringComparison.Ordinal);
}
