using Connect.Broker.Kafka.Administration;
using Connect.Broker.Kafka.Tests.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Broker.Kafka.Tests.Administration;

public sealed class SharedAdminsTests
{
    [Fact]
    public async Task Borrow_EqualSettings_SharesOneClientUntilAllAreReturned()
    {
        var admins = new SharedAdmins(NullLogger.Instance, TimeProvider.System);
        var first = admins.Borrow(Mapped.Of(ClientKind.Admin, "request.timeout.ms=30000"));
        var second = admins.Borrow(Mapped.Of(ClientKind.Admin, ""));
        var other = admins.Borrow(Mapped.Of(ClientKind.Admin, "client.id=other"));
        Assert.Same(first, second);
        Assert.NotSame(first, other);

        await admins.ReturnAsync(first);
        Assert.Same(second, admins.Borrow(Mapped.Of(ClientKind.Admin, "")));
        await admins.ReturnAsync(second);
        await admins.ReturnAsync(second);
        var anew = admins.Borrow(Mapped.Of(ClientKind.Admin, ""));
        Assert.NotSame(second, anew);
        await admins.ReturnAsync(anew);
        await admins.ReturnAsync(other);
    }

    [Fact]
    public async Task Borrowed_NotAskedForAWhile_ClosesItsClientUntilTheNextCall()
    {
        var time = new FakeTimeProvider();
        var admins = new SharedAdmins(NullLogger.Instance, time);
        var admin = admins.Borrow(Mapped.Of(ClientKind.Admin, ""));
        var answer = new TaskCompletionSource<int>();
        var asked = admin.CallAsync((_, _) => answer.Task, "Asking", TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(admin.IsOpen);

        answer.SetResult(1);
        Assert.Equal(1, await asked);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(admin.IsOpen);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(admin.IsOpen);

        Assert.Equal(2, await admin.CallAsync((_, _) => Task.FromResult(2), "Asking", TestContext.Current.CancellationToken));
        Assert.True(admin.IsOpen);
        await admins.ReturnAsync(admin);
        Assert.False(admin.IsOpen);
        var error = await Assert.ThrowsAsync<BrokerException>(
            async () => await admin.CallAsync((_, _) => Task.FromResult(3), "Asking", TestContext.Current.CancellationToken));
        Assert.Equal(BrokerErrorCode.Closed, error.Code);
    }
}
