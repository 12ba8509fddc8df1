using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Foundation.Tests;

public sealed class LoggerLevelsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1000));
    private readonly LoggerLevels levels;
    private readonly Lines lines = new();
    private readonly LeveledLoggerFactory factory;

    public LoggerLevelsTests()
    {
        levels = new LoggerLevels("info", time);
        factory = new LeveledLoggerFactory(lines, levels);
    }

    public void Dispose() => factory.Dispose();

    [Fact]
    public void Logger_LevelChanged_FollowsAtOnce()
    {
        var logger = factory.CreateLogger("a.b.C");
        Assert.False(logger.IsEnabled(LogLevel.Debug));

        Assert.Equal(["a.b", "a.b.C"], levels.Set("a.b", "debug"));
        Assert.True(logger.IsEnabled(LogLevel.Debug));
        Assert.False(logger.IsEnabled(LogLevel.Trace));
        Assert.True(factory.CreateLogger("a.b.New").IsEnabled(LogLevel.Debug));
        Assert.False(factory.CreateLogger("a.bc").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void Logger_BelowItsLevel_WritesNothing()
    {
        var logger = factory.CreateLogger("a");
        levels.Set("a", "ERROR");
        logger.Log(LogLevel.Warning, "no");
        logger.Log(LogLevel.Error, "yes");
        levels.Set("a", "TRACE");
        logger.Log(LogLevel.Trace, "all");
        Assert.Equal(["yes", "all"], lines.Written);
    }

    [Theory]
    [InlineData("OFF", null)]
    [InlineData("FATAL", LogLevel.Critical)]
    [InlineData("ERROR", LogLevel.Error)]
    [InlineData("WARN", LogLevel.Warning)]
    [InlineData("INFO", LogLevel.Information)]
    [InlineData("DEBUG", LogLevel.Debug)]
    [InlineData("TRACE", LogLevel.Trace)]
    [InlineData("ALL", LogLevel.Trace)]
    public void Level_JavasName_IsThisOne(string name, LogLevel? lowest)
    {
        levels.Set("a", name);
        var logger = factory.CreateLogger("a");
        Assert.All(Enum.GetValues<LogLevel>().Where(l => l != LogLevel.None), l => Assert.Equal(l >= (lowest ?? LogLevel.None), logger.IsEnabled(l)));
        Assert.Equal(name, levels.Level("a")!.Level);
    }

    [Fact]
    public void Set_Again_ChangesNothing()
    {
        levels.Set("a.b", "WARN");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(levels.Set("a.b", "warn"));
        Assert.Equal(new LoggerLevel("WARN", 1000), levels.Level("a.b"));
    }

    [Fact]
    public void Set_Parent_OverridesWhatIsBelow()
    {
        levels.Set("a.b.c", "DEBUG");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a.b", "a.b.c"], levels.Set("a.b", "ERROR"));
        Assert.Equal(new LoggerLevel("ERROR", 2000), levels.Level("a.b.c"));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("ROOT")]
    public void Set_Root_ChangesAll(string root)
    {
        _ = factory.CreateLogger("x.Y");
        levels.Set("a", "DEBUG");
        Assert.Equal(["a", "root", "x.Y"], levels.Set(root, "WARN"));
        Assert.False(factory.CreateLogger("x.Y").IsEnabled(LogLevel.Information));
        Assert.Equal("WARN", levels.Level(root)!.Level);
    }

    [Fact]
    public void Level_Unknown_IsNull()
    {
        levels.Set("a.b", "DEBUG");
        Assert.Null(levels.Level("a"));
        Assert.Null(levels.Level("a.b.c"));
    }

    [Fact]
    public void All_LoggersInUse_AreThereInOrder()
    {
        _ = factory.CreateLogger("b");
        _ = factory.CreateLogger("B");
        levels.Configure("Microsoft", "WARN");
        levels.Set("silent", "OFF");
        Assert.Equal(["B", "Microsoft", "b", "root"], levels.All().Keys);
        Assert.Equal(new LoggerLevel("INFO", null), levels.All()["b"]);
        Assert.Equal(new LoggerLevel("WARN", null), levels.All()["Microsoft"]);
    }

    [Fact]
    public void Set_NoLevel_IsRefusedWithThoseThereAre()
    {
        Assert.False(LoggerLevels.IsLevel("LOUD"));
        Assert.False(LoggerLevels.IsLevel(string.Empty));
        Assert.Contains("OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL", Assert.Throws<ArgumentException>(() => levels.Set("a", "LOUD")).Message);
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
