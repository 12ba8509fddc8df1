using Connect.Abi.Records;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sources;

/// <summary>The checks of what a source gives after a restart.</summary>
internal static class SourceOffsetChecks
{
    public static async Task ResumesFromCommittedOffsetsAsync(SourceSuite suite)
    {
        var offsets = new StoredOffsets();
        var first = await ReadAsync(suite, offsets).ConfigureAwait(false);
        var committed = first[..(suite.RecordCount / 2)];
        var open = first[committed.Count..];
        foreach (var record in committed)
        {
            offsets.Store(record.SourcePartition, record.SourceOffset);
        }

        await suite.MakeWorkAsync().ConfigureAwait(false);
        var second = await RestartAsync(suite, offsets, open.Count + suite.RecordCount, "committed offsets").ConfigureAwait(false);
        AllCame(suite, open, second, "records behind the committed offsets come after a restart");
        var repeated = Identities(suite, second);
        repeated.IntersectWith(Identities(suite, committed));
        if (repeated.Count > 0 && !suite.RepeatsCommittedRecords)
        {
            throw new CheckFailedException(
                "records whose offsets were committed do not come again",
                $"{repeated.Count} of {committed.Count} came again, such as {repeated.First()}",
                "read the stored offset with the very partition that records have, and go on behind it; a stored whole number is a long");
        }
    }

    public static async Task GivesUnacknowledgedRecordsAgainAsync(SourceSuite suite)
    {
        var first = await ReadAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        var second = await RestartAsync(suite, new StoredOffsets(), first.Count, "no committed offsets").ConfigureAwait(false);
        AllCame(suite, first, second, "records that were polled but not acknowledged come again after a restart");
    }

    private static async Task<List<SourceRecord>> ReadAsync(SourceSuite suite, StoredOffsets offsets)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, offsets).ConfigureAwait(false);
        var records = await run.ReadAsync(suite.RecordCount).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
        return records;
    }

    private static async Task<List<SourceRecord>> RestartAsync(SourceSuite suite, StoredOffsets offsets, int count, string with)
    {
        await using var run = await SourceRun.StartAsync(suite, offsets).ConfigureAwait(false);
        try
        {
            var records = await run.ReadAsync(count).ConfigureAwait(false);
            await run.StopAsync().ConfigureAwait(false);
            return records;
        }
        catch (CheckFailedException error) when (error.InnerException is null)
        {
            throw new CheckFailedException(
                $"after a restart with {with}: {error.Expected}",
                error.Seen,
                "let records go from the system only when they were acknowledged, and begin right behind the stored offset");
        }
    }

    private static void AllCame(SourceSuite suite, List<SourceRecord> expected, List<SourceRecord> seen, string expectation)
    {
        var missing = Identities(suite, expected);
        missing.ExceptWith(Identities(suite, seen));
        if (missing.Count > 0)
        {
            throw new CheckFailedException(
                expectation,
                $"{missing.Count} of {expected.Count} are lost, such as {missing.First()}",
                "an offset is where the next record begins: begin right there, and keep no positions elsewhere that move with a poll");
        }
    }

    private static HashSet<string> Identities(SourceSuite suite, IEnumerable<SourceRecord> records) =>
        records.Select(suite.IdentityOf).ToHashSet(StringComparer.Ordinal);
}
