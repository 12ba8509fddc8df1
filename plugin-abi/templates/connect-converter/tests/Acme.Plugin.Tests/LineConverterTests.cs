using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

/// <summary>The test kit's checks: what the worker relies on. Tests of your own go beside them.</summary>
public sealed class LineConverterTests : ConverterSuite
{
    public static TheoryData<string> Names => [.. new LineConverterTests().Checks.Select(check => check.Name)];

    protected override IReadOnlyList<SchemaAndValue> Values => [new(Schema.OptionalString, "a line"), new(Schema.OptionalString, "")];

    protected override IReadOnlyList<byte[]> MalformedPayloads => ["no end"u8.ToArray(), [0xFF, (byte)'\n']];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Converter_DoesWhatTheWorkerReliesOn(string name) => Checks.Single(check => check.Name == name).RunAsync();

    protected override IConverter CreateConverter() => new LineConverter();
}
