using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms.Tests;

public sealed class UnchangedRecordTests
{
    [Theory]
    [InlineData("ReplaceField$Value", "exclude", "other")]
    [InlineData("Cast$Value", "spec", "other:string")]
    [InlineData("MaskField$Value", "fields", "other")]
    [InlineData("DropHeaders", "headers", "other")]
    [InlineData("RegexRouter", "regex", "other")]
    public void Apply_NothingToDo_GivesTheSameRecord(string name, string setting, string value)
    {
        using var transformation = PluginClasses.Make<ITransformation>("org.apache.kafka.connect.transforms." + name);
        transformation.Configure(new Dictionary<string, string?> { [setting] = value, ["replacement"] = "1" });
        var record = RecordOf(SchemaBuilder.Struct().Field("a", Schema.Int32).Build());
        Assert.Same(record, transformation.Apply(record));
    }

    [Fact]
    public void Apply_EqualSchemaOfAnotherInstance_GivesTheSameNewSchema()
    {
        using var transformation = PluginClasses.Make<ITransformation>("org.apache.kafka.connect.transforms.HoistField$Value");
        transformation.Configure(new Dictionary<string, string?> { ["field"] = "line" });
        var one = transformation.Apply(RecordOf(SchemaBuilder.Struct().Field("a", Schema.Int32).Build()));
        var other = transformation.Apply(RecordOf(SchemaBuilder.Struct().Field("a", Schema.Int32).Build()));
        Assert.Same(one!.ValueSchema, other!.ValueSchema);
    }

    private static SourceRecord RecordOf(Schema schema) => new(null, null, "topic", schema, new Struct(schema).Put("a", 1));
}
