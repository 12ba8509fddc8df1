using Connect.Configuration;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class ListenerMiddlewareTests
{
    private readonly ScriptedHerder herder = new();

    [Fact]
    public async Task Admin_WithoutListenersOfItsOwn_IsWithTheRest()
    {
        await using var server = await Server.StartAsync(herder);
        Assert.Equal(200, (await server.Client.GetAsync("/admin/loggers")).Code);
    }

    [Fact]
    public async Task Admin_WithListenersOfItsOwn_IsThereAndNothingElse()
    {
        await using var server = await Server.StartAsync(herder, Server.Options with
        {
            AdminListeners = Server.OwnAdminListener,
            AllowedOrigins = "*",
            ResponseHeaders = [new ResponseHeaderRule("set", "X-A", "1")],
        });

        Assert.Equal(404, (await server.Client.GetAsync("/admin/loggers")).Code);
        Assert.Equal(200, (await server.Client.GetAsync("/connectors")).Code);
        var loggers = await server.Admin!.GetAsync("/admin/loggers", ("Origin", "http://x"));
        Assert.Equal(200, loggers.Code);
        Assert.Null(loggers.Header("X-A"));
        Assert.Null(loggers.Header("Access-Control-Allow-Origin"));
        foreach (var path in (string[])["/", "/connectors", "/health", "/connector-plugins", "/administration"])
        {
            var answer = await server.Admin.GetAsync(path);
            Assert.Equal(404, answer.Code);
            Assert.Equal("""{"error_code":404,"message":"HTTP 404 Not Found"}""", answer.Body);
        }
    }

    [Theory]
    [InlineData("/Admin/loggers")]
    [InlineData("/ADMIN/loggers")]
    [InlineData("//admin/loggers")]
    [InlineData("/connectors/../admin/loggers")]
    [InlineData("/%61dmin/loggers")]
    public async Task Admin_WrittenInAnotherWay_IsNotToBeHadByTheOtherListeners(string path)
    {
        await using var server = await Server.StartAsync(herder, Server.Options with { AdminListeners = Server.OwnAdminListener });
        Assert.Equal(404, (await server.Client.GetAsync(path)).Code);
    }

    [Fact]
    public async Task Admin_WithNoListeners_IsNowhere()
    {
        await using var server = await Server.StartAsync(herder, Server.Options with { AdminListeners = [] });
        Assert.Equal(404, (await server.Client.GetAsync("/admin/loggers")).Code);
        Assert.Equal(404, (await server.Client.GetAsync("/admin/loggers/root")).Code);
        Assert.Equal(200, (await server.Client.GetAsync("/connectors")).Code);
    }
}
