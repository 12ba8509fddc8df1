using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Cluster.References;
using Connect.Configuration;
using Connect.Foundation;
using Connect.PluginLoading;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster;

/// <summary>
/// Replaces references such as <c>${file:/secrets:password}</c> in settings by the worker's config providers, which are plugins. What
/// it has looked up is secret from then on. Thread-safe.
/// </summary>
public sealed partial class SettingReferences : IDisposable
{
    private readonly Dictionary<string, IConfigProvider> providers = new(StringComparer.Ordinal);
    private readonly ConfigTransformer transformer;
    private readonly SecretTexts secrets;
    private readonly ILogger logger;

    private SettingReferences(SecretTexts secrets, ILoggerFactory loggerFactory)
    {
        this.secrets = secrets;
        logger = loggerFactory.CreateLogger<SettingReferences>();
        transformer = new ConfigTransformer(providers);
    }

    /// <summary>Makes the providers.</summary>
    /// <param name="plugins">Where they come from.</param>
    /// <param name="wanted">The providers of the worker's settings.</param>
    /// <param name="secrets">Where to put what is looked up.</param>
    /// <param name="loggerFactory">Tells of references that can't be resolved.</param>
    /// <exception cref="ConnectException">A provider is not there, or refuses its settings.</exception>
    public static SettingReferences Open(
        PluginCatalogue plugins, IReadOnlyList<ConfigProviderSettings> wanted, SecretTexts secrets, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(wanted);
        var references = new SettingReferences(secrets, loggerFactory);
        try
        {
            foreach (var provider in wanted)
            {
                var entered = new EnteredProvider(plugins.Create<IConfigProvider>(Find(plugins, provider)), secrets);
                references.providers[provider.Name] = entered;
                Configure(provider, entered);
            }

            return references;
        }
        catch
        {
            references.Dispose();
            throw;
        }
    }

    /// <summary>Looks up the references in settings, not on the caller's thread: a provider may ask over the network.</summary>
    /// <param name="settings">The settings as given.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConfigException">A provider failed.</exception>
    public async ValueTask<ConfigTransformResult> ResolveAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (providers.Count == 0 || !settings.Values.Any(ConfigTransformer.HasReference))
        {
            return new ConfigTransformResult(settings, new Dictionary<string, TimeSpan>(), new HashSet<string>());
        }

        return await Task.Run(() => Resolve(settings), cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>A text without anything that was looked up.</summary>
    /// <param name="text">The text.</param>
    public string Hide(string text) => secrets.Hide(text);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var provider in providers.Values)
        {
            try
            {
                provider.Dispose();
            }
            catch (Exception error)
            {
                // The edge of plugin code: the worker stops all the same.
                Log.DisposeFailed(logger, error);
            }
        }

        providers.Clear();
    }

    private static PluginDescription Find(PluginCatalogue plugins, ConfigProviderSettings provider)
    {
        try
        {
            return plugins.Find(PluginKind.ConfigProvider, provider.ClassName, provider.Version);
        }
        catch (PluginNotFoundException error)
        {
            throw new ConfigException($"{WorkerSettings.ConfigProviders}.{provider.Name}.class", provider.ClassName, error.Message);
        }
    }

    private static void Configure(ConfigProviderSettings provider, EnteredProvider entered)
    {
        try
        {
            entered.Configure(provider.Settings.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The edge of plugin code: whatever it throws is a refusal that says whose it is.
            throw new ConfigException($"Config provider '{provider.Name}' ({provider.ClassName}) refuses its settings: {error.Message}", error);
        }
    }

    private ConfigTransformResult Resolve(IReadOnlyDictionary<string, string> settings)
    {
        var result = transformer.Transform(settings);
        foreach (var (name, value) in settings)
        {
            if (!result.Resolved.Contains(name) && ConfigTransformer.HasReference(value))
            {
                Log.Unresolved(logger, name, value);
            }
        }

        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 510, Level = LogLevel.Warning,
            Message = "Setting {Setting} stays {Value}: there is no config provider of that name, or it does not know the key or may not read it")]
        public static partial void Unresolved(ILogger logger, string setting, string value);

        [LoggerMessage(EventId = 511, Level = LogLevel.Warning, Message = "A config provider could not be closed")]
        public static partial void DisposeFailed(ILogger logger, Exception error);
    }
}
