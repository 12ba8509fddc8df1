using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class LoggerEndpointsTests : IAsyncLifetime
{
    private readonly ScriptedHerder herder = new();
    private Server server = null!;

    private Client Client => server.Client;

    public async ValueTask InitializeAsync() => server = await Server.StartAsync(herder);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Loggers_All_AreAMapInOrder()
    {
        herder.Levels.Configure("b", "WARN");
        herder.Levels.Configure("B", "DEBUG");
        Assert.Equal(
            """{"B":{"level":"DEBUG","last_modified":null},"b":{"level":"WARN","last_modified":null},"root":{"level":"INFO","last_modified":null}}""",
            (await Client.GetAsync("/admin/loggers")).Body);
    }

    [Fact]
    public async Task Level_Changed_ShowsWhen()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal("""["a.b"]""", (await Client.PutAsync("/admin/loggers/a.b", """{"level":"dEbUg"}""")).Body);
        var level = (await Client.GetAsync("/admin/loggers/a.b")).Body;

        Assert.Matches("""^\{"level":"DEBUG","last_modified":[0-9]{13}\}$""", level);
        Assert.True(long.Parse(level[^14..^1]) >= before);
        Assert.Equal("[]", (await Client.PutAsync("/admin/loggers/a.b", """{"level":"DEBUG"}""")).Body);
    }

    [Theory]
    [InlineData("{}", 400, "Desired 'level' parameter was not specified in request.")]
    [InlineData("{\"level\":null}", 400, "Desired 'level' parameter was not specified in request.")]
    [InlineData("{\"level\":\"LOUD\"}", 404, "invalid log level 'LOUD'")]
    [InlineData("{\"level\":5}", 404, "invalid log level '5'")]
    [InlineData("{\"level\":\"\"}", 404, "invalid log level ''")]
    [InlineData("{\"level\":{}}", 400, "level")]
    [InlineData("", 400, "JSON")]
    public async Task Level_ThatThereIsNot_IsRefused(string body, int code, string message)
    {
        foreach (var scope in (string[])["", "?scope=cluster"])
        {
            var answer = await Client.PutAsync("/admin/loggers/a" + scope, body);
            Assert.Equal(code, answer.Code);
            Assert.Contains(message, answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await Client.GetAsync("/admin/loggers/a")).Code);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?scope=worker", 200)]
    [InlineData("?scope=", 200)]
    [InlineData("?scope=other", 200)]
    [InlineData("?scope=Cluster", 204)]
    public async Task Scope_ClusterOrAnythingElse_ChangesTheLevel(string scope, int code)
    {
        var answer = await Client.PutAsync("/admin/loggers/a" + scope, """{"level":"ERROR"}""");
        Assert.Equal(code, answer.Code);
        Assert.Equal(code == 200 ? """["a"]""" : string.Empty, answer.Body);
        Assert.Equal("ERROR", herder.Levels.Level("a")!.Level);
    }

    [Fact]
    public async Task Logger_NeverHeardOf_IsNotFound() =>
        Assert.Equal("""{"error_code":404,"message":"Logger x y/z not found."}""", (await Client.GetAsync("/admin/loggers/x%20y%2Fz")).Body);
}
