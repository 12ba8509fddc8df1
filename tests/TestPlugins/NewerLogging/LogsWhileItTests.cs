using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TestPlugins.NewerLogging;

/// <summary>Uses what old versions of the logging abstractions have too.</summary>
public sealed class LogsWhileItTests : IPredicate
{
    public ConfigDef ConfigDef { get; } = new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool Test(ConnectRecord record) => true;

    public override string ToString() => NullLogger.Instance.IsEnabled(LogLevel.Information) ? "loud" : typeof(ILogger).Assembly.GetName().Version!.ToString();
}
