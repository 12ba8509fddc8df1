using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>Looks at <c>bootstrap.servers</c> before any client does: a client would try an address that can't be one for ever.</summary>
internal static class BootstrapAddresses
{
    private const string Embedded = "embedded:";

    /// <summary>Checks all addresses.</summary>
    /// <param name="servers">As in the setting; <c>embedded:FOLDER</c> too.</param>
    /// <exception cref="ConfigException">One is not <c>host:port</c>.</exception>
    /// <returns>The addresses that it found right.</returns>
    public static int Check(string servers)
    {
        if (servers.StartsWith(Embedded, StringComparison.Ordinal))
        {
            return servers.Length > Embedded.Length ? 1 : throw new ConfigException(
                WorkerSettings.BootstrapServers, servers, "the folder of the embedded log is missing: embedded:FOLDER");
        }

        var addresses = servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var address in addresses)
        {
            var colon = address.LastIndexOf(':');
            if (colon < 1
                || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                || port is < 1 or > ushort.MaxValue)
            {
                throw new ConfigException(
                    WorkerSettings.BootstrapServers, address, "an address is host:port, several have commas between; embedded:FOLDER is the log inside the worker");
            }
        }

        return addresses.Length;
    }
}
