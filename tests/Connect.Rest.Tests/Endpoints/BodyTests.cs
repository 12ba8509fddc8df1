using System.Net.Http.Headers;
using System.Text;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class BodyTests
{
    private readonly ScriptedHerder herder = new();

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("{\"name\":\"c\",}", "JSON")]
    [InlineData("null", "object")]
    [InlineData("[]", "object")]
    [InlineData("\"c\"", "object")]
    [InlineData("{\"name\":\"c\"}", "config")]
    [InlineData("{\"name\":\"c\",\"config\":null}", "config")]
    [InlineData("{\"name\":\"c\",\"config\":[]}", "config")]
    [InlineData("{\"name\":\"c\",\"config\":{},\"more\":1}", "more")]
    [InlineData("{\"name\":\"c\",\"config\":{\"a\":{}}}", "The value of a")]
    [InlineData("{\"name\":\"c\",\"config\":{\"a\":[1]}}", "The value of a")]
    [InlineData("{\"name\":\"c\",\"config\":{},\"initial_state\":\"GONE\"}", "RUNNING, PAUSED and STOPPED")]
    public async Task Create_BrokenBody_IsRefusedWithWhatIsWrong(string body, string reason)
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.PostAsync("/connectors", body);

        Assert.Equal(400, answer.Code);
        Assert.StartsWith("{\"error_code\":400,\"message\":\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_NumbersAndTruthValues_AreTextsAsWritten()
    {
        IReadOnlyDictionary<string, string?>? put = null;
        herder.Put = (name, config, _) =>
        {
            put = config;
            return Task.FromResult(new Cluster.PutConnectorResult(true, new Cluster.ConnectorInfo(name, config, [], Cluster.ConnectorType.Source)));
        };
        await using var server = await Server.StartAsync(herder);
        await server.Client.PutAsync("/connectors/c/config", """{"i":1,"d":1.50,"e":1e3,"t":true,"n":null,"s":"\u00fc","i":2}""");

        Assert.Equal(
            new Dictionary<string, string?> { ["i"] = "2", ["d"] = "1.50", ["e"] = "1e3", ["t"] = "true", ["n"] = null, ["s"] = "\u00fc", ["name"] = "c" }, put);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task ContentType_OtherThanJson_IsRefused(string? type)
    {
        await using var server = await Server.StartAsync(herder);
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        var answer = await server.Client.SendAsync(HttpMethod.Put, "/connectors/c/config", content);

        Assert.Equal(415, answer.Code);
        Assert.Equal("""{"error_code":415,"message":"HTTP 415 Unsupported Media Type"}""", answer.Body);
    }

    [Fact]
    public async Task ContentType_WithCharset_IsTaken()
    {
        await using var server = await Server.StartAsync(herder);
        using var content = new StringContent("""{"a":"b"}""", Encoding.UTF8, "application/json");
        Assert.Equal(201, (await server.Client.SendAsync(HttpMethod.Put, "/connectors/c/config", content)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_BeyondTheBound_IsRefused(bool chunked)
    {
        await using var server = await Server.StartAsync(herder, Server.Options with { MaxBodyBytes = 1000 });
        using var content = Client.Json($$"""{"a":"{{new string('x', 2000)}}"}""");
        if (chunked)
        {
            using var hidden = new StreamContent(new UnknownLength(await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            hidden.Headers.ContentType = content.Headers.ContentType;
            Check(await server.Client.SendAsync(HttpMethod.Put, "/connectors/c/config", hidden));
        }
        else
        {
            Check(await server.Client.SendAsync(HttpMethod.Put, "/connectors/c/config", content));
        }

        static void Check(Answer answer)
        {
            Assert.Equal(413, answer.Code);
            Assert.StartsWith("{\"error_code\":413,\"message\":\"", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Body_DeeperThanAnyNeedsToBe_IsRefused()
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.PutAsync("/connectors/c/config", new string('[', 100_000));
        Assert.Equal(400, answer.Code);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
