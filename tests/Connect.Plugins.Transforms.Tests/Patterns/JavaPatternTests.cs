using Connect.Plugins.Transforms.Patterns;

namespace Connect.Plugins.Transforms.Tests.Patterns;

public sealed class JavaPatternTests
{
    [Theory]
    [InlineData("a++b?", "aab", true)]
    [InlineData("a*+a", "aaa", false)]
    [InlineData("[a-c&&[^b]]+", "acc", true)]
    [InlineData("[a-c&&[^b]]+", "abc", false)]
    [InlineData("[a-d[m-p]]*", "amn", true)]
    [InlineData(@"\Qa.b\E+", "a.bb", true)]
    [InlineData(@"\Qa.b\E+", "axb", false)]
    [InlineData("(?i)[^a]+", "A", false)]
    [InlineData(@"(?<x>a)(b)\1", "aba", true)]
    [InlineData(@"(?<n>a)\k<n>", "aa", true)]
    [InlineData(@"\d+", "١", false)]
    [InlineData(@"\w+", "é", false)]
    [InlineData(@"(?U)\w+", "é", true)]
    [InlineData("a.c", "a\rc", false)]
    [InlineData("(?s)a.c", "a\rc", true)]
    [InlineData("a b # c", "ab", false)]
    [InlineData("(?x)a b # c", "ab", true)]
    [InlineData(@"\x{41}\0102", "AB", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData(@"(a)\2", "aa", false)]
    public void Matches_JavasDialect_MeansWhatItMeansInJava(string pattern, string input, bool expected) =>
        Assert.Equal(expected, JavaPattern.Parse(pattern).Matches(input));

    [Theory]
    [InlineData("[a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("*a")]
    [InlineData("{a")]
    [InlineData("a{2,1}")]
    [InlineData(@"\y")]
    [InlineData(@"\")]
    [InlineData("(?q)a")]
    [InlineData(@"\p{InNowhere}")]
    public void Parse_MalformedOrUnknown_IsRefusedByName(string pattern) =>
        Assert.Contains(pattern, Assert.Throws<FormatException>(() => JavaPattern.Parse(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void Matches_EndlessBacktracking_EndsWithAnError()
    {
        var pattern = JavaPattern.Parse("(x+x+)+y");
        var failure = Assert.Throws<Connect.Abi.Errors.DataException>(() => pattern.Matches(new string('x', 60)));
        Assert.Contains("(x+x+)+y", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a)(b)?", "a", "$1[$2]", "a[]")]
    [InlineData("(a)", "a", "$12", "a2")]
    [InlineData("a|ab", "ab", "x", "xb")]
    [InlineData("(?<n>a)", "a", @"${n}\$\\", @"a$\")]
    public void ReplaceFirst_JavasReplacement_MeansWhatItMeansInJava(string pattern, string input, string replacement, string expected)
    {
        var parsed = JavaPattern.Parse(pattern);
        Assert.Equal(expected, parsed.ReplaceFirst(input, new JavaReplacement(replacement, parsed.Groups, parsed.GroupNames)));
    }
}
