using System.Text;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders;

/// <summary>Values of Java properties files: the path is a file's, the key a property's name. What is not allowed to be read is empty.</summary>
[ContractName("org.apache.kafka.common.config.provider.FileConfigProvider")]
public sealed class FileConfigProvider : IConfigProvider
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private AllowedPaths? allowed;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => AllowedPaths.Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        allowed = new AllowedPaths(settings);
    }

    /// <inheritdoc/>
    public ConfigData Get(string path) => new(Read(path));

    /// <inheritdoc/>
    public ConfigData Get(string path, IReadOnlySet<string> keys) =>
        new(Read(path).Where(e => keys.Contains(e.Key)).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal));

    private Dictionary<string, string> Read(string path)
    {
        var paths = allowed ?? throw new InvalidOperationException("The provider has not been configured yet.");
        if (string.IsNullOrEmpty(path) || paths.Open(path) is not { } file)
        {
            return [];
        }

        try
        {
            return new PropertiesReader(Utf8.GetString(File.ReadAllBytes(file)), file).Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigException($"Could not read properties from file {path}: {error.Message}", error);
        }
    }
}
