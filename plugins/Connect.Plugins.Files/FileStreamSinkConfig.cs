using Connect.Abi.Configuration;

namespace Connect.Plugins.Files;

/// <summary>The settings of the file sink.</summary>
internal sealed class FileStreamSinkConfig
{
    public const string File = "file";

    /// <summary>The definition; one for the connector and its tasks.</summary>
    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            File, ConfigType.String, null, Importance.High, "Destination filename. If not specified, the standard output will be used");

    public FileStreamSinkConfig(IReadOnlyDictionary<string, string> settings) =>
        FileName = new SimpleConfig(Definition, settings).GetString(File) is { Length: > 0 } name ? name : null;

    /// <summary>The file; null for the standard output.</summary>
    public string? FileName { get; }
}
