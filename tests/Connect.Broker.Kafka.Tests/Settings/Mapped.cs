using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Tests.Settings;

/// <summary>Short ways to map settings and to look at what came of it.</summary>
internal static class Mapped
{
    public static MappedSettings Of(ClientKind kind, params (string Name, string Value)[] settings) =>
        SettingMapper.Map(kind, "server:9092", settings.ToDictionary(s => s.Name, s => s.Value));

    /// <summary>Maps <c>name=value;name=value</c>.</summary>
    public static MappedSettings Of(ClientKind kind, string settings) => Of(
        kind, [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => (s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))]);

    public static string? Client(this MappedSettings mapped, string name) => mapped.Client.GetValueOrDefault(name);

    public static ClientSettingFinding Refused(this MappedSettings mapped, string name) =>
        Assert.Single(mapped.Findings, f => f.Name == name && f.Severity == ClientSettingSeverity.Refused);

    public static ClientSettingFinding Ignored(this MappedSettings mapped, string name) =>
        Assert.Single(mapped.Findings, f => f.Name == name && f.Severity == ClientSettingSeverity.Ignored);
}
