using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.Rest.Tests.Scenes;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Rest.Tests.Endpoints;

public sealed class RequestContextTests
{
    private readonly ScriptedHerder herder = new();

    public static TheoryData<Exception, int> Failures => new()
    {
        { new NotFoundException("m"), 404 },
        { new AlreadyExistsException("m"), 409 },
        { new InvalidConnectorConfigException("m"), 400 },
        { new BadRequestException("m"), 400 },
        { new ConfigException("m"), 400 },
        { new ConnectException("m"), 500 },
        { new InvalidOperationException("m"), 500 },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Failure_OfTheHerder_HasItsCode(Exception failure, int code)
    {
        herder.Put = (_, _, _) => throw failure;
        await using var server = await Server.StartAsync(herder);
        var answer = await server.Client.PutAsync("/connectors/c/config", "{}");

        Assert.Equal(code, answer.Code);
        Assert.Equal($$"""{"error_code":{{code}},"message":"m"}""", answer.Body);
        Assert.Null(answer.Header("Location"));
    }

    [Fact]
    public async Task Failure_WithASecret_DoesNotShowIt()
    {
        herder.Put = (_, _, _) => throw new ConnectException("no hunter22 there");
        await using var server = await Server.StartAsync(herder, Server.Options with { Hide = m => m.Replace("hunter22", "[hidden]", StringComparison.Ordinal) });
        Assert.Equal("""{"error_code":500,"message":"no [hidden] there"}""", (await server.Client.PutAsync("/connectors/c/config", "{}")).Body);
    }

    [Fact]
    public async Task Request_LongerThanItMayTake_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        herder.Put = async (_, _, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Never here.");
        };
        await using var server = await Server.StartAsync(herder, time: time);
        var request = server.Client.PutAsync("/connectors/c/config", "{}");
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(89));
        Assert.False(request.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var answer = await request;

        Assert.Equal(500, answer.Code);
        Assert.Equal("""{"error_code":500,"message":"Request timed out"}""", answer.Body);
    }

    [Fact]
    public async Task Client_Gone_EndsTheWork()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        herder.Put = async (_, _, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(ended.SetResult);
            asked.SetResult();
            await ended.Task;
            throw new OperationCanceledException(cancellationToken);
        };
        await using var server = await Server.StartAsync(herder);
        var request = server.Client.PutAsync("/connectors/c/config", "{}");
        await asked.Task;
        server.Client.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Starting_Worker_LetsRequestsWaitAndSaysSo()
    {
        await using var server = await Server.StartAsync(null);
        var waiting = server.Client.GetAsync("/connectors");
        var health = await server.Client.GetAsync("/health");
        Assert.Equal(503, health.Code);
        Assert.Equal("""{"status":"starting","message":"Worker is still starting up."}""", health.Body);
        Assert.False(waiting.IsCompleted);

        server.Serve(herder);
        Assert.Equal("[]", (await waiting).Body);
        Assert.Equal("""{"status":"healthy","message":"Fine."}""", (await server.Client.GetAsync("/health")).Body);
        herder.Health = new HerderHealth(false, false, "Not well.");
        var unhealthy = await server.Client.GetAsync("/health");
        Assert.Equal(500, unhealthy.Code);
        Assert.Equal("""{"status":"unhealthy","message":"Not well."}""", unhealthy.Body);
    }
}
