using Connect.Abi.TestKit.Tests.Faulty.Sinks;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>Each check of the sink's suite finds the fault that it is for.</summary>
public sealed class FaultySinkTests
{
    public static TheoryData<string> CheckNames => [.. new LineSinkSuite(typeof(SoundSinkTask)).Checks.Select(check => check.Name)];

    public static TheoryData<string, Type, string> Faults => new()
    {
        { nameof(SinkSuite.WritesWhatIsPut), typeof(LosesTheLastRecord), "1 of 10 are missing, such as record-0-9" },
        { nameof(SinkSuite.TakesEmptyBatches), typeof(NeedsAFirstRecord), "ArgumentOutOfRangeException" },
        { nameof(SinkSuite.CommitsNoMoreThanWasPut), typeof(CommitsOneTooMany), "test-kit-3 at 111" },
        { nameof(SinkSuite.CommitsNoMoreThanWasPut), typeof(CommitsAnotherPartition), "test-kit-0 at 110" },
        { nameof(SinkSuite.WritesBeforeItCommits), typeof(WritesOnlyWhenStopped), "10 of 10 are missing" },
        { nameof(SinkSuite.WritesRedeliveredRecords), typeof(RefusesWhatIsThere), "duplicate key" },
        { nameof(SinkSuite.WritesRedeliveredRecords), typeof(TakesABatchForSeenAfterARestart), "10 of 20 are missing, such as record-0-10" },
        { nameof(SinkSuite.DoesWithoutErrantRecordReporter), typeof(NeedsAReporter), "NullReferenceException" },
        { nameof(SinkSuite.TakesOrRefusesNullValues), typeof(NeedsAValue), "NullReferenceException" },
        { nameof(SinkSuite.StopsWhileAPutRuns), typeof(PutsDeafly), "it still runs" },
        { nameof(SinkSuite.StopsWhileAPutRuns), typeof(WaitsDeaflyForTheSystem), "it still runs" },
        { nameof(SinkSuite.StopsTaskBeforeStart), typeof(SinkTaskThatStopsOnlyWhenStarted), "NullReferenceException" },
        { nameof(SinkSuite.StopsTaskTwice), typeof(SinkTaskThatStopsOnlyOnce), "ObjectDisposedException" },
        { nameof(SinkSuite.UnloadsCleanly), typeof(SinkTaskThatStaysSubscribed), "something still holds" },
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Check_OfASoundSink_Passes(string check) => FaultChecks.RunAsync(new LineSinkSuite(typeof(SoundSinkTask)), check);

    [Fact]
    public Task StopsWhileAPutRuns_OfASinkThatWaitsForItsSystem_Passes() =>
        FaultChecks.RunAsync(new LineSinkSuite(typeof(WaitsForTheSystem)), nameof(SinkSuite.StopsWhileAPutRuns));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Check_OfAFaultySink_SaysWhatItSaw(string check, Type task, string seen) =>
        FaultChecks.FailsAsync(new LineSinkSuite(task, isFaulty: true), check, seen);

    [Fact]
    public void Faults_LeaveNoCheckOut()
    {
        // The checks of the configuration are those of sources.
        var ofConfiguration = FaultySourceTests.Faults.Select(fault => fault.Data.Item1)
            .Where(check => typeof(ConnectorSuite).GetMethod(check) is not null);
        FaultChecks.LeaveNoneOut(
            new LineSinkSuite(typeof(SoundSinkTask)), Faults.Select(fault => fault.Data.Item1).Concat(ofConfiguration));
    }
}
