using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Sources;

namespace Connect.Plugins.Files.Tests;

public sealed class FileStreamConnectorTests
{
    private static readonly Dictionary<string, string> OnFile = new() { ["file"] = "/in", ["topic"] = "t" };
    private static readonly Dictionary<string, string> OnInput = new() { ["topic"] = "t" };
    private readonly FileStreamSourceConnector source = new();

    [Fact]
    public async Task Source_ManyTasksAllowed_TakesOne()
    {
        await source.StartAsync(OnFile, CancellationToken.None);
        Assert.Equal(OnFile, Assert.Single(source.TaskConfigs(5)));
        Assert.Equal(typeof(FileStreamSourceTask), source.TaskClass);
    }

    [Fact]
    public async Task Sink_ManyTasksAllowed_TakesAll()
    {
        var sink = new FileStreamSinkConnector();
        await sink.StartAsync(OnFile, CancellationToken.None);
        Assert.Equal(5, sink.TaskConfigs(5).Count);
        Assert.True(await sink.AlterOffsetsAsync(OnFile, new Dictionary<Abi.Records.TopicPartition, long?>(), CancellationToken.None));
    }

    [Fact]
    public async Task Source_TopicMissingOrEmpty_IsRefused()
    {
        await Assert.ThrowsAsync<ConfigException>(async () => await source.StartAsync(new Dictionary<string, string>(), CancellationToken.None));
        await Assert.ThrowsAsync<ConfigException>(
            async () => await source.StartAsync(new Dictionary<string, string> { ["topic"] = string.Empty }, CancellationToken.None));
    }

    [Fact]
    public void Settings_Names_AreJavas()
    {
        Assert.Equal(["file", "topic", "batch.size"], source.ConfigDef.Names);
        Assert.Equal(2000, source.ConfigDef.ConfigKeys["batch.size"].DefaultValue);
        Assert.Equal(Importance.Low, source.ConfigDef.ConfigKeys["batch.size"].Importance);
        Assert.Equal(["file"], new FileStreamSinkConnector().ConfigDef.Names);
    }

    [Fact]
    public void ExactlyOnce_OnlyOfARealFile_IsSupported()
    {
        Assert.Equal(ExactlyOnceSupport.Supported, source.ExactlyOnceSupport(OnFile));
        Assert.Equal(ExactlyOnceSupport.Unsupported, source.ExactlyOnceSupport(OnInput));
    }

    [Fact]
    public async Task AlterOffsets_PositionOfAFile_IsTaken()
    {
        Assert.True(await Alter(OnFile, Map("filename", "/other"), Map("position", 0L)));
        Assert.True(await Alter(OnFile, Map("garbage", 1), null));
    }

    [Theory]
    [InlineData("filename", "position", "5")]
    [InlineData("filename", "position", -1L)]
    [InlineData("filename", "position", null)]
    [InlineData("filename", "offset", 5L)]
    [InlineData("file", "position", 5L)]
    public async Task AlterOffsets_SomethingElse_IsRefused(string partition, string offset, object? value) =>
        await Assert.ThrowsAsync<ConnectException>(() => Alter(OnFile, Map(partition, "/in"), Map(offset, value)));

    [Fact]
    public async Task AlterOffsets_OfTheStandardInput_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ConnectException>(() => Alter(OnInput, Map("filename", "/in"), Map("position", 5L)));
        Assert.Contains("'file'", error.Message);
    }

    private static Dictionary<string, object?> Map(string name, object? value) => new() { [name] = value };

    private Task<bool> Alter(
        Dictionary<string, string> settings, Dictionary<string, object?> partition, Dictionary<string, object?>? offset) =>
        source.AlterOffsetsAsync(settings, [new SourceOffset(partition, offset)], CancellationToken.None).AsTask();
}
