using System.Security.Cryptography;
using System.Text;
using Connect.Host.Commands;

namespace Connect.Host.Tests.Commands;

/// <summary>Lines for the file that says who may call REST.</summary>
public sealed class CallerCommandsTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Theory]
    [InlineData("admin")]
    [InlineData("read-only")]
    public async Task Token_IsShownOnce_AndItsLineHasItsHashOnly(string role)
    {
        Assert.Equal(0, await CommandLine.RunAsync(["caller", "token", "ci", "--role", role], output, error));

        var token = error.ToString().Trim().Split(' ')[^1];
        Assert.Equal(64, token.Length);
        Assert.Equal($"token {role} ci {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}", output.ToString().Trim());
    }

    [Fact]
    public async Task Role_IsReadOnlyUnlessSaidOtherwise()
    {
        await CommandLine.RunAsync(["caller", "token", "ci"], output, error);
        Assert.StartsWith("token read-only ci ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_ThatDoesNotExist_IsRefusedWithThoseThatDo()
    {
        Assert.Equal(1, await CommandLine.RunAsync(["caller", "token", "ci", "--role", "root"], output, error));
        Assert.Contains("'read-only'", error.ToString());
        Assert.Contains("'admin'", error.ToString());
    }
}
