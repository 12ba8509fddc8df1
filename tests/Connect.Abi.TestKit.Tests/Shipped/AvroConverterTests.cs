using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Converters.Avro;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class AvroConverterTests : ConverterSuite
{
    private static readonly Schema Person = PersonOf(null);

    // What comes from a registry says which of a subject's versions it is.
    private static readonly Schema FirstPerson = PersonOf(1);

    public static TheoryData<string> CheckNames => [.. new AvroConverterTests().Checks.Select(check => check.Name)];

    protected override string PluginAssembly => InstalledPlugin.Of<AvroConverter>();

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["schema.registry.url"] = "mock://test-kit" };

    protected override IReadOnlyDictionary<string, string?> OtherSettings =>
        new Dictionary<string, string?> { ["schema.registry.url"] = "mock://other" };

    // One topic has one schema: other versions of it would not be compatible.
    protected override IReadOnlyList<SchemaAndValue> Values =>
    [
        new(Person, new Struct(Person).Put("name", "Ada").Put("age", 36).Put("photo", new byte[] { 1, 2 })),
        new(Person, new Struct(Person).Put("name", "Grace").Put("age", null)),
        new(Person, new Struct(Person).Put("name", "")),
    ];

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Converter_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override IConverter CreateConverter() => new AvroConverter();

    protected override SchemaAndValue ExpectedOf(SchemaAndValue value)
    {
        var expected = new Struct(FirstPerson);
        foreach (var field in FirstPerson.Fields)
        {
            expected.Put(field, ((Struct)value.Value!).Get(field.Name));
        }

        return new(FirstPerson, expected);
    }

    private static Schema PersonOf(int? version) => SchemaBuilder.Struct().Name("test.Person").Version(version)
        .Field("name", Schema.String).Field("age", Schema.OptionalInt32).Field("photo", Schema.OptionalBytes).Build();
}
