using Connect.Abi.Errors;

namespace Connect.Configuration.Tests;

public sealed class WorkerConfigTests
{
    internal static Dictionary<string, string> Minimal(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "a:1, b:2",
            ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["offset.storage.file.filename"] = "/tmp/o",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    [Fact]
    public void Standalone_Minimal_HasJavasDefaults()
    {
        var config = WorkerConfig.Standalone(Minimal());

        Assert.Equal("a:1,b:2", config.BootstrapServers);
        Assert.Equal(TimeSpan.FromMinutes(1), config.OffsetFlushInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), config.OffsetFlushTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), config.TaskShutdownGracefulTimeout);
        Assert.Equal("http://:8083", Assert.Single(config.Rest.Listeners).ToString());
        Assert.Null(config.Rest.AdminListeners);
        Assert.Equal("All", config.ClientOverridePolicy);
        Assert.True(config.TopicCreationEnable);
        Assert.Equal("org.apache.kafka.connect.storage.SimpleHeaderConverter", config.HeaderConverter.ClassName);
        Assert.Equal(100_000, config.SourceMaxInflightRecords);
        Assert.Equal(32 * 1024 * 1024, config.SourceMaxInflightBytes);
        Assert.Equal(LogFormat.Plain, config.LogFormat);
        Assert.Empty(config.PluginPath);
        Assert.Equal(new PluginUnloadSettings("all", InterruptThreads: false, Explain: false), config.PluginUnloading);
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void Standalone_ManyProblems_TellsAllOfThem()
    {
        var settings = Minimal(
            ("offset.flush.interval.ms", "soon"), ("offset.flush.timeout.ms", "0"), ("listeners", "ftp://x:1,http://y"), ("log.format", "xml"),
            ("config.providers", "vault"));
        settings.Remove("key.converter");

        var refusal = Assert.Throws<ConfigException>(() => WorkerConfig.Standalone(settings));

        Assert.StartsWith("The worker's configuration has 7 problems:", refusal.Message);
        Assert.Contains("Missing required configuration \"key.converter\" which has no default value.", refusal.Message);
        Assert.Contains("Invalid value soon for configuration offset.flush.interval.ms: Not a number of type LONG", refusal.Message);
        Assert.Contains("offset.flush.timeout.ms: Value must be at least 1", refusal.Message);
        Assert.Contains("Invalid value ftp://x:1 for configuration listeners", refusal.Message);
        Assert.Contains("Invalid value http://y for configuration listeners", refusal.Message);
        Assert.Contains("Invalid value xml for configuration log.format", refusal.Message);
        Assert.Contains("config.providers.vault.class is missing", refusal.Message);
    }

    [Fact]
    public void Standalone_OneProblem_IsToldPlainly()
    {
        var refusal = Assert.Throws<ConfigException>(() => WorkerConfig.Standalone(Minimal(("topic.creation.enable", "maybe"))));

        Assert.Equal("Invalid value maybe for configuration topic.creation.enable: Expected value to be either true or false", refusal.Message);
    }

    [Fact]
    public void Converters_HaveTheirSettingsWithoutPrefix()
    {
        var config = WorkerConfig.Standalone(Minimal(("key.converter.schemas.enable", "false"), ("key.converter.plugin.version", "[1.0,2.0)")));

        Assert.Equal(new Dictionary<string, string> { ["schemas.enable"] = "false" }, config.KeyConverter.Settings);
        Assert.Equal("[1.0,2.0)", config.KeyConverter.Version);
        Assert.Empty(config.ValueConverter.Settings);
    }

    [Fact]
    public void Warnings_UnknownSetting_HintsAtTheOneMeant()
    {
        var config = WorkerConfig.Standalone(Minimal(
            ("plugin.pth", "/x"), ("my.own", "1"), ("producer.linger.ms", "5"), ("group.id", "g"), ("internal.key.converter", "X"),
            ("security.protocol", "SSL"), ("sasl.mechanism", "PLAIN"), ("metric.reporters", "a.B")));

        Assert.Equal(
            [
                "Setting 'internal.key.converter' has no effect: offsets are always kept as JSON without schemas",
                "Setting 'metric.reporters' has no effect here",
                "Setting 'my.own' is not known to the worker",
                "Setting 'plugin.pth' is not known to the worker; did you mean 'plugin.path'?",
            ],
            config.Warnings);
    }

