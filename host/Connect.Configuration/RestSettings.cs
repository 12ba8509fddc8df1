using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>An address that REST listens at.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host or address; empty for all addresses.</param>
/// <param name="Port">The port; 0 for one that is free.</param>
public sealed record ListenerAddress(string Scheme, string Host, int Port)
{
    /// <summary>Reads an address.</summary>
    /// <param name="setting">The setting that it comes from.</param>
    /// <param name="text">The address, such as <c>http://localhost:8083</c>.</param>
    /// <exception cref="ConfigException">It is not one.</exception>
    public static ListenerAddress Parse(string setting, string text)
    {
        var split = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = split < 0 ? string.Empty : text[..split].ToLowerInvariant();
        var colon = text.LastIndexOf(':');
        var digits = colon > split ? text[(colon + 1)..].TrimEnd('/') : string.Empty;
        if (scheme is not ("http" or "https") || colon <= split + 2 ||
            !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
        {
            throw new ConfigException(setting, text, "Expected http://HOST:PORT or https://HOST:PORT; HOST may be left out to listen on all addresses");
        }

        return new ListenerAddress(scheme, text[(split + 3)..colon].TrimStart('[').TrimEnd(']'), port);
    }

    /// <summary>The address as a URL.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");
}

/// <summary>A header for every answer of REST.</summary>
/// <param name="Action"><c>set</c>, <c>add</c>, <c>setDate</c> or <c>addDate</c>.</param>
/// <param name="Name">The header's name.</param>
/// <param name="Value">Its value; for dates, milliseconds from now.</param>
public sealed record ResponseHeaderRule(string Action, string Name, string Value);

/// <summary>How REST is served.</summary>
public sealed record RestSettings
{
    /// <summary>Where it listens; at least one.</summary>
    public required IReadOnlyList<ListenerAddress> Listeners { get; init; }

    /// <summary>Where its admin paths listen; null: with the others, empty: nowhere.</summary>
    public required IReadOnlyList<ListenerAddress>? AdminListeners { get; init; }

    /// <summary>The host that other workers reach it at; null: the first listener's, or the machine's.</summary>
    public required string? AdvertisedHostName { get; init; }

    /// <summary>The port that other workers reach it at; null: the first listener's.</summary>
    public required int? AdvertisedPort { get; init; }

    /// <summary>The protocol that other workers reach it by; null: the first listener's.</summary>
    public required string? AdvertisedListener { get; init; }

    /// <summary>The origin that browsers may call from; empty for none.</summary>
    public required string AccessControlAllowOrigin { get; init; }

    /// <summary>The methods that they may call; empty for GET, POST and HEAD.</summary>
    public required string AccessControlAllowMethods { get; init; }

    /// <summary>Headers for every answer.</summary>
    public required IReadOnlyList<ResponseHeaderRule> ResponseHeaders { get; init; }

    /// <summary>The settings of TLS for the listeners, such as <c>ssl.keystore.location</c>.</summary>
    public required IReadOnlyDictionary<string, string> ListenersSsl { get; init; }

    /// <summary>The settings of TLS for the admin listeners.</summary>
    public required IReadOnlyDictionary<string, string> AdminListenersSsl { get; init; }

    /// <summary>The file that says who may call REST; null: everybody, or who <see cref="Extensions"/> say.</summary>
    public required string? AuthenticationFile { get; init; }

    /// <summary>Java's extensions of REST, by their class names; usually none.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }
}
