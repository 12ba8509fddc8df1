using Connect.Host.Commands;

namespace Connect.Host.Tests.Commands;

public sealed class CommandLineTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task Help_NamesTheScriptAndWhatIsOptional()
    {
        Assert.Equal(0, await RunAsync("--help"));

        var help = output.ToString();
        Assert.Contains("connect [command] [options]", help);
        Assert.Contains("standalone <worker.properties> [<connector>...]", help);
        Assert.DoesNotContain("Connect.Host", help);
        Assert.DoesNotContain("distributed", help);
    }

    [Fact]
    public async Task Help_OfACommand_NamesTheScript()
    {
        Assert.Equal(0, await RunAsync("standalone", "--help"));
        Assert.Contains("connect standalone <worker.properties> [<connector>...] [options]", output.ToString());
    }

    [Fact]
    public async Task Version_IsTheWorkers()
    {
        Assert.Equal(0, await RunAsync("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", output.ToString());
    }

    [Theory]
    [InlineData("distributed")]
    [InlineData("distributed", "worker.properties", "--fast")]
    public async Task Distributed_SaysThatItIsNotThereAndWhatIs(params string[] args)
    {
        Assert.Equal(await RunAsync("nonsense"), await RunAsync(args));
        Assert.Contains("the distributed mode is not there yet", error.ToString());
        Assert.Contains("connect standalone worker.properties", error.ToString());
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, output, error);
}
