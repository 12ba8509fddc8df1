using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sources;

/// <summary>The checks of what a source gives.</summary>
internal static class SourceRecordChecks
{
    public static async Task StartsPollsAndStopsAsync(SourceSuite suite)
    {
        var records = await ReadAllAsync(suite).ConfigureAwait(false);
        if (records.Count != suite.RecordCount && !suite.IsEndless)
        {
            throw new CheckFailedException(
                $"{suite.RecordCount} records, as many as were made",
                $"{records.Count}",
                "see whether records come twice, or whether PrepareAsync made more than it was asked for");
        }
    }

    public static async Task GivesTopicsAndOffsetsThatCanBeKeptAsync(SourceSuite suite)
    {
        foreach (var record in await ReadAllAsync(suite).ConfigureAwait(false))
        {
            if (string.IsNullOrEmpty(record.Topic))
            {
                throw new CheckFailedException("each record has a topic", "one has none", "set it, as a rule from a setting of the connector");
            }

            Keepable(record.SourcePartition, "source partition");
            Keepable(record.SourceOffset, "source offset");
        }
    }

    public static async Task GivesValuesThatFitTheirSchemasAsync(SourceSuite suite)
    {
        foreach (var record in await ReadAllAsync(suite).ConfigureAwait(false))
        {
            Fits(record.KeySchema, record.Key, "key");
            Fits(record.ValueSchema, record.Value, "value");
        }
    }

    /// <summary>A short life of a connector that was loaded to be unloaded.</summary>
    public static async Task RunLoadedAsync(SourceSuite suite, object plugin)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, new StoredOffsets(), (Connector)plugin).ConfigureAwait(false);
        await run.ReadAsync(suite.RecordCount).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    private static async Task<List<SourceRecord>> ReadAllAsync(SourceSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        var records = await run.ReadAsync(suite.RecordCount).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
        return records;
    }

    private static void Keepable(IReadOnlyDictionary<string, object?>? map, string what)
    {
        if (map is null)
        {
            throw new CheckFailedException(
                $"each record has a {what}", "one has none", "give it one: without it the host commits nothing, and a restart begins anew");
        }

        if (OffsetText.Problem(map) is { } problem)
        {
            throw new CheckFailedException(
                $"a {what} holds null, booleans, strings, signed numbers and bytes only",
                problem,
                "put simple values there: the host stores them as JSON, and nothing else could be read back");
        }
    }

    private static void Fits(Schema? schema, object? value, string what)
    {
        try
        {
            schema?.ValidateValue(value);
        }
        catch (DataException error)
        {
            throw new CheckFailedException(
                $"each record's {what} fits its schema", error.Message, "give the schema that the data has: converters fail on others", error);
        }
    }
}
