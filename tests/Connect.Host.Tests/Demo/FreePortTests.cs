using System.Net;
using System.Net.Sockets;
using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class FreePortTests
{
    [Fact]
    public void Port_Taken_PicksAnother()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.NotEqual(taken, FreePort.Pick(taken));
    }
}
