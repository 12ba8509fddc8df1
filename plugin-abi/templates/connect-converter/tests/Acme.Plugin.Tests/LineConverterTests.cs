using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

public sealed class LineConverterTests
{
    private static readonly LineSuite Suite = new();

    public static TheoryData<string> Checks => [.. Suite.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Converter_Passes(string check) => Suite.Checks.Single(c => c.Name == check).RunAsync(TestContext.Current.CancellationToken);

    private sealed class LineSuite : ConverterSuite
    {
        public override IReadOnlyList<SchemaAndValue> Values { get; } = [new(Schema.String, "a line"), new(Schema.String, ""), new(Schema.OptionalString, null)];

        public override IReadOnlyList<byte[]> Malformed { get; } = ["no end"u8.ToArray(), [0xFF, (byte)'\n']];

        public override IConverter Make() => new LineConverter();
    }
}
