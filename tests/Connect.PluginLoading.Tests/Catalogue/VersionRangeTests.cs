namespace Connect.PluginLoading.Catalogue;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0", "1.0.1", false)]
    [InlineData(" 1.0 ", "1.0", true)]
    [InlineData("[1.0]", "1.0", true)]
    [InlineData("[1.0,2.0)", "1.0", true)]
    [InlineData("[1.0,2.0)", "2.0", false)]
    [InlineData("[1.0,2.0)", "2.0-rc1", true)]
    [InlineData("(1.0,2.0]", "1.0", false)]
    [InlineData("(1.0,2.0]", "2.0", true)]
    [InlineData("[1.5,)", "99", true)]
    [InlineData("[1.5,)", "1.4.9", false)]
    [InlineData("(,1.0]", "0.1", true)]
    [InlineData("(,1.0],[1.2,)", "1.1", false)]
    [InlineData("(,1.0],[1.2,)", "1.2", true)]
    [InlineData("(,1.1),(1.1,)", "1.1", false)]
    [InlineData("(,1.1),(1.1,)", "1.1.1", true)]
    [InlineData("(,)", "3", true)]
    public void Contains(string range, string version, bool expected) =>
        Assert.Equal(expected, VersionRange.Of(range)!.Contains(new MavenVersion(version)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("latest")]
    public void Of_WhatAsksForTheNewest_IsNoRange(string? text) => Assert.Null(VersionRange.Of(text));

    [Theory]
    [InlineData("[1.0")]
    [InlineData("(1.0)")]
    [InlineData("[1.0)")]
    [InlineData("[]")]
    [InlineData("[2.0,1.0]")]
    [InlineData("[1.0,1.0)")]
    [InlineData("[1.0,2.0],[1.5,3.0]")]
    [InlineData("[1.0,),[2.0,)")]
    [InlineData("[1.0,2.0],3.0")]
    public void Of_WhatIsNoRange_SaysSo(string text)
    {
        var thrown = Assert.Throws<FormatException>(() => VersionRange.Of(text));

        Assert.Contains($"'{text}'", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0", "[1.0,1.0]")]
    [InlineData("(,1.0],[1.2,)", "(,1.0],[1.2,)")]
    public void ToString_IsMavens(string range, string expected) => Assert.Equal(expected, VersionRange.Of(range)!.ToString());
}
