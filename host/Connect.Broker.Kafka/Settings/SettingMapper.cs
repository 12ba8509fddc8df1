namespace Connect.Broker.Kafka.Settings;

/// <summary>Maps Java's client settings to librdkafka's. Pure.</summary>
internal static class SettingMapper
{
    public static MappedSettings Map(ClientKind kind, string servers, IReadOnlyDictionary<string, string> settings)
    {
        var mapping = new Mapping(kind, settings, JavaDefaults.Of(kind));
        var bootstrap = mapping.Text("bootstrap.servers") ?? servers;
        mapping.Set("bootstrap.servers", bootstrap);
        NetworkSettings.Apply(mapping);
        SecuritySettings.Apply(mapping);
        var own = kind switch
        {
            ClientKind.Writer => WriterSettings.Apply(mapping, bootstrap),
            ClientKind.Reader => ReaderSettings.Apply(mapping, bootstrap),
            _ => AdminSettings.Apply(mapping, bootstrap),
        };
        IgnoredSettings.Report(mapping);
        return own with { Client = mapping.Client, Findings = mapping.Findings, ClientId = mapping.Text("client.id") };
    }
}
