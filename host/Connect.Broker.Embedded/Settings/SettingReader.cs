using System.Globalization;

namespace Connect.Broker.Embedded.Settings;

/// <summary>Reads single values of client settings and gathers what is wrong with them.</summary>
internal sealed class SettingReader(IReadOnlyDictionary<string, string> settings)
{
    private readonly List<ClientSettingFinding> _findings = [];

    public IReadOnlyList<ClientSettingFinding> Findings => _findings;

    public string? Text(string name) => settings.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value) ? value.Trim() : null;

    public long Number(string name, long fallback, long least, long most = long.MaxValue)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        var range = most == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"of at least {least}")
            : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");
        Refuse(name, $"The setting {name} has the value '{text}'; it must be a whole number {range}.");
        return fallback;
    }

    public int Integer(string name, int fallback, int least) => (int)Number(name, fallback, least, int.MaxValue);

    public TimeSpan Milliseconds(string name, long fallback, long least = 0) => Duration(Number(name, fallback, least));

    public bool Flag(string name, bool fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Refuse(name, $"The setting {name} has the value '{text}'; it must be true or false.");
        return fallback;
    }

    public string Choice(string name, string fallback, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        foreach (var candidate in allowed)
        {
            if (string.Equals(candidate, text, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        Refuse(name, $"The setting {name} has the value '{text}'; allowed are {string.Join(", ", allowed.ToArray())}.");
        return fallback;
    }

    public void Refuse(string name, string message) =>
        _findings.Add(new ClientSettingFinding(name, ClientSettingSeverity.Refused, message));

    public void Ignore(string name, string message) =>
        _findings.Add(new ClientSettingFinding(name, ClientSettingSeverity.Ignored, message));

    // Java's "without end" is the largest number of milliseconds, which no timer takes.
    private static TimeSpan Duration(long milliseconds) =>
        milliseconds >= int.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
}
