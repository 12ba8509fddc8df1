using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders.Tests;

public sealed class DirectoryConfigProviderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Directory_Files_AreValuesAsTheyAre()
    {
        folder.Write("user", "me\n");
        folder.Write("password", "p\u00e4ss");
        folder.Write("below/other", "x");
        using var provider = Provider();

        var some = provider.Get(folder.Path, new HashSet<string> { "user", "below", "below/other", "no" });
        Assert.Equal(new Dictionary<string, string> { ["user"] = "me\n" }, some.Data);
        Assert.Equal(["password", "user"], provider.Get(folder.Path).Data.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Directory_LinkedFile_IsRead()
    {
        // How secrets are mounted: names are links into a folder that is swapped as a whole.
        folder.Write("..data/token", "t");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "token"), Path.Combine("..data", "token"));
        using var provider = Provider();

        Assert.Equal("t", provider.Get(folder.Path, new HashSet<string> { "token" }).Data["token"]);
    }

    [Fact]
    public void Directory_MissingOrAFile_IsEmpty()
    {
        using var provider = Provider();
        Assert.Empty(provider.Get(Path.Combine(folder.Path, "no")).Data);
        Assert.Empty(provider.Get(folder.Write("file", "x")).Data);
        Assert.Empty(provider.Get(string.Empty).Data);
    }

    [Fact]
    public void AllowedPaths_OtherDirectory_IsEmpty()
    {
        folder.Write("in/k", "1");
        folder.Write("out/k", "2");
        using var provider = Provider(Path.Combine(folder.Path, "in"));

        Assert.Equal("1", provider.Get(Path.Combine(folder.Path, "in")).Data["k"]);
        Assert.Empty(provider.Get(Path.Combine(folder.Path, "out")).Data);
        Assert.Throws<ConfigException>(() => Provider("in"));
    }

    private static IConfigProvider Provider(string? allowed = null)
    {
        var provider = new DirectoryConfigProvider();
        provider.Configure(allowed is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["allowed.paths"] = allowed });
        return provider;
    }
}
