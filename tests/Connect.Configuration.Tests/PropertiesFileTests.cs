using System.Text;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Configuration.Tests;

public sealed class PropertiesFileTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("  a  =  b ", "a", "b ")]
    [InlineData("a", "a", "")]
    [InlineData("a==b", "a", "=b")]
    [InlineData("a = b=c:d", "a", "b=c:d")]
    [InlineData("a=one, \\\n    two", "a", "one, two")]
    [InlineData("a=one, \\\r\n    two", "a", "one, two")]
    [InlineData("a=x\\\\\nb=y", "a", "x\\")]
    [InlineData("a\\ b\\=\\:=c", "a b=:", "c")]
    [InlineData("a=\\t\\n\\u0041\\q", "a", "\t\nAq")]
    [InlineData("a=1\na=2", "a", "2")]
    [InlineData("# c\n! d\n\n   # e\na=#x", "a", "#x")]
    [InlineData("a \\\n = b", "a", "b")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("=b", "", "b")]
    [InlineData("p=C:\\\\dir", "p", "C:\\dir")]
    public void Parse_Line_IsReadAsJavaReadsIt(string text, string name, string value) => Assert.Equal(value, PropertiesFile.Parse(text)[name]);

    [Fact]
    public void Parse_CommentEndingInBackslash_DoesNotContinue() =>
        Assert.Equal(["a"], PropertiesFile.Parse("# comment \\\na=b").Keys);

    [Fact]
    public void Parse_BrokenEscape_NamesLineAndWayOut()
    {
        var refusal = Assert.Throws<ConfigException>(() => PropertiesFile.Parse("a=b\nb=\\u00g1", "'x.properties'"));

        Assert.Contains("Line 2 of 'x.properties'", refusal.Message);
    }

    [Fact]
    public void Read_Latin1AndUtf8_KeepTheirLetters()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes("a=ü"));
            Assert.Equal("ü", PropertiesFile.Read(path)["a"]);
            File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("a=ü")]);
            Assert.Equal("ü", PropertiesFile.Read(path)["a"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_MissingFile_NamesIt() =>
        Assert.Contains("no-such.properties", Assert.Throws<ConfigException>(() => PropertiesFile.Read("/no/no-such.properties")).Message);

    [Fact]
    public void Samples_OfTheRepository_AreValid()
    {
        var worker = WorkerConfig.Standalone(PropertiesFile.Read(VectorFile.PathOf("config", "connect-standalone.properties")));
        var source = ConnectorFile.Read(VectorFile.PathOf("config", "connect-file-source.properties"));
        var sink = ConnectorFile.Read(VectorFile.PathOf("config", "connect-file-sink.properties"));

        Assert.Empty(worker.Warnings);
        Assert.Equal("FileStreamSource", SourceConnectorConfig.From(source.Settings, createTopics: true).ClassName);
        Assert.Equal(["connect-test"], SinkConnectorConfig.From(sink.Settings).Topics);
    }
}
