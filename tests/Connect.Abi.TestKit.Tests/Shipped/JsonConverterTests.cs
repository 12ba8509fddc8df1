using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Converters.Json;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class JsonConverterTests : ConverterSuite
{
    private static readonly Schema Person = SchemaBuilder.Struct().Name("person")
        .Field("name", Schema.String).Field("age", Schema.OptionalInt32).Field("photo", Schema.OptionalBytes).Build();

    public static TheoryData<string> CheckNames => [.. new JsonConverterTests().Checks.Select(check => check.Name)];

    protected override string PluginAssembly => InstalledPlugin.Of<JsonConverter>();

    protected override IReadOnlyDictionary<string, string?> OtherSettings => new Dictionary<string, string?> { ["schemas.enable"] = "false" };

    protected override IReadOnlyList<InvalidSettings> InvalidSettings =>
        [new("schemas.enable", new Dictionary<string, string?> { ["schemas.enable"] = "maybe" })];

    protected override IReadOnlyList<SchemaAndValue> Values =>
    [
        new(Schema.String, "text"),
        new(Schema.Int64, long.MaxValue),
        new(Schema.Float64, 0.1),
        new(Schema.Boolean, true),
        new(Schema.Bytes, new byte[] { 0, 1, 255 }),
        new(Schema.OptionalString, null),
        new(Person, new Struct(Person).Put("name", "Ada").Put("age", 36).Put("photo", new byte[] { 1, 2 })),
        new(SchemaBuilder.Array(Schema.Int32).Build(), new List<object?> { 1, 2, 3 }),
        new(SchemaBuilder.Map(Schema.String, Schema.Int32).Build(), new ConnectMap([new("a", 1), new("b", 2)])),
        new(null, new ConnectMap([new("a", "b")])),
    ];

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Converter_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override IConverter CreateConverter() => new JsonConverter();
}
