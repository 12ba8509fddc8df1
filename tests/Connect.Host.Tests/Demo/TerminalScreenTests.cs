using Connect.Host.Demo;
using Spectre.Console;

namespace Connect.Host.Tests.Demo;

public sealed class TerminalScreenTests
{
    private readonly StringWriter output = new();
    private readonly TerminalScreen screen;

    public TerminalScreenTests() => screen = new TerminalScreen(AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(output),
    }));

    [Fact]
    public void Text_WithBrackets_IsShownAsItIs()
    {
        screen.Step("a [bold] step");
        screen.Detail("at System.Func`1[System.Int32]");
        screen.Proved("[/]");
        screen.Failed("[[x");
        screen.Pairs([KeyValuePair.Create<string, string?>("na[me", "va]lue\nmore"), KeyValuePair.Create<string, string?>("none", null)]);
        var text = output.ToString();
        Assert.Contains("a [bold] step", text);
        Assert.Contains("Func`1[System.Int32]", text);
        Assert.Contains("✓ [/]", text);
        Assert.Contains("✗ [[x", text);
        Assert.Contains("na[me", text);
        Assert.Contains("va]lue …", text);
        Assert.Contains("null", text);
    }

    [Fact]
    public async Task Copy_Runs_ShowsRateAndLagAndGivesTheEndBack()
    {
        var end = await screen.ShowCopyAsync(1_000, seen =>
        {
            seen(new CopyState(1_000, 900, 500, 0, 0, TimeSpan.FromSeconds(1)));
            return Task.FromResult(new CopyState(1_000, 1_001, 1_000, 1, 1_001, TimeSpan.FromSeconds(2)));
        });
        Assert.Equal(1_000, end.Written);
        Assert.Contains("1,000 lines", output.ToString());
        Assert.Contains("500/s", output.ToString());
        Assert.Contains("lag 0", output.ToString());
    }
}
