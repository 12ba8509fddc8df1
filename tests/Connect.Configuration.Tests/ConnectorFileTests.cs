using Connect.Abi.Errors;

namespace Connect.Configuration.Tests;

public sealed class ConnectorFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_Properties_GivesSettings()
    {
        var request = Read("name=n\nconnector.class=X");

        Assert.Equal("n", request.Name);
        Assert.Equal("X", request.Settings["connector.class"]);
        Assert.Null(request.InitialState);
    }

    [Fact]
    public void Read_FlatJson_TakesNumbersAndBooleansAsTexts()
    {
        var request = Read("""{"name": "n", "tasks.max": 3, "flag": true, "config": "text"}""");

        Assert.Equal("3", request.Settings["tasks.max"]);
        Assert.Equal("true", request.Settings["flag"]);
        Assert.Equal("text", request.Settings["config"]);
    }

    [Fact]
    public void Read_RequestJson_PutsTheNameIn_AndKeepsTheState()
    {
        var request = Read("""{"name": "n", "config": {"connector.class": "X"}, "initial_state": "paused", "unknown": []}""");

        Assert.Equal("n", request.Settings["name"]);
        Assert.Equal("PAUSED", request.InitialState);
    }

    [Theory]
    [InlineData("""{"name": "n", "config": {"name": "other"}}""", "two names")]
    [InlineData("""{"connector.class": "X"}""", "mandatory 'name'")]
    [InlineData("connector.class=X", "mandatory 'name'")]
    [InlineData("""{"name": "n", "config": {}, "initial_state": "FAILED"}""", "initial_state")]
    [InlineData("""{"name": "n", "a": {"b": 1}}""", "'a'")]
    [InlineData("""{"name": "n", """, "not valid JSON")]
    public void Read_BrokenFile_SaysWhatIsWrongAndWhere(string text, string part)
    {
        var refusal = Assert.Throws<ConfigException>(() => Read(text));

        Assert.Contains(part, refusal.Message);
        Assert.Contains(_path, refusal.Message);
    }

    private ConnectorRequest Read(string text)
    {
        File.WriteAllText(_path, text);
        return ConnectorFile.Read(_path);
    }
}
