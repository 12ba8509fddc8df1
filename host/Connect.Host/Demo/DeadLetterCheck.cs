using System.Globalization;

namespace Connect.Host.Demo;

/// <summary>Whether a dead letter is the planted record with headers that tell what happened to it.</summary>
internal static class DeadLetterCheck
{
    private const string Prefix = "__connect.errors.";

    private static readonly IReadOnlyList<KeyValuePair<string, string?>> Expected =
    [
        KeyValuePair.Create<string, string?>(Prefix + "topic", DemoPlan.Topic),
        KeyValuePair.Create<string, string?>(Prefix + "partition", "0"),
        KeyValuePair.Create<string, string?>(Prefix + "offset", null),
        KeyValuePair.Create<string, string?>(Prefix + "connector.name", DemoPlan.Sink),
        KeyValuePair.Create<string, string?>(Prefix + "task.id", "0"),
        KeyValuePair.Create<string, string?>(Prefix + "stage", "VALUE_CONVERTER"),
        KeyValuePair.Create<string, string?>(Prefix + "class.name", null),
        KeyValuePair.Create<string, string?>(Prefix + "exception.class.name", null),
        KeyValuePair.Create<string, string?>(Prefix + "exception.message", null),
        KeyValuePair.Create<string, string?>(Prefix + "exception.stacktrace", null),
    ];

    /// <summary>Where the headers say that the record lies in its topic; null where they do not.</summary>
    /// <param name="record">The dead letter.</param>
    public static long? OriginalOffset(WatchedRecord record)
        => long.TryParse(record.Headers.FirstOrDefault(h => h.Key == Prefix + "offset").Value, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : null;

    /// <summary>Compares.</summary>
    /// <param name="record">The dead letter.</param>
    /// <returns>What differs, a sentence each; empty when nothing does.</returns>
    public static IReadOnlyList<string> Differences(WatchedRecord record)
    {
        var differences = new List<string>();
        if (record.Value != DemoInput.BadLine)
        {
            differences.Add($"the dead letter's value is <{record.Value}> and not the planted <{DemoInput.BadLine}>");
        }

        foreach (var (name, wanted) in Expected)
        {
            var value = record.Headers.FirstOrDefault(h => h.Key == name).Value;
            if (string.IsNullOrEmpty(value))
            {
                differences.Add($"the dead letter lacks the header {name}");
            }
            else if (wanted is not null && value != wanted)
            {
                differences.Add($"the dead letter's header {name} is <{value}> and not <{wanted}>");
            }
        }

        return differences;
    }
}
