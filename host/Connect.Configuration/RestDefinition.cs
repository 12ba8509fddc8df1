using Connect.Abi.Configuration;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>The settings of REST, in Java's order.</summary>
internal static class RestDefinition
{
    /// <summary>Adds those of a server that other workers of its kind call.</summary>
    public static ConfigDef AddInternal(ConfigDef definition) => definition
        .Define(WorkerSettings.Listeners, ConfigType.List, new[] { "http://:8083" }, new ListenersValidator(), Importance.Low,
            "Where REST listens, as http://host:port or https://host:port with commas between; without a host on all addresses.")
        .Define(WorkerSettings.AdvertisedHostName, ConfigType.String, null, Importance.Low, "The host that other workers reach this one's REST at.")
        .Define(WorkerSettings.AdvertisedPort, ConfigType.Int, null, Importance.Low, "The port that other workers reach this one's REST at.")
        .Define(WorkerSettings.AdvertisedListener, ConfigType.String, null, Importance.Low, "Which protocol other workers reach this one's REST by: http or https.")
        .Define(WorkerSettings.AccessControlAllowOrigin, ConfigType.String, string.Empty, Importance.Low,
            "The origins that browsers may call REST from, as regular expressions with commas between, or * for any; empty for none but its own.")
        .Define(WorkerSettings.AccessControlAllowMethods, ConfigType.String, string.Empty, Importance.Low,
            "The methods that browsers may call from there; empty for GET, POST and HEAD.")
        .Define(WorkerSettings.ResponseHttpHeaders, ConfigType.String, string.Empty, new ResponseHttpHeadersValidator(), Importance.Low,
            "Headers that go into every answer: 'set NAME:VALUE' or 'add NAME:VALUE' (setDate and addDate: VALUE milliseconds from now), with commas between.")
        .Define(WorkerSettings.SslClientAuth, ConfigType.String, "none", ValidString.In("required", "requested", "none"), Importance.Low,
            "Whether callers of REST show a certificate.");

    /// <summary>Adds those of a server that users call.</summary>
    public static ConfigDef AddPublic(ConfigDef definition) => AddInternal(definition)
        .Define(WorkerSettings.RestExtensions, ConfigType.List, Array.Empty<string>(), ValidList.AnyNonDuplicateValues(true, false), Importance.Low,
            "Java classes that add to REST: the one for basic authentication is known here, others are refused.")
        .Define(WorkerSettings.AdminListeners, ConfigType.List, null, ValidList.AnyNonDuplicateValues(true, true), Importance.Low,
            "Where REST's admin paths listen; by default where the rest does, nowhere if empty.");
}
