using Connect.Abi.Configuration;

namespace Acme.Plugin;

/// <summary>The settings, each said once: validation, what REST shows and the docs come from here.</summary>
internal sealed class LineSinkConfig
{
    public const string FileConfig = "file";

    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            FileConfig,
            ConfigType.String,
            "lines.txt",
            new NonEmptyString(),
            Importance.High,
            "The file that the lines are appended to; a relative one is looked for where the worker was started.");

    public LineSinkConfig(IReadOnlyDictionary<string, string> settings) => FileName = new SimpleConfig(Definition, settings).GetString(FileConfig)!;

    public string FileName { get; }
}
