using Connect.Abi.TestKit.Tests.Faulty.Sources;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>Each check of the source's suite finds the fault that it is for.</summary>
public sealed class FaultySourceTests
{
    public static TheoryData<string> CheckNames => [.. new LineSourceSuite(typeof(SoundSourceConnector)).Checks.Select(check => check.Name)];

    public static TheoryData<string, Type, string> Faults => new()
    {
        { nameof(SourceSuite.NamesAllMissingSettings), typeof(NamesOneMissingSettingAtATime), "ConfigException" },
        { nameof(SourceSuite.NamesAllMissingSettings), typeof(PassesOverMissingSettings), "no error for file, topic" },
        { nameof(SourceSuite.AcceptsValidSettings), typeof(RefusesValidSettings), "file: not today" },
        { nameof(SourceSuite.AcceptsItsDefaults), typeof(RefusesItsDefault), "mode: there is no such mode" },
        { nameof(SourceSuite.PassesOverUnknownSettings), typeof(RefusesUnknownSettings), "Unknown setting" },
        { nameof(SourceSuite.KeepsToTheMostTasks), typeof(MakesTooManyTasks), "2" },
        { nameof(SourceSuite.KeepsToTheMostTasks), typeof(MakesNoTask), "0" },
        { nameof(SourceSuite.GivesEachTaskItsOwnSettings), typeof(GivesAllTasksOneDictionary), "one and the same dictionary" },
        { nameof(SourceSuite.GivesEachTaskItsOwnSettings), typeof(KeepsTaskConfigs), "not equal to the first" },
        { nameof(SourceSuite.StopsConnectorBeforeStart), typeof(ConnectorThatStopsOnlyWhenStarted), "NullReferenceException" },
        { nameof(SourceSuite.StartsPollsAndStops), typeof(SoundSourceConnector<GivesRecordsTwice>), "20" },
        { nameof(SourceSuite.StartsPollsAndStops), typeof(SoundSourceConnector<NeverGivesRecords>), "0" },
        { nameof(SourceSuite.StartsPollsAndStops), typeof(SoundSourceConnector<FailsToPoll>), "the pump is broken" },
        { nameof(SourceSuite.StartsPollsAndStops), typeof(SoundSourceConnector<NeedsAnArgument>), "NeedsAnArgument" },
        { nameof(SourceSuite.StartsPollsAndStops), typeof(FailsItself), "the watch is over" },
        { nameof(SourceSuite.GivesTopicsAndOffsetsThatCanBeKept), typeof(SoundSourceConnector<HasNoTopic>), "one has none" },
        { nameof(SourceSuite.GivesTopicsAndOffsetsThatCanBeKept), typeof(SoundSourceConnector<HasNoOffset>), "one has none" },
        { nameof(SourceSuite.GivesTopicsAndOffsetsThatCanBeKept), typeof(SoundSourceConnector<HasADateInItsOffset>), "'since' holds a System.DateTime" },
        { nameof(SourceSuite.GivesValuesThatFitTheirSchemas), typeof(SoundSourceConnector<LiesAboutItsSchema>), "INT32" },
        { nameof(SourceSuite.ResumesFromCommittedOffsets), typeof(SoundSourceConnector<SkipsARecordOnResume>), "14" },
        { nameof(SourceSuite.ResumesFromCommittedOffsets), typeof(SoundSourceConnector<BeginsAnewAlways>), "5 of 5 came again" },
        { nameof(SourceSuite.GivesUnacknowledgedRecordsAgain), typeof(SoundSourceConnector<TakesRecordsAwayByPolling>), "0" },
        { nameof(SourceSuite.TakesAcknowledgementsWhileAPollWaits), typeof(SoundSourceConnector<LocksOutAcknowledgements>), "it has not ended" },
        { nameof(SourceSuite.TakesAcknowledgementsWhileAPollWaits), typeof(SoundSourceConnector<FailsToAcknowledge>), "no such receipt" },
        { nameof(SourceSuite.StopsWhileAPollWaits), typeof(SoundSourceConnector<PollsDeafly>), "it still waits" },
        { nameof(SourceSuite.StopsWhileAPollWaits), typeof(SoundSourceConnector<FailsWhenStopped>), "the stream is closed" },
        { nameof(SourceSuite.StopsTaskBeforeStart), typeof(SoundSourceConnector<TaskThatStopsOnlyWhenStarted>), "NullReferenceException" },
        { nameof(SourceSuite.StopsTaskTwice), typeof(SoundSourceConnector<StopsOnlyOnce>), "ObjectDisposedException" },
        { nameof(SourceSuite.UnloadsCleanly), typeof(StaysSubscribed), "something still holds Connect.Abi.TestKit.Tests.dll" },
        { nameof(SourceSuite.UnloadsCleanly), typeof(SoundSourceConnector<LeavesAThread>), "something still holds" },
        { nameof(SourceSuite.UnloadsCleanly), typeof(SoundSourceConnector<LeavesATimer>), "something still holds" },
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Check_OfASoundSource_Passes(string check) => FaultChecks.RunAsync(new LineSourceSuite(typeof(SoundSourceConnector)), check);

    [Theory]
    [InlineData(nameof(SourceSuite.StopsWhileAPollWaits), typeof(SoundSourceConnector<EndsItsPollWhenStopped>))]
    [InlineData(nameof(SourceSuite.TakesAcknowledgementsWhileAPollWaits), typeof(SoundSourceConnector<EndsItsPollWhenStopped>))]
    [InlineData(nameof(SourceSuite.UnloadsCleanly), typeof(SoundSourceConnector<WritesJson>))]
    [InlineData(nameof(SourceSuite.UnloadsCleanly), typeof(SoundSourceConnector<BindsDynamically>))]
    public Task Check_OfAnotherSoundSource_Passes(string check, Type connector) => FaultChecks.RunAsync(new LineSourceSuite(connector), check);

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Check_OfASourceWithoutEnd_Passes(string check) =>
        FaultChecks.RunAsync(new LineSourceSuite(typeof(SoundSourceConnector<CountsOn>), isEndless: true), check);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Check_OfAFaultySource_SaysWhatItSaw(string check, Type connector, string seen) =>
        FaultChecks.FailsAsync(new LineSourceSuite(connector, isFaulty: true), check, seen);

    [Fact]
    public void Faults_LeaveNoCheckOut() =>
        FaultChecks.LeaveNoneOut(new LineSourceSuite(typeof(SoundSourceConnector)), Faults.Select(fault => fault.Data.Item1));
}
