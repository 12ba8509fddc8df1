using Connect.Configuration;

namespace Connect.Rest;

/// <summary>Where and how the REST API is served.</summary>
public sealed record RestOptions
{
    /// <summary>Where it listens; port 0 takes a free one. An empty host listens on all interfaces.</summary>
    public required IReadOnlyList<ListenerAddress> Listeners { get; init; }

    /// <summary>Where its admin paths are served; null: with the others, empty: nowhere.</summary>
    public IReadOnlyList<ListenerAddress>? AdminListeners { get; init; }

    /// <summary>The settings of TLS for https listeners, such as <c>ssl.keystore.location</c>.</summary>
    public IReadOnlyDictionary<string, string> ListenersSsl { get; init; } = new Dictionary<string, string>();

    /// <summary>The settings of TLS for https admin listeners.</summary>
    public IReadOnlyDictionary<string, string> AdminListenersSsl { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that says who may call (<c>rest.authentication.file</c>); null: everybody, or who <see cref="Extensions"/> say.</summary>
    public string? AuthenticationFile { get; init; }

    /// <summary>Java's extensions of REST (<c>rest.extension.classes</c>).</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The JAAS file of Java's extension for basic authentication; null for none.</summary>
    public string? JaasFile { get; init; }

    /// <summary>The origins that browsers may call from, as regular expressions with commas between, or <c>*</c>; empty for none.</summary>
    public string AllowedOrigins { get; init; } = string.Empty;

    /// <summary>The methods that they may call, with commas between; empty for GET, POST and HEAD.</summary>
    public string AllowedMethods { get; init; } = string.Empty;

    /// <summary>Headers for every answer but those of admin listeners.</summary>
    public IReadOnlyList<ResponseHeaderRule> ResponseHeaders { get; init; } = [];

    /// <summary>Takes out of a message what must not leave the process.</summary>
    public Func<string, string> Hide { get; init; } = static message => message;

    /// <summary>Protocol that others reach this worker by; null: http if it is served, else https.</summary>
    public string? AdvertisedScheme { get; init; }

    /// <summary>Host that others reach this worker by; null for the first listener's, or the machine's name.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Port that others reach this worker by; null for the first listener's.</summary>
    public int? AdvertisedPort { get; init; }

    /// <summary>The meters that <c>/metrics</c> shows; names may end with <c>*</c>.</summary>
    public IReadOnlyList<string> Meters { get; init; } = [];

    /// <summary>What <c>/metrics</c> says of the worker, by its id.</summary>
    public Func<string, IReadOnlyDictionary<string, object>> TelemetryAttributes { get; init; } = static _ => new Dictionary<string, object>();

    /// <summary>The version that <c>GET /</c> shows: Connect's, whose API this is.</summary>
    public required string Version { get; init; }

    /// <summary>The commit that <c>GET /</c> shows.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether topics are tracked at all (<c>topic.tracking.enable</c>).</summary>
    public bool TopicTracking { get; init; } = true;

    /// <summary>Whether tracked topics may be forgotten (<c>topic.tracking.allow.reset</c>).</summary>
    public bool TopicTrackingReset { get; init; } = true;

    /// <summary>Whether plugins may be installed and removed (<c>plugin.management.enable</c>).</summary>
    public bool PluginManagement { get; init; }

    /// <summary>A request's body is at most so long, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>How long a request waits for the herder.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
