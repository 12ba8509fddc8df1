namespace Connect.Foundation.Tests;

public sealed class SecretTextsTests
{
    private readonly SecretTexts secrets = new();

    [Fact]
    public void Hide_Secrets_AreReplacedWhereverTheyAre()
    {
        secrets.Add(["hunter22", "other-secret"]);
        Assert.Equal("[hidden] and [hidden], [hidden]!", secrets.Hide("hunter22 and other-secret, hunter22!"));
        Assert.Equal("nothing here", secrets.Hide("nothing here"));
    }

    [Fact]
    public void Hide_SecretInAnother_LeavesNothingBehind()
    {
        secrets.Add(["pass"]);
        secrets.Add(["password-of-mine"]);
        Assert.Equal("x [hidden] y", secrets.Hide("x password-of-mine y"));
    }

    [Fact]
    public void Hide_SecretWithinJson_IsReplaced()
    {
        secrets.Add(["a+b\"c/d"]);
        Assert.Equal("{\"m\":\"[hidden]\"}", secrets.Hide("{\"m\":\"a\\u002Bb\\u0022c/d\"}"));
    }

    [Fact]
    public void Add_LineEndAroundIt_IsNoPartOfTheSecret()
    {
        secrets.Add(["s3cret\n"]);
        Assert.Equal("<[hidden]>", secrets.Hide("<s3cret>"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("true")]
    [InlineData("False")]
    [InlineData("   ")]
    public void Add_WhatIsNoSecret_StaysReadable(string text)
    {
        secrets.Add([text]);
        Assert.Equal($"value {text} of it", secrets.Hide($"value {text} of it"));
    }

    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheOldest()
    {
        secrets.Add(["first-secret"]);
        secrets.Add(Enumerable.Range(0, 5000).Select(n => $"secret{n:D5}"));
        Assert.Equal("first-secret [hidden]", secrets.Hide("first-secret secret04999"));
    }
}
