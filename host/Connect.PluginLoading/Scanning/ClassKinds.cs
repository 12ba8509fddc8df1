namespace Connect.PluginLoading.Scanning;

/// <summary>The kinds that a class is, as far as its metadata tell.</summary>
[Flags]
internal enum ClassKinds
{
    None = 0,
    Source = 1 << 0,
    Sink = 1 << 1,
    Converter = 1 << 2,
    HeaderConverter = 1 << 3,
    Transformation = 1 << 4,
    Predicate = 1 << 5,
    ConfigProvider = 1 << 6,
    ConnectorClientConfigOverridePolicy = 1 << 7,
}
