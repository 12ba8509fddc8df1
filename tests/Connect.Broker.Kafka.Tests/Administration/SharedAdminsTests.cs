using Connect.Broker.Kafka.Administration;
using Connect.Broker.Kafka.Tests.Settings;
using Microsoft.Extensions.Logging.Abstractions;

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
}
