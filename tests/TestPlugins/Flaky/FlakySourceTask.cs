using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace TestPlugins.Flaky;

/// <summary>Once it works, it delivers one record: the number of the start that did.</summary>
public sealed class FlakySourceTask : SourceTask
{
    private string topic = "";
    private string failsIn = "";
    private int attempt;
    private int failures;
    private bool isDelivered;

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        topic = settings["topic"];
        failsIn = settings.GetValueOrDefault("fails.in") ?? "poll";
        failures = int.Parse(settings.GetValueOrDefault("failures") ?? "0", CultureInfo.InvariantCulture);
        var file = settings["attempts.file"];
        await File.AppendAllLinesAsync(file, ["start"], cancellationToken).ConfigureAwait(false);
        attempt = (await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false)).Length;
        Fail("start");
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        Fail("poll");
        if (isDelivered)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        isDelivered = true;
        return
        [
            new SourceRecord(
                new Dictionary<string, object?> { ["flaky"] = "only" },
                new Dictionary<string, object?> { ["attempt"] = attempt },
                topic,
                Schema.String,
                attempt.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private void Fail(string where)
    {
        if (where == failsIn && attempt <= failures)
        {
            throw new InvalidOperationException($"flaky in {where}, attempt {attempt}");
        }
    }
}
