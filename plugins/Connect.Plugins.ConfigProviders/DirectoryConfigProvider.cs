using System.Text;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders;

/// <summary>
/// Whole files as values, as secrets are mounted into containers: the path is a directory's, the key a file's name. Directories in it
/// and what is not allowed to be read are passed over.
/// </summary>
[ContractName("org.apache.kafka.common.config.provider.DirectoryConfigProvider")]
public sealed class DirectoryConfigProvider : IConfigProvider
{
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
    public ConfigData Get(string path) => new(Read(path, static _ => true));

    /// <inheritdoc/>
    public ConfigData Get(string path, IReadOnlySet<string> keys) => new(Read(path, keys.Contains));

    private Dictionary<string, string> Read(string path, Func<string, bool> isWanted)
    {
        var paths = allowed ?? throw new InvalidOperationException("The provider has not been configured yet.");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(path) || paths.Open(path) is not { } folder || !Directory.Exists(folder))
        {
            return values;
        }

        try
        {
            foreach (var file in Directory.EnumerateFileSystemEntries(folder))
            {
                var name = Path.GetFileName(file);
                if (isWanted(name) && File.Exists(file))
                {
                    // Bytes that are no UTF-8 are replaced, as in Java; a byte order mark is content.
                    values[name] = Encoding.UTF8.GetString(File.ReadAllBytes(file));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Could not read directory {path}: {error.Message}", error);
        }

        return values;
    }
}
