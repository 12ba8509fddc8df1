using System.Collections;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Patterns;

namespace Connect.Plugins.ConfigProviders;

/// <summary>Variables of the worker's environment, as they were when the worker started; references have a key and no path.</summary>
[ContractName("org.apache.kafka.common.config.provider.EnvVarConfigProvider")]
public sealed class EnvVarConfigProvider : IConfigProvider
{
    private const string Allowlist = "allowlist.pattern";

    private readonly IReadOnlyDictionary<string, string> environment;
    private IReadOnlyDictionary<string, string>? allowed;

    /// <summary>Reads the environment.</summary>
    public EnvVarConfigProvider()
        : this(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? string.Empty, StringComparer.Ordinal))
    {
    }

    internal EnvVarConfigProvider(IReadOnlyDictionary<string, string> environment) => this.environment = environment;

    /// <inheritdoc/>
    public ConfigDef ConfigDef { get; } = new ConfigDef().Define(
        Allowlist,
        ConfigType.String,
        ".*",
        Importance.Medium,
        "A regular expression that a variable's whole name has to match for it to be used.");

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        allowed = settings.GetValueOrDefault(Allowlist) is { } pattern ? Filtered(pattern) : environment;
    }

    /// <inheritdoc/>
    public ConfigData Get(string path) => new(Allowed(path));

    /// <inheritdoc/>
    public ConfigData Get(string path, IReadOnlySet<string> keys) =>
        new(Allowed(path).Where(e => keys.Contains(e.Key)).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal));

    private Dictionary<string, string> Filtered(string pattern)
    {
        try
        {
            var matcher = JavaPattern.Parse(pattern);
            return environment.Where(e => matcher.Matches(e.Key)).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is FormatException or DataException)
        {
            throw new ConfigException(Allowlist, pattern, error.Message);
        }
    }

    private IReadOnlyDictionary<string, string> Allowed(string path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            throw new ConfigException($"Path is not supported for EnvVarConfigProvider, invalid value '{path}': write ${{PROVIDER:VARIABLE}}");
        }

        return allowed ?? throw new InvalidOperationException("The provider has not been configured yet.");
    }
}
