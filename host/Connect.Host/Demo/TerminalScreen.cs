using System.Globalization;
using Spectre.Console;

namespace Connect.Host.Demo;

/// <summary>Colours and a moving bar, for a terminal.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalScreen(IAnsiConsole console) : DemoScreen
{
    /// <inheritdoc/>
    public override void Step(string text) => console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");

    /// <inheritdoc/>
    public override void Detail(string text) => console.MarkupLine($"  [grey]{Markup.Escape(text)}[/]");

    /// <inheritdoc/>
    public override void Pairs(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumn(new TableColumn("name") { NoWrap = true });
        table.AddColumn("value");
        foreach (var (name, value) in pairs)
        {
            table.AddRow($"[blue]{Markup.Escape(name)}[/]", Markup.Escape(OneLine(value)));
        }

        console.Write(table);
    }

    /// <inheritdoc/>
    public override void Proved(string text) => console.MarkupLine($"  [green]✓[/] {Markup.Escape(text)}");

    /// <inheritdoc/>
    public override void Failed(string text) => console.MarkupLine($"[red]✗ {Markup.Escape(text)}[/]");

    /// <inheritdoc/>
    public override Task<CopyState> ShowCopyAsync(long lines, Func<Action<CopyState>, Task<CopyState>> follow)
        => console.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("waiting for the first record", maxValue: Math.Max(1, lines));
                var end = await follow(state => Show(bar, state));
                Show(bar, end);
                return end;
            });

    private static void Show(ProgressTask bar, CopyState state)
    {
        bar.Value = state.Written;
        bar.Description = string.Create(
            CultureInfo.InvariantCulture, $"{state.Written:N0} lines  {state.Rate:N0}/s  lag {state.Lag:N0}");
    }
}
