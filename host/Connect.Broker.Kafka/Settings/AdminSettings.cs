namespace Connect.Broker.Kafka.Settings;

/// <summary>Settings of the administration.</summary>
internal static class AdminSettings
{
    public static MappedSettings Apply(Mapping mapping, string servers)
    {
        if (mapping.Text("bootstrap.controllers") is { } controllers)
        {
            mapping.Refuse(
                "bootstrap.controllers",
                $"bootstrap.controllers is '{controllers}'; the administration talks to brokers only: remove it and set bootstrap.servers.");
        }

        mapping.Number("retries", 0, int.MaxValue, int.MaxValue);
        return new MappedSettings
        {
            Client = mapping.Client,
            Findings = [],
            Servers = servers,
            ApiTimeout = TimeSpan.FromMilliseconds(mapping.Number("default.api.timeout.ms", 0, int.MaxValue, 60_000)),
            RequestTimeout = TimeSpan.FromMilliseconds(Math.Max(10, mapping.Number("request.timeout.ms", 0, int.MaxValue, 30_000))),
        };
    }
}
