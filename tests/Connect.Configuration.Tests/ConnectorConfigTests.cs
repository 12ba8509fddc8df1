using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Tests;

public sealed class ConnectorConfigTests
{
    [Fact]
    public void Source_Minimal_HasJavasDefaults()
    {
        var config = Source();

        Assert.Equal("c", config.Name);
        Assert.Equal(1, config.TasksMax);
        Assert.True(config.TasksMaxEnforce);
        Assert.Null(config.KeyConverter);
        Assert.Empty(config.Transformations);
        Assert.Equal(ConfigReloadAction.Restart, config.ReloadAction);
        Assert.Equal(new ErrorHandlingSettings(ErrorTolerance.None, TimeSpan.Zero, TimeSpan.FromMinutes(1), false, false), config.Errors);
        Assert.Empty(config.TopicCreationGroups);
        Assert.Equal(TransactionBoundary.Poll, config.TransactionBoundary);
        Assert.Null(config.MaxInflightRecords);
    }

    [Fact]
    public void Transformations_ComeInOrder_WithPredicateAndOwnSettings()
    {
        var config = Source(
            ("transforms", "b,a"),
            ("transforms.a.type", "A"), ("transforms.a.x", "1"), ("transforms.a.predicate", "p"), ("transforms.a.negate", "TRUE"),
            ("transforms.b.type", "B$Key"), ("transforms.b.plugin.version", "1.0"),
            ("predicates", "p"), ("predicates.p.type", "P"), ("predicates.p.pattern", "x.*"));

        Assert.Equal(["b", "a"], config.Transformations.Select(transformation => transformation.Alias));
        var (b, a) = (config.Transformations[0], config.Transformations[1]);
        Assert.Equal(("B$Key", "1.0", false), (b.ClassName, b.Version, b.Negate));
        Assert.Null(b.Predicate);
        Assert.True(a.Negate);
        Assert.Equal("P", a.Predicate!.ClassName);
        Assert.Equal("x.*", a.Predicate.Settings["pattern"]);
        Assert.Equal("1", a.Settings["x"]);
        Assert.False(a.Settings.ContainsKey("predicate"));
        Assert.False(a.Settings.ContainsKey("negate"));
    }

    [Theory]
    [InlineData("transforms.a.predicate", "q", "there is no such predicate")]
    [InlineData("transforms.a.negate", "true", "defining a predicate to be negated")]
    [InlineData("transforms", "a,zz", "transforms.zz.type")]
    [InlineData("transforms", "a,a", "Duplicate alias")]
    [InlineData("tasks.max", "0", "at least 1")]
    [InlineData("errors.tolerance", "some", "none, all")]
    [InlineData("key.converter.plugin.version", "[1.0", "Expected a version")]
    [InlineData("source.max.inflight.records", "0", "at least 1")]
    [InlineData("errors.deadletterqueue.topic.replication.factor", "some", "errors.deadletterqueue.topic.replication.factor")]
    public void Source_BrokenSetting_IsRefusedWithTheReason(string name, string value, string part)
    {
        var refusal = Assert.Throws<ConfigException>(() => Source(("transforms", "a"), ("transforms.a.type", "A"), (name, value)));

        Assert.Contains(part, refusal.Message);
    }

    [Fact]
    public void From_SecretInABrokenSetting_IsNotShown()
    {
        var refusal = Assert.Throws<ConfigException>(() => SourceConnectorConfig.From(
            Settings(("tasks.max", "hush-4711")), createTopics: true, new HashSet<string> { "tasks.max" }));

        Assert.Equal("Invalid value [hidden] for configuration tasks.max: Not a number of type INT", refusal.Message);
    }

