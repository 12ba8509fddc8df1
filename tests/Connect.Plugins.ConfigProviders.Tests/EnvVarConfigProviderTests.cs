using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders.Tests;

public sealed class EnvVarConfigProviderTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["APP_USER"] = "me", ["APP_KEY"] = "secret", ["HOME"] = "/root" };

    [Fact]
    public void Variables_WithoutPattern_AreAllThere()
    {
        using var provider = Provider();
        Assert.Equal(Environment, provider.Get(string.Empty).Data);
        Assert.Equal(new Dictionary<string, string> { ["HOME"] = "/root" }, provider.Get(string.Empty, new HashSet<string> { "HOME", "NO" }).Data);
    }

    [Theory]
    [InlineData("APP_.*", "APP_USER,APP_KEY")]
    [InlineData("APP", "")]
    [InlineData("APP_KEY|HOME", "APP_KEY,HOME")]
    public void Allowlist_Pattern_MatchesWholeNames(string pattern, string names)
    {
        using var provider = Provider(pattern);
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), provider.Get(string.Empty).Data.Keys);
    }

    [Fact]
    public void Allowlist_NoExpression_IsRefused() => Assert.Contains("allowlist.pattern", Assert.Throws<ConfigException>(() => Provider("(")).Message);

    [Fact]
    public void Allowlist_InJavasDialect_IsTranslated()
    {
        using var provider = Provider(@"\p{Upper}++");
        Assert.Equal(["HOME"], provider.Get(string.Empty).Data.Keys);
    }

    [Fact]
    public void Allowlist_WhatHasNoCounterpart_IsNamed() =>
        Assert.Contains(@"\X", Assert.Throws<ConfigException>(() => Provider(@"HOME\X")).Message);

    [Fact]
    public void Reference_WithPath_IsRefused()
    {
        using var provider = Provider();
        Assert.Contains("/etc", Assert.Throws<ConfigException>(() => provider.Get("/etc", new HashSet<string> { "HOME" })).Message);
    }

    [Fact]
    public void Environment_OfTheProcess_IsRead()
    {
        using IConfigProvider provider = new EnvVarConfigProvider();
        provider.Configure(new Dictionary<string, string?>());
        Assert.Equal(System.Environment.GetEnvironmentVariable("PATH"), provider.Get(string.Empty).Data["PATH"]);
    }

    private static IConfigProvider Provider(string? pattern = null)
    {
        var provider = new EnvVarConfigProvider(Environment);
        provider.Configure(pattern is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["allowlist.pattern"] = pattern });
        return provider;
    }
}
