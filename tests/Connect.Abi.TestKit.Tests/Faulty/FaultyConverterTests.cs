using Connect.Abi.TestKit.Tests.Faulty.Converters;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>Each check of the converter's suite finds the fault that it is for.</summary>
public sealed class FaultyConverterTests
{
    public static TheoryData<string> CheckNames => [.. new BytesConverterSuite(typeof(SoundConverter)).Checks.Select(check => check.Name)];

    public static TheoryData<string, Type, string> Faults => new()
    {
        { nameof(ConverterSuite.CarriesValuesThereAndBack), typeof(LosesAByte), "0x of" },
        { nameof(ConverterSuite.CarriesValuesThereAndBack), typeof(LosesTheSchema), "0x01 of none" },
        { nameof(ConverterSuite.CarriesKeysThereAndBack), typeof(LosesAByteOfKeys), "0x of" },
        { nameof(ConverterSuite.TakesNull), typeof(FailsOnNull), "null is not bytes" },
        { nameof(ConverterSuite.TakesNull), typeof(WritesBehindNull), "1 bytes" },
        { nameof(ConverterSuite.TakesNull), typeof(MakesNullEmpty), "0x" },
        { nameof(ConverterSuite.TakesNull), typeof(ReadsNullAsEmpty), "0x" },
        { nameof(ConverterSuite.RefusesMalformedBytesWithDataException), typeof(ThrowsFormatExceptions), "FormatException for 0xFFFE00: no mark" },
        { nameof(ConverterSuite.GoesOnAfterMalformedBytes), typeof(StaysBroken), "broken before" },
        { nameof(ConverterSuite.KeepsNoInput), typeof(ReusesItsBuffer), "0x05" },
        { nameof(ConverterSuite.KeepsNoInput), typeof(PointsIntoItsInput), "0xA5" },
        { nameof(ConverterSuite.KeepsInstancesApart), typeof(SharesItsSettings), "0x0101, then 0x0201" },
        { nameof(ConverterSuite.WorksOnManyThreads), typeof(SharesItsBuffer), "of Bytes" },
        { nameof(ConverterSuite.NamesInvalidSettings), typeof(AcceptsAnySettings), "they were accepted" },
        { nameof(ConverterSuite.NamesInvalidSettings), typeof(DoesNotNameTheSetting), "something is wrong" },
        { nameof(ConverterSuite.UnloadsCleanly), typeof(ConverterThatStaysSubscribed), "something still holds" },
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Check_OfASoundConverter_Passes(string check) => FaultChecks.RunAsync(new BytesConverterSuite(typeof(SoundConverter)), check);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Check_OfAFaultyConverter_SaysWhatItSaw(string check, Type converter, string seen) =>
        FaultChecks.FailsAsync(new BytesConverterSuite(converter, isFaulty: true), check, seen);

    [Fact]
    public void Faults_LeaveNoCheckOut() =>
        FaultChecks.LeaveNoneOut(new BytesConverterSuite(typeof(SoundConverter)), Faults.Select(fault => fault.Data.Item1));
}
