using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders.Tests;

public sealed class FileConfigProviderTests : IDisposable
{
    private static readonly HashSet<string> Both = ["password", "missing"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void File_SomeKeys_AreThoseThatAreThere()
    {
        var file = folder.Write("s.properties", "# secrets\nuser = me\npassword: p\\u00e4\\\n   ss=word \nempty\n");
        using var provider = Provider(null);

        Assert.Equal(new Dictionary<string, string> { ["password"] = "p\u00e4ss=word " }, provider.Get(file, Both).Data);
        Assert.Equal(["user", "password", "empty"], provider.Get(file).Data.Keys);
        Assert.Null(provider.Get(file).Ttl);
    }

    [Fact]
    public void File_Changed_IsReadAgain()
    {
        var file = folder.Write("s.properties", "password=1");
        using var provider = Provider(null);
        Assert.Equal("1", provider.Get(file, Both).Data["password"]);

        folder.Write("s.properties", "password=2");

        Assert.Equal("2", provider.Get(file, Both).Data["password"]);
    }

    [Fact]
    public void File_Missing_IsRefusedByName()
    {
        using var provider = Provider(null);
        Assert.Contains("/no/such", Assert.Throws<ConfigException>(() => provider.Get("/no/such", Both)).Message);
        Assert.Empty(provider.Get(string.Empty, Both).Data);
    }

    [Fact]
    public void File_NoUtf8_IsRefusedWithoutItsContent()
    {
        var file = folder.Write("s.properties", string.Empty);
        File.WriteAllBytes(file, [.. "password=secret"u8, 0xff]);
        using var provider = Provider(null);

        Assert.DoesNotContain("secret", Assert.Throws<ConfigException>(() => provider.Get(file, Both)).Message);
    }

    [Fact]
    public void AllowedPaths_OtherFile_IsEmpty()
    {
        var inside = folder.Write("in/s.properties", "password=1");
        var beside = folder.Write("in-beside/s.properties", "password=2");
        using var provider = Provider(Path.Combine(folder.Path, "in"));

        Assert.Equal("1", provider.Get(inside, Both).Data["password"]);
        Assert.Empty(provider.Get(beside, Both).Data);
        Assert.Empty(provider.Get(Path.Combine(folder.Path, "in", "..", "in-beside", "s.properties"), Both).Data);
        Assert.Equal("1", provider.Get(Path.Combine(folder.Path, "in-beside", "..", "in", "s.properties"), Both).Data["password"]);
        Assert.Empty(provider.Get("s.properties", Both).Data);
    }

    [Fact]
    public void AllowedPaths_Several_AreAllAllowed()
    {
        var first = folder.Write("a/s.properties", "password=1");
        var second = folder.Write("b.properties", "password=2");
        using var provider = Provider($"{folder.Path}/a/,{second}");

        Assert.Equal("1", provider.Get(first, Both).Data["password"]);
        Assert.Equal("2", provider.Get(second, Both).Data["password"]);
        using var everywhere = Provider("/");
        Assert.Equal("1", everywhere.Get(first, Both).Data["password"]);
    }

    [Theory]
    [InlineData("relative/path", "not absolute")]
    [InlineData("/no/such/folder", "does not exist")]
    public void AllowedPaths_NotAPlace_IsRefused(string path, string reason) =>
        Assert.Contains(reason, Assert.Throws<ConfigException>(() => Provider(path)).Message);

    private static IConfigProvider Provider(string? allowed)
    {
        var provider = new FileConfigProvider();
        provider.Configure(allowed is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["allowed.paths"] = allowed });
        return provider;
    }
}
