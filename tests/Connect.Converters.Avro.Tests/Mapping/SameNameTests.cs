using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;

namespace Connect.Converters.Avro.Tests.Mapping;

/// <summary>Types of one name in a schema: Avro has one definition for all of them.</summary>
public sealed class SameNameTests
{
    [Fact]
    public void Maps_WithKeysThatAreNoTexts_ShareTheirRecordWhereOnlyTheirDocsDiffer() =>
        Plan(SchemaBuilder.Map(Schema.Int32, Schema.Int8).Build(), SchemaBuilder.Map(Schema.Int32, SchemaBuilder.Int8().Doc("d").Build()).Build());

    [Fact]
    public void Maps_WhoseValuesAreOfOtherKinds_AreRefused()
    {
        var numbers = SchemaBuilder.Map(Schema.Int32, Schema.Int64).Build();

        AssertRefused(SchemaBuilder.Map(Schema.Int32, Schema.Int8).Build(), SchemaBuilder.Map(Schema.Int32, Schema.Int16).Build());
        AssertRefused(numbers, SchemaBuilder.Map(Schema.Int32, Timestamp.Schema).Build());
        AssertRefused(
            SchemaBuilder.Map(Schema.Int32, Abi.Data.Decimal.Schema(1)).Build(), SchemaBuilder.Map(Schema.Int32, Abi.Data.Decimal.Schema(2)).Build());
    }

    private static void AssertRefused(Schema first, Schema second) => Assert.Contains(
        "two different types of the name", Assert.Throws<DataException>(() => Plan(first, second)).Message, StringComparison.Ordinal);

    private static void Plan(Schema first, Schema second) => new AvroData(new AvroDataSettings(new Dictionary<string, string?>()))
        .PlanWrite(SchemaBuilder.Struct().Name("Both").Field("a", first).Field("b", second).Build());
}
