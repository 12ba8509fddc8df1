using Connect.Abi.TestKit.Tests.Faulty.Transforms;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>Each check of the transformation's suite finds the fault that it is for.</summary>
public sealed class FaultyTransformationTests
{
    public static TheoryData<string> CheckNames =>
        [.. new FieldTransformationSuite(typeof(SoundTransformation)).Checks.Select(check => check.Name)];

    public static TheoryData<string, Type, string> Faults => new()
    {
        { nameof(TransformationSuite.TransformsAsExpected), typeof(ChangesNothing), "a=1 (Int32)" },
        { nameof(TransformationSuite.TransformsAsExpected), typeof(NamesTheSchema), "valueSchema=Struct odd{" },
        { nameof(TransformationSuite.PassesNullValues), typeof(NeedsAStruct), "a struct is needed" },
        { nameof(TransformationSuite.KeepsTheOrigin), typeof(LosesTheSourceOffset), "a source record of null at null" },
        { nameof(TransformationSuite.KeepsTheOrigin), typeof(LosesTheSinkOffset), "a sink record of t-0 at 0" },
        { nameof(TransformationSuite.LeavesItsInputAlone), typeof(ChangesTheStructThatCame), "a=99" },
        { nameof(TransformationSuite.LeavesItsInputAlone), typeof(ChangesTheHeadersThatCame), "seen=true" },
        { nameof(TransformationSuite.GivesOneSchemaForOneSchema), typeof(MakesASchemaARecord), "two objects" },
        { nameof(TransformationSuite.NamesInvalidSettings), typeof(TransformationThatAcceptsAnySettings), "they were accepted" },
        { nameof(TransformationSuite.UnloadsCleanly), typeof(TransformationThatStaysSubscribed), "something still holds" },
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Check_OfASoundTransformation_Passes(string check) =>
        FaultChecks.RunAsync(new FieldTransformationSuite(typeof(SoundTransformation)), check);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Check_OfAFaultyTransformation_SaysWhatItSaw(string check, Type transformation, string seen) =>
        FaultChecks.FailsAsync(new FieldTransformationSuite(transformation, isFaulty: true), check, seen);

    [Fact]
    public void Faults_LeaveNoCheckOut() =>
        FaultChecks.LeaveNoneOut(new FieldTransformationSuite(typeof(SoundTransformation)), Faults.Select(fault => fault.Data.Item1));
}
