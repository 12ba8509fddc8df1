namespace Connect.PluginLoading.Catalogue;

public sealed class MavenVersionTests
{
    [Theory]
    [InlineData("1.0-alpha-1", "1.0-alpha-2")]
    [InlineData("1.0-alpha-9", "1.0-beta-1")]
    [InlineData("1.0-beta", "1.0-milestone")]
    [InlineData("1.0-milestone", "1.0-rc1")]
    [InlineData("1.0-rc1", "1.0-rc2")]
    [InlineData("1.0-rc9", "1.0-SNAPSHOT")]
    [InlineData("1.0-SNAPSHOT", "1.0")]
    [InlineData("1.0", "1.0-sp1")]
    [InlineData("1.0-sp1", "1.0-whatever")]
    [InlineData("1.0", "1.0-1")]
    [InlineData("1.0-1", "1.0.1")]
    [InlineData("1.9", "1.10")]
    [InlineData("1.0.9", "1.1")]
    [InlineData("2.5.0-rc1", "2.5.0")]
    [InlineData("12", "13")]
    [InlineData("1.99999999999999999999", "1.100000000000000000000")]
    public void Version_Lower_ComesFirst(string lower, string higher)
    {
        Assert.True(new MavenVersion(lower).CompareTo(new MavenVersion(higher)) < 0);
        Assert.True(new MavenVersion(higher).CompareTo(new MavenVersion(lower)) > 0);
    }

    [Theory]
    [InlineData("1", "1.0.0")]
    [InlineData("1.0", "1.0-ga")]
    [InlineData("1.0.Final", "1.0")]
    [InlineData("1.0-a1", "1.0-alpha-1")]
    [InlineData("1.0-cr2", "1.0-RC2")]
    [InlineData("1.01", "1.1")]
    [InlineData("1.0-rc1", "1-rc1")]
    public void Version_WrittenDifferently_IsTheSame(string one, string other) =>
        Assert.Equal(0, new MavenVersion(one).CompareTo(new MavenVersion(other)));
}
