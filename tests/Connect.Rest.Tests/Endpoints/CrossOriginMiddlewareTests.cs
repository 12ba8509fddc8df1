using Connect.Abi.Errors;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class CrossOriginMiddlewareTests
{
    private static readonly (string, string) Preflight = ("Access-Control-Request-Method", "PUT");
    private readonly ScriptedHerder herder = new();

    [Theory]
    [InlineData("http://example.com", "http://example.com", true)]
    [InlineData("http://example.com", "http://EXAMPLE.com", true)]
    [InlineData("http://example.com", "http://evil.com", false)]
    [InlineData("http://example.com", "http://example.com.evil.com", false)]
    [InlineData("http://example.com", "http://evil.com http://example.com", true)]
    [InlineData("http://a.org, http://b.org", "http://b.org", true)]
    [InlineData("http://.*\\.good\\.org", "http://x.good.org", true)]
    [InlineData("http://*.good.org", "http://x.good.org", false)]
    [InlineData("*", "http://anywhere", true)]
    public async Task Origin_AllowedOrNot_IsToldTheBrowser(string allowed, string origin, bool isAllowed)
    {
        await using var server = await StartAsync(allowed);
        var answer = await server.Client.GetAsync("/connectors", ("Origin", origin));

        Assert.Equal(200, answer.Code);
        Assert.Equal(isAllowed ? origin : null, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", answer.Header("Vary"));
        Assert.Null(answer.Header("Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task Answer_WithoutOrigin_VariesAllTheSame()
    {
        await using var server = await StartAsync("http://example.com");
        var answer = await server.Client.GetAsync("/connectors");
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", answer.Header("Vary"));
    }

    [Fact]
    public async Task Errors_ForAnAllowedOrigin_CanBeRead()
    {
        await using var server = await StartAsync("http://example.com");
        foreach (var path in (string[])["/nosuch", "/connectors/nope", "/connectors/nope/pause"])
        {
            var answer = await server.Client.GetAsync(path, ("Origin", "http://example.com"));
            Assert.InRange(answer.Code, 404, 405);
            Assert.Equal("http://example.com", answer.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("GET, PUT", "GET,PUT")]
    [InlineData("", "GET,POST,HEAD")]
    public async Task Preflight_AllowedOrigin_IsToldWhatItMay(string methods, string told)
    {
        await using var server = await StartAsync("http://example.com", methods);
        var answer = await server.Client.SendAsync(HttpMethod.Options, "/connectors", null, ("Origin", "http://example.com"), Preflight);

        Assert.Equal(200, answer.Code);
        Assert.Equal("http://example.com", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal(told, answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("Content-Type", answer.Header("Access-Control-Allow-Headers"));
        Assert.Equal("60", answer.Header("Access-Control-Max-Age"));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Preflight_OtherOrigin_IsToldNothing()
    {
        await using var server = await StartAsync("http://example.com");
        var answer = await server.Client.SendAsync(HttpMethod.Options, "/connectors", null, ("Origin", "http://evil.com"), Preflight);

        Assert.Equal(200, answer.Code);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task Default_NoOrigin_IsAllowed()
    {
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.GetAsync("/connectors", ("Origin", "http://example.com"));
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Vary"));
    }

    [Fact]
    public async Task Origin_ThatIsNoExpression_IsRefusedAtTheStart() =>
        Assert.Contains("access.control.allow.origin", (await Assert.ThrowsAsync<ConfigException>(() => StartAsync("http://("))).Message, StringComparison.Ordinal);

    private Task<Server> StartAsync(string origins, string methods = "") =>
        Server.StartAsync(herder, Server.Options with { AllowedOrigins = origins, AllowedMethods = methods });
}
