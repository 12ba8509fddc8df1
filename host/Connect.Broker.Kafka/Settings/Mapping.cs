using System.Globalization;

namespace Connect.Broker.Kafka.Settings;

/// <summary>
/// One run of the mapping from Java's names to librdkafka's: reads values with their checks, collects what the client gets and
/// what there is to say. Each name that is read counts as handled; the rest is reported at the end.
/// </summary>
internal sealed class Mapping
{
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly IReadOnlyDictionary<string, string> _defaults;
    private readonly HashSet<string> _handled = new(StringComparer.Ordinal);
    private readonly List<ClientSettingFinding> _findings = [];

    public Mapping(ClientKind kind, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> defaults)
    {
        Kind = kind;
        _given = given;
        _defaults = defaults;
    }

    public ClientKind Kind { get; }

    /// <summary>librdkafka's names and values.</summary>
    public Dictionary<string, string> Client { get; } = new(StringComparer.Ordinal);

    /// <summary>All findings, refusals first.</summary>
    public IReadOnlyList<ClientSettingFinding> Findings =>
        [.. _findings.Distinct().OrderByDescending(f => f.Severity).ThenBy(f => f.Name, StringComparer.Ordinal)];

    public IEnumerable<string> Unhandled => _given.Keys.Where(name => !_handled.Contains(name));

    public bool IsGiven(string name) => _given.ContainsKey(name);

    public void Ignore(string name, string message) =>
        _findings.Add(new ClientSettingFinding(name, ClientSettingSeverity.Ignored, message));

    public void Refuse(string name, string message) =>
        _findings.Add(new ClientSettingFinding(name, ClientSettingSeverity.Refused, message));

    /// <summary>The trimmed value, or null when it is neither given, nor has a default, or is empty.</summary>
    public string? Text(string name)
    {
        _handled.Add(name);
        var value = _given.TryGetValue(name, out var given) ? given : _defaults.GetValueOrDefault(name);
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Whether the name is given, even with an empty value; counts as handled.</summary>
    public bool TryText(string name, out string value)
    {
        _handled.Add(name);
        var found = _given.TryGetValue(name, out var given);
        value = given?.Trim() ?? "";
        return found;
    }

    /// <summary>A whole number in Java's range; the default when it is missing or refused.</summary>
    public long Number(string name, long min, long max, long otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        var range = max == long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"of at least {min}")
            : string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}");
        Refuse(name, $"{name} is '{text}'; it must be a whole number {range}.");
        return _defaults.TryGetValue(name, out var usual) ? long.Parse(usual, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>true or false; the default when it is missing or refused.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Refuse(name, $"{name} is '{text}'; it must be true or false.");
        return otherwise;
    }

    /// <summary>One of several words, compared without case; null when it is missing or refused.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var word in allowed)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        Refuse(name, $"{name} is '{text}'; allowed are {string.Join(", ", allowed!)}.");
        return null;
    }

    /// <summary>Passes a number on, in the nearest value that librdkafka takes.</summary>
    public long PassNumber(string name, string clientName, long min, long max, long clientMin, long clientMax)
    {
        if (Text(name) is null)
        {
            return -1;
        }

        var value = Number(name, min, max, clientMin);
        var taken = Math.Clamp(value, clientMin, clientMax);
        if (taken != value && IsGiven(name))
        {
            Ignore(name, string.Create(CultureInfo.InvariantCulture,
                $"{name} is {value}; the client library takes {clientMin} to {clientMax}, so {taken} is used."));
        }

        Set(clientName, taken);
        return taken;
    }

    public void PassText(string name, string clientName)
    {
        if (Text(name) is { } text)
        {
            Client[clientName] = text;
        }
    }

    public void Set(string clientName, long value) => Client[clientName] = value.ToString(CultureInfo.InvariantCulture);

    public void Set(string clientName, string value) => Client[clientName] = value;
}
