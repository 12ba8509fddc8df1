using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.Rest.Tests.Scenes;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Rest.Tests.Endpoints;

public sealed class ResponseHeadersMiddlewareTests
{
    private readonly ScriptedHerder herder = new();

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/nosuch", 404)]
    [InlineData("/connectors/nope", 404)]
    [InlineData("/connectors/nope/pause", 405)]
    public async Task Rules_AnyAnswer_HasTheirHeaders(string path, int code)
    {
        await using var server = await StartAsync("add X-A: 1 , set Cache-Control: no-cache,\"set X-Q: x, y\", add X-A:2, set X-B: 1, SET X-B: 2");
        var answer = await server.Client.GetAsync(path);

        Assert.Equal(code, answer.Code);
        Assert.Equal("1|2", answer.Header("X-A"));
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.Equal("x, y", answer.Header("X-Q"));
        Assert.Equal("2", answer.Header("X-B"));
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Dates_AreSoLongFromNow()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var server = await StartAsync("setDate Expires: 60000, addDate X-D: -1000, addDate X-D: 0", time);
        var answer = await server.Client.GetAsync("/");

        Assert.Equal("Fri, 02 Jan 2026 03:05:05 GMT", answer.Header("Expires"));
        Assert.Equal("Fri, 02 Jan 2026 03:04:04 GMT|Fri, 02 Jan 2026 03:04:05 GMT", answer.Header("X-D"));
    }

    [Fact]
    public async Task Date_ThatIsNoNumber_IsRefusedAtTheStart() =>
        Assert.Contains("Expires: soon", (await Assert.ThrowsAsync<ConfigException>(() => StartAsync("setDate Expires: soon"))).Message, StringComparison.Ordinal);

    private Task<Server> StartAsync(string rules, TimeProvider? time = null)
    {
        var config = WorkerConfig.Standalone(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "x:1", ["key.converter"] = "a", ["value.converter"] = "a", ["offset.storage.file.filename"] = "f",
            ["response.http.headers.config"] = rules,
        });
        return Server.StartAsync(herder, Server.Options with { ResponseHeaders = config.Rest.ResponseHeaders }, time);
    }
}