    [Fact]
    public void SettingsOfProviders_BeforeAllOthers_AreReadAsGiven()
    {
        var settings = new Dictionary<string, string>
        {
            ["log.format"] = " JSON ", ["plugin.path"] = "/a, /b", ["plugin.unload.releases"] = "Safe", ["plugin.unload.explain"] = "true",
            ["plugin.unload.interrupt.threads"] = "true",
        };

        Assert.Equal(new PluginUnloadSettings("safe", InterruptThreads: true, Explain: true), PluginUnloadSettings.From(settings));
        var refusal = Assert.Throws<ConfigException>(() => PluginUnloadSettings.From(new Dictionary<string, string> { ["plugin.unload.releases"] = "some" }));
        Assert.Contains("Invalid value some for configuration plugin.unload.releases", refusal.Message);
        Assert.Contains("all, safe, none", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(LogFormat.Json, WorkerConfig.LogFormatOf(settings));
        Assert.Equal(["/a", "/b"], WorkerConfig.PluginPathOf(settings));
        Assert.Equal(LogFormat.Plain, WorkerConfig.LogFormatOf(new Dictionary<string, string> { ["log.format"] = "xml" }));
        Assert.Empty(WorkerConfig.PluginPathOf(new Dictionary<string, string>()));
        Assert.All(["plugin.path", "plugin.unload.releases", "plugin.unload.explain", "plugin.unload.interrupt.threads", "log.format", "config.providers", "config.providers.file.param.x"], name => Assert.True(WorkerConfig.IsReadAsGiven(name)));
        Assert.False(WorkerConfig.IsReadAsGiven("bootstrap.servers"));
    }

    [Theory]
    [InlineData("http://localhost:8083", "http", "localhost", 8083)]
    [InlineData("HTTPS://[::1]:0", "https", "::1", 0)]
    [InlineData("http://:1", "http", "", 1)]
    public void ListenerAddress_OfUrl_IsTakenApart(string text, string scheme, string host, int port) =>
        Assert.Equal(new ListenerAddress(scheme, host, port), ListenerAddress.Parse("listeners", text));

    [Theory]
    [InlineData("localhost:8083")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:70000")]
    [InlineData("http://localhost:x")]
    public void ListenerAddress_OfNoUrl_IsRefused(string text) =>
        Assert.Contains(text, Assert.Throws<ConfigException>(() => ListenerAddress.Parse("listeners", text)).Message);

    [Fact]
    public void Rest_HeadersAndTls_AreRead()
    {
        var config = WorkerConfig.Standalone(Minimal(
            ("response.http.headers.config", "add Cache-Control: no-cache, \"set X-A: b,c\""),
            ("listeners.https.ssl.keystore.location", "/k"),
            ("ssl.truststore.location", "/t"),
            ("admin.listeners", "")));

        Assert.Equal(
            [new ResponseHeaderRule("add", "Cache-Control", "no-cache"), new ResponseHeaderRule("set", "X-A", "b,c")],
            config.Rest.ResponseHeaders);
        Assert.Equal(["ssl.keystore.location"], config.Rest.ListenersSsl.Keys);
        Assert.Equal(["ssl.truststore.location"], config.Rest.AdminListenersSsl.Keys);
        Assert.Empty(config.Rest.AdminListeners!);
    }

    [Fact]
    public void ConfigProviders_HaveClassAndParameters()
    {
        var config = WorkerConfig.Standalone(Minimal(
            ("config.providers", "file,env"),
            ("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider"),
            ("config.providers.file.param.allowed.paths", "/secrets"),
            ("config.providers.env.class", "EnvVarConfigProvider")));

        Assert.Equal(["file", "env"], config.ConfigProviders.Select(provider => provider.Name));
        Assert.Equal("/secrets", config.ConfigProviders[0].Settings["allowed.paths"]);
    }
}
