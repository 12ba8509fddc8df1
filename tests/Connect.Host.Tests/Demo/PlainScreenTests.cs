using Connect.Host.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Host.Tests.Demo;

public sealed class PlainScreenTests
{
    private readonly StringWriter output = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Copy_EndsAsItWasLastShown_ShowsItOnce()
    {
        var done = new CopyState(1_000, 1_001, 1_000, 1, 1_001, TimeSpan.FromSeconds(2));

        await new PlainScreen(output, time).ShowCopyAsync(1_000, seen =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            seen(done with { Written = 400, Elapsed = TimeSpan.FromSeconds(1) });
            time.Advance(TimeSpan.FromSeconds(1));
            seen(done with { Committed = 400 });
            return Task.FromResult(done);
        });

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("400 of 1,000 lines", lines[0]);
        Assert.Contains("1,000 of 1,000 lines", lines[1]);
    }

    [Fact]
    public async Task Copy_EndsFurther_ShowsTheEnd()
    {
        var done = new CopyState(1_000, 1_001, 1_000, 1, 1_001, TimeSpan.FromSeconds(2));

        await new PlainScreen(output, time).ShowCopyAsync(1_000, _ => Task.FromResult(done));

        Assert.Contains("1,000 of 1,000 lines", output.ToString());
    }
}
