namespace TestPlugins.Libraries;

/// <summary>The way in for tests: uses a library as a plugin would, from its first call to its last.</summary>
public static class Holding
{
    private static readonly Dictionary<string, Action> Libraries = new()
    {
        ["Newtonsoft.Json"] = Serializers.Newtonsoft,
        ["System.Text.Json"] = Serializers.SystemTextJson,
        ["YamlDotNet"] = Serializers.Yaml,
        ["configuration binder"] = Serializers.Configuration,
        ["Polly"] = Resilience.Polly,
        ["HttpClient factory"] = Resilience.ClientFactory,
        ["HttpClient factory, never disposed"] = Resilience.ClientFactoryLeft,
        ["Sqlite"] = static () => Databases.Sqlite(pooling: true),
        ["Sqlite without pooling"] = static () => Databases.Sqlite(pooling: false),
        ["Dapper over Sqlite"] = Databases.Dapper,
        ["EF Core over Sqlite"] = Databases.EntityFramework,
        ["Npgsql data source"] = Databases.NpgsqlSource,
        ["Npgsql connection"] = Databases.NpgsqlConnection,
        ["MySqlConnector"] = Databases.MySql,
        ["MongoDB.Driver"] = Databases.Mongo,
        ["StackExchange.Redis"] = Databases.Redis,
        ["OpenTelemetry"] = static () => Telemetry.OpenTelemetry(disposed: true),
        ["OpenTelemetry, never disposed"] = static () => Telemetry.OpenTelemetry(disposed: false),
        ["NLog"] = Telemetry.NLog,
        ["Serilog"] = Telemetry.Serilog,
        ["log4net"] = Telemetry.Log4Net,
        ["System.Reactive"] = Schedulers.Reactive,
        ["Quartz"] = static () => Schedulers.Quartz(stopped: true),
        ["Quartz, left running"] = static () => Schedulers.Quartz(stopped: false),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Libraries.Keys;

    /// <summary>Uses one.</summary>
    public static void Hold(string name) => Libraries[name]();
}
