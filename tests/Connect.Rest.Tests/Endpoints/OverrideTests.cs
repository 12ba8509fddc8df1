using System.Text.Json;
using Connect.Abi.Errors;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class OverrideTests
{
    private const string Validate = "/connector-plugins/FileStreamSource/config/validate";

    [Fact]
    public async Task Override_Known_HasItsClientsDefinition()
    {
        await using var worker = await Worker.StartAsync();
        var linger = await EntryAsync(worker, "producer.override.linger.ms", "7");

        var definition = linger.GetProperty("definition");
        Assert.Equal(
            ["name", "type", "required", "default_value", "importance", "documentation", "group", "order_in_group", "width", "display_name", "dependents"],
            definition.EnumerateObject().Select(p => p.Name));
        Assert.Equal("LONG", definition.GetProperty("type").GetString());
        Assert.Equal("5", definition.GetProperty("default_value").GetString());
        Assert.Equal("linger.ms", definition.GetProperty("display_name").GetString());
        Assert.Equal(JsonValueKind.Null, definition.GetProperty("group").ValueKind);
        Assert.Equal(-1, definition.GetProperty("order_in_group").GetInt32());
        Assert.Equal("7", linger.GetProperty("value").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Override_Unknown_HasNoDefinition()
    {
        await using var worker = await Worker.StartAsync();
        var bogus = await EntryAsync(worker, "producer.override.bogus", "x");
        Assert.Equal(JsonValueKind.Null, bogus.GetProperty("definition").ValueKind);
        Assert.Empty(bogus.GetProperty("value").GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task Override_Password_IsNotShown()
    {
        await using var worker = await Worker.StartAsync();
        var jaas = await EntryAsync(worker, "producer.override.sasl.jaas.config", "secret");
        Assert.DoesNotContain("secret", jaas.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Override_OfTheWrongType_IsAnError()
    {
        await using var worker = await Worker.StartAsync();
        var linger = await EntryAsync(worker, "producer.override.linger.ms", "soon");
        Assert.Contains("linger.ms", Assert.Single(linger.GetProperty("value").GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Override_OfAClientThatIsNotUsed_IsNotLookedAt()
    {
        await using var worker = await Worker.StartAsync(("connector.client.config.override.policy", "None"));
        var answer = await worker.Client.PutAsync(Validate, Worker.Source("f", "t", ("name", "c"), ("consumer.override.max.poll.records", "5")));
        Assert.Equal(0, JsonDocument.Parse(answer.Body).RootElement.GetProperty("error_count").GetInt32());
        Assert.DoesNotContain("consumer.override", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("dead", 1)]
    public async Task Override_OfTheClientThatMakesASourcesDeadLetterTopic_IsJudgedWhereThereIsOne(string topic, int errors)
    {
        await using var worker = await Worker.StartAsync(("connector.client.config.override.policy", "None"));
        var answer = await worker.Client.PutAsync(Validate, Worker.Source(
            "f", "t", ("name", "c"), ("errors.deadletterqueue.topic.name", topic), ("admin.override.retries", "5")));
        Assert.Equal(errors, JsonDocument.Parse(answer.Body).RootElement.GetProperty("error_count").GetInt32());
    }

    [Theory]
    [InlineData("org.apache.kafka.connect.connector.policy.PrincipalConnectorClientConfigOverridePolicy", "producer.override.security.protocol", 0)]
    [InlineData("Principal", "producer.override.linger.ms", 1)]
    [InlineData("Allowlist", "producer.override.linger.ms", 0)]
    [InlineData("Allowlist", "producer.override.acks", 1)]
    [InlineData("NoneConnectorClientConfigOverridePolicy", "producer.override.acks", 1)]
    public async Task Policy_OfTheWorker_Decides(string policy, string setting, int errors)
    {
        await using var worker = await Worker.StartAsync(
            ("connector.client.config.override.policy", policy), ("connector.client.config.override.allowlist", "linger.ms,batch.size"));
        var entry = await EntryAsync(worker, setting, "1");
        Assert.Equal(errors, entry.GetProperty("value").GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Policy_ThatThereIsNot_KeepsTheWorkerFromStarting() =>
        Assert.Contains("Invalid value Nonsense for configuration connector.client.config.override.policy", (await Assert.ThrowsAnyAsync<ConnectException>(
            () => Worker.StartAsync(("connector.client.config.override.policy", "Nonsense")))).Message, StringComparison.Ordinal);

    private static async Task<JsonElement> EntryAsync(Worker worker, string setting, string value)
    {
        var answer = await worker.Client.PutAsync(Validate, Worker.Source("f", "t", ("name", "c"), (setting, value)));
        Assert.Equal(200, answer.Code);
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("configs").EnumerateArray()
            .Single(c => c.GetProperty("value").GetProperty("name").GetString() == setting);
    }
}
