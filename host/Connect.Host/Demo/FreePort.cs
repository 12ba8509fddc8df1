using System.Net;
using System.Net.Sockets;

namespace Connect.Host.Demo;

/// <summary>Picks the port for REST.</summary>
internal static class FreePort
{
    /// <summary>The port that Connect's users expect.</summary>
    public const int Usual = 8083;

    private const int Attempts = 20;

    /// <summary>The wanted port where it is free, else another that is.</summary>
    /// <param name="wanted">The port to try first.</param>
    /// <exception cref="DemoException">None is free.</exception>
    public static int Pick(int wanted)
    {
        var port = wanted;
        for (var i = 0; i < Attempts; i++)
        {
            if (IsFree(port))
            {
                return port;
            }

            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        throw new DemoException($"The port {wanted} is taken on localhost, and no other was free on all of its addresses. Free the port {wanted} and try again.");
    }

    // "localhost" is both loopback addresses, where the machine has both.
    private static bool IsFree(int port)
        => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