    [Fact]
    public void Errors_RetryWithoutEnd_IsInfinite() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Source(("errors.retry.timeout", "-1")).Errors.RetryTimeout);

    [Fact]
    public void TopicCreationGroups_ComeInOrder_TheDefaultLast()
    {
        var config = Source(
            ("topic.creation.groups", "big, default"),
            ("topic.creation.default.replication.factor", "2"), ("topic.creation.default.partitions", "3"),
            ("topic.creation.default.include", "never"),
            ("topic.creation.default.cleanup.policy", "compact"),
            ("topic.creation.big.include", "big.*, huge"), ("topic.creation.big.exclude", "bigot"), ("topic.creation.big.partitions", "9"));

        Assert.Equal(["big", "default"], config.TopicCreationGroups.Select(group => group.Name));
        var (big, standard) = (config.TopicCreationGroups[0], config.TopicCreationGroups[1]);
        Assert.Equal((2, 9), (big.ReplicationFactor, big.Partitions));
        Assert.True(big.IsFor("big1"));
        Assert.True(big.IsFor("huge"));
        Assert.False(big.IsFor("bigot"));
        Assert.False(big.IsFor("xbig"));
        Assert.Empty(big.Configs);
        Assert.True(standard.IsFor("anything"));
        Assert.Equal((2, 3), (standard.ReplicationFactor, standard.Partitions));
        Assert.Equal("compact", standard.Configs["cleanup.policy"]);
    }

    [Fact]
    public void TopicCreation_WithoutDefaults_IsRefused()
    {
        var refusal = Assert.Throws<ConfigException>(() => Source(("topic.creation.groups", "g"), ("topic.creation.g.include", "[")));

        Assert.Contains("topic.creation.default.replication.factor", refusal.Message);
        Assert.Contains("topic.creation.default.partitions", refusal.Message);
        Assert.Contains("Syntax error in regular expression", refusal.Message);
    }

    [Fact]
    public void TopicCreation_WhereTheWorkerMakesNone_IsPassedOver() => Assert.Empty(
        SourceConnectorConfig.From(Settings(("topic.creation.default.partitions", "1")), createTopics: false).TopicCreationGroups);

    [Fact]
    public void Sink_Topics_AndDeadLetters()
    {
        var config = Sink(
            ("topics", "a, b"), ("errors.deadletterqueue.topic.name", "dlq"), ("errors.deadletterqueue.topic.replication.factor", "1"),
            ("errors.deadletterqueue.context.headers.enable", "true"));

        Assert.Equal(["a", "b"], config.Topics);
        Assert.Null(config.TopicsRegex);
        Assert.Equal(new DeadLetterSettings("dlq", 1, true), config.DeadLetters);
    }

    [Fact]
    public void Source_DeadLetters_AreAsThoseOfASink()
    {
        Assert.Null(Source(("errors.tolerance", "all")).DeadLetters);
        Assert.Equal(new DeadLetterSettings("dlq", 3, false), Source(("errors.deadletterqueue.topic.name", "dlq")).DeadLetters);
        Assert.Equal(
            new DeadLetterSettings("dlq", 1, true),
            Source(
                ("errors.deadletterqueue.topic.name", "dlq"), ("errors.deadletterqueue.topic.replication.factor", "1"),
                ("errors.deadletterqueue.context.headers.enable", "true")).DeadLetters);
    }

    [Fact]
    public void Sink_Regex_MatchesWholeNames()
    {
        var config = Sink(("topics.regex", "[a-z&&[^x]]+"));

        Assert.Empty(config.Topics);
        Assert.True(config.TopicsRegex!.Matches("abc"));
        Assert.False(config.TopicsRegex.Matches("axc"));
        Assert.Null(config.DeadLetters);
    }

    [Fact]
    public void Sink_WithoutTopics_OrWithBoth_IsRefused()
    {
        Assert.Contains("Must configure one of topics or topics.regex", Assert.Throws<ConfigException>(() => Sink()).Message);
        Assert.Contains("mutually exclusive", Assert.Throws<ConfigException>(() => Sink(("topics", "a"), ("topics.regex", "b"))).Message);
        Assert.Contains("The DLQ topic 'a'", Assert.Throws<ConfigException>(
            () => Sink(("topics", "a"), ("errors.deadletterqueue.topic.name", "a"))).Message);
        Assert.Contains("The DLQ topic 'a1'", Assert.Throws<ConfigException>(
            () => Sink(("topics.regex", "a.*"), ("errors.deadletterqueue.topic.name", "a1"))).Message);
        Assert.Contains("Syntax error in regular expression", Assert.Throws<ConfigException>(() => Sink(("topics.regex", "["))).Message);
    }

    [Fact]
    public void Enriched_UnknownClass_IsReportedByTheValidatorOfItsType()
    {
        var settings = Settings(("transforms", "a"), ("transforms.a.type", "Nope"));
        var offers = new PluginOffers { Definition = (_, name, _) => throw new ConfigException($"no class {name}") };

        var values = EnrichedDefinition.Of(ConnectorDefinition.Source(offers), settings, offers, requireAll: false).ValidateAll(settings);

        Assert.Equal(["no class Nope"], values["transforms.a.type"].ErrorMessages);
        Assert.Throws<ConfigException>(() => EnrichedDefinition.Of(new ConfigDef(), settings, offers, requireAll: true));
    }

    [Fact]
    public void Enriched_NegateWithoutPredicate_IsReported()
    {
        var settings = Settings(("transforms", "a"), ("transforms.a.type", "T"), ("transforms.a.negate", "true"));

        var values = EnrichedDefinition.Of(ConnectorDefinition.Source(), settings, PluginOffers.None, requireAll: false).ValidateAll(settings);

        Assert.Contains("defining a predicate to be negated", Assert.Single(values["transforms.a.type"].ErrorMessages));
    }

    [Fact]
    public void Definition_AsksTheOffersAboutClassesAndVersions()
    {
        var offers = new PluginOffers
        {
            Names = place => [place.ToString()],
            Versions = (_, name) => [name ?? "none"],
            Check = (_, name) => throw new ConfigException($"refused {name}"),
        };

        var values = ConnectorDefinition.Source(offers).ValidateAll(Settings(("key.converter", "K")));

        Assert.Equal(["Converter"], values["key.converter"].RecommendedValues);
        Assert.Equal(["refused K"], values["key.converter"].ErrorMessages);
        Assert.Equal(["K"], values["key.converter.plugin.version"].RecommendedValues);
        Assert.Equal(["HeaderConverter"], values["header.converter"].RecommendedValues);
    }

    private static Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["name"] = "c", ["connector.class"] = "X" };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static SourceConnectorConfig Source(params (string Name, string Value)[] more) =>
        SourceConnectorConfig.From(Settings(more), createTopics: true);

    private static SinkConnectorConfig Sink(params (string Name, string Value)[] more) => SinkConnectorConfig.From(Settings(more));
}
