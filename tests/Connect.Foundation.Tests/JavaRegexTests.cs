using System.Text.RegularExpressions;

namespace Connect.Foundation.Tests;

public sealed class JavaRegexTests
{
    [Theory]
    [InlineData("a.*", "abc", true)]
    [InlineData("b", "abc", false)]
    [InlineData("a|ab|abc", "abc", true)]
    [InlineData("(a|b)*+", "abab", true)]
    [InlineData("a*+a", "aaa", false)]
    [InlineData("a?+b{1,2}+", "abb", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("(?i:A)B", "aB", true)]
    [InlineData("(?i:A)B", "ab", false)]
    [InlineData("(?s:.)", "\n", true)]
    [InlineData(".", "\n", false)]
    [InlineData(".", "\r", false)]
    [InlineData("(?d).", "\r", true)]
    [InlineData(@"\Qa.b\E+", "a.bb", true)]
    [InlineData(@"\Qa.b\E", "axb", false)]
    [InlineData(@"\d+", "٣", false)]
    [InlineData(@"\w", "é", false)]
    [InlineData(@"\p{L}\pL", "éa", true)]
    [InlineData(@"\p{Lower}\P{Lower}\p{Punct}", "aA]", true)]
    [InlineData(@"\p{IsAlphabetic}\p{javaUpperCase}", "éÉ", true)]
    [InlineData("[a-z&&[^aeiou]]+", "xyz", true)]
    [InlineData("[a-z&&[^aeiou]]+", "xaz", false)]
    [InlineData("[a-c[x-z]]+", "ay", true)]
    [InlineData("[^a-c[x-z]]", "y", false)]
    [InlineData("[^a-c[x-z]]", "m", true)]
    [InlineData(@"[\w&&[^\d]]+", "abc", true)]
    [InlineData(@"[\w&&[^\d]]+", "ab1", false)]
    [InlineData("[]a]+", "a]", true)]
    [InlineData("[^]]", "]", false)]
    [InlineData("[^]]", "a", true)]
    [InlineData("[a-z-[aeiou]]+", "a-e", true)]
    [InlineData(@"[\-\]^]+", "-]^", true)]
    [InlineData("[a^-]+", "^-a", true)]
    [InlineData(@"(a)(?<n>b)\2\1\k<n>", "abbab", true)]
    [InlineData(@"(a)\10", "aa0", true)]
    [InlineData(@"\x41\u0042\x{43}\0104\cA", "ABCD\u0001", true)]
    [InlineData(@"\h\v\R", " \n\r\n", true)]
    [InlineData(@"\v", "\r", true)]
    [InlineData("(?x) a b # comment\n c", "abc", true)]
    [InlineData("😀+", "😀😀", true)]
    [InlineData(@"x(?=y)y(?!z)", "xy", true)]
    [InlineData(@"(?<=a)b|a(?<!b)b", "ab", true)]
    [InlineData("(?>a*)b", "aab", true)]
    [InlineData("a{2}b{0,}c{1,3}?", "aacc", true)]
    [InlineData("", "", true)]
    [InlineData("topic-[0-9]+", "topic-12", true)]
    [InlineData("topic.x", "topic.x\n", false)]
    [InlineData("^topic$", "topic", true)]
    [InlineData("a]}", "a]}", true)]
    public void Matches_WholeText_AsJavaDoes(string pattern, string text, bool matches) =>
        Assert.Equal(matches, JavaRegex.Parse(pattern).Matches(text));

    [Theory]
    [InlineData("[", "never closed")]
    [InlineData("(a", "never closed")]
    [InlineData("a)", "closes nothing")]
    [InlineData("*a", "repeats nothing")]
    [InlineData("a{", "'{'")]
    [InlineData("a{,3}", "'{'")]
    [InlineData(@"\", "ends the expression")]
    [InlineData(@"\y", @"\y")]
    [InlineData("[z-a]", "backwards")]
    [InlineData("(?#comment)", "(?#")]
    [InlineData("(?'n'a)", "(?'")]
    [InlineData("(?n)a", "(?n")]
    [InlineData("(?U)a", "UNICODE_CHARACTER_CLASS")]
    [InlineData(@"\X", @"\X")]
    [InlineData(@"\p{IsLatin}", "IsLatin")]
    [InlineData(@"\k<no>", "'no'")]
    [InlineData("(?<a>x)(?<a>y)", "'a'")]
    [InlineData("[😀]", "U+FFFF")]
    public void Parse_WhatIsNotSupported_IsRefusedByName(string pattern, string part)
    {
        var refusal = Assert.Throws<FormatException>(() => JavaRegex.Parse(pattern));

        Assert.Contains(part, refusal.Message);
    }

    [Fact]
    public void Matches_RunawayExpression_IsGivenUp()
    {
        var regex = JavaRegex.Parse("(a|aa|a?)+$b");

        Assert.Throws<RegexMatchTimeoutException>(() => regex.Matches(new string('a', 60)));
    }
}
