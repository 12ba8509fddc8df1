using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class RoutingTests
{
    private readonly ScriptedHerder herder = new();

    [Fact]
    public async Task Root_Answer_HasJavasMembersInOrder()
    {
        await using var server = await Server.StartAsync(herder);
        var root = await server.Client.GetAsync("/");

        Assert.Equal("""{"version":"4.3.1","commit":"c0ffee","kafka_cluster_id":"the-cluster"}""", root.Body);
        Assert.Equal("application/json", root.ContentType);
        Assert.Null(root.Header("Server"));
    }

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/connectors/c/nosuch")]
    [InlineData("/connectors/c/tasks/x/status")]
    [InlineData("/admin")]
    public async Task Route_Unknown_IsNotFound(string path)
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.GetAsync(path);

        Assert.Equal(404, answer.Code);
        Assert.Equal("""{"error_code":404,"message":"HTTP 404 Not Found"}""", answer.Body);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Theory]
    [InlineData("POST", "/", "GET, HEAD")]
    [InlineData("PUT", "/connectors", "GET, HEAD, POST")]
    [InlineData("DELETE", "/connectors/c/status", "GET, HEAD")]
    [InlineData("GET", "/connectors/c/pause", "PUT")]
    [InlineData("DELETE", "/admin/loggers/root", "GET, HEAD, PUT")]
    public async Task Method_NotOfTheRoute_IsRefusedWithThoseThatAre(string method, string path, string allowed)
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(405, answer.Code);
        Assert.Equal("""{"error_code":405,"message":"HTTP 405 Method Not Allowed"}""", answer.Body);
        Assert.Equal(allowed, Sorted(answer.Header("Allow")!.Replace("|", ", ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/connectors", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/connectors/c/pause", "OPTIONS, PUT")]
    [InlineData("/admin/loggers/x", "GET, HEAD, OPTIONS, PUT")]
    public async Task Options_OfARoute_AreItsMethods(string path, string methods)
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.SendAsync(HttpMethod.Options, path, null);

        Assert.Equal(200, answer.Code);
        Assert.Equal("text/plain", answer.ContentType);
        Assert.Equal(methods, Sorted(answer.Body));
        Assert.Equal(methods, Sorted(answer.Header("Allow")!.Replace("|", ", ", StringComparison.Ordinal)));
        Assert.Equal(404, (await server.Client.SendAsync(HttpMethod.Options, "/nosuch", null)).Code);
    }

    [Fact]
    public async Task Head_OfARoute_HasTheLengthAndNoBody()
    {
        herder.Connectors = ["a", "b"];
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.SendAsync(HttpMethod.Head, "/connectors", null);

        Assert.Equal(200, answer.Code);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("9", answer.Header("Content-Length"));
        Assert.Empty(answer.Body);
        Assert.Equal(404, (await server.Client.SendAsync(HttpMethod.Head, "/connectors/x", null)).Code);
    }

    [Fact]
    public async Task Path_WithSlashAtItsEnd_IsTheSame()
    {
        herder.Connectors = ["a"];
        await using var server = await Server.StartAsync(herder);
        Assert.Equal("[\"a\"]", (await server.Client.GetAsync("/connectors/")).Body);
        Assert.Equal(404, (await server.Client.GetAsync("/Connectors")).Code);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("text/html, application/json;q=0.1", 200)]
    [InlineData("*/*", 200)]
    [InlineData("application/*", 200)]
    [InlineData("text/plain", 406)]
    [InlineData("application/json;q=0, text/plain", 406)]
    public async Task Accept_WithoutJson_IsRefused(string accept, int code)
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.GetAsync("/connectors", ("Accept", accept));

        Assert.Equal(code, answer.Code);
        Assert.Equal(code == 200 ? "[]" : """{"error_code":406,"message":"HTTP 406 Not Acceptable"}""", answer.Body);
    }

    [Fact]
    public async Task Text_OfAnyKind_IsEscapedAsLittleAsMayBe()
    {
        herder.Connectors = ["it's <b> & \u00fc \u2713 \"q\" \\ +"];
        await using var server = await Server.StartAsync(herder);
        Assert.Equal("[\"it's <b> & \u00fc \u2713 \\\"q\\\" \\\\ +\"]", (await server.Client.GetAsync("/connectors")).Body);
    }

    private static string Sorted(string methods) => string.Join(", ", methods.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
}
