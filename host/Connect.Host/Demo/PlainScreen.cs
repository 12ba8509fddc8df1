using System.Globalization;

namespace Connect.Host.Demo;

/// <summary>Plain lines, for pipes and files; progress once a second.</summary>
/// <param name="output">Where they go.</param>
/// <param name="time">The clock.</param>
internal sealed class PlainScreen(TextWriter output, TimeProvider time) : DemoScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override void Step(string text) => output.WriteLine(text);

    /// <inheritdoc/>
    public override void Detail(string text) => output.WriteLine("  " + text);

    /// <inheritdoc/>
    public override void Pairs(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        foreach (var (name, value) in pairs)
        {
            output.WriteLine($"  {name}: {OneLine(value)}");
        }
    }

    /// <inheritdoc/>
    public override void Proved(string text) => output.WriteLine("  ok: " + text);

    /// <inheritdoc/>
    public override void Failed(string text) => output.WriteLine("FAILED: " + text);

    /// <inheritdoc/>
    public override async Task<CopyState> ShowCopyAsync(long lines, Func<Action<CopyState>, Task<CopyState>> follow)
    {
        var shown = time.GetTimestamp();
        var last = string.Empty;
        var end = await follow(state =>
        {
            if (time.GetElapsedTime(shown) >= Interval)
            {
                shown = time.GetTimestamp();
                Show(state);
            }
        });
        Show(end);
        return end;

        // The end may look as the last line did, and nothing may move for a while.
        void Show(CopyState state)
        {
            var line = Line(state);
            if (line != last)
            {
                last = line;
                output.WriteLine(line);
            }
        }
    }

    private static string Line(CopyState state) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {state.Written:N0} of {state.Lines:N0} lines written, {state.InTopic:N0} records in the topic, {state.Rate:N0} a second, lag {state.Lag:N0}");
}
