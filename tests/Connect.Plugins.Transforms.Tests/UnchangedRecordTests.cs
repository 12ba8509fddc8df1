using Connect.Abi.Data;
using Connect.Abi.Errors;
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

    [Theory]
    [InlineData("ReplaceField$Value", "exclude", "other")]
    [InlineData("Cast$Value", "spec", "other:string")]
    [InlineData("MaskField$Value", "fields", "other")]
    [InlineData("TimestampConverter$Value", "field", "other")]
    public void Apply_NothingToDoButANullWithoutItsDefault_Fails(string name, string setting, string value)
    {
        using var transformation = PluginClasses.Make<ITransformation>("org.apache.kafka.connect.transforms." + name);
        transformation.Configure(new Dictionary<string, string?> { [setting] = value, ["target.type"] = "unix", ["replace.null.with.default"] = "false" });
        var schema = SchemaBuilder.Struct().Field("a", Schema.Int32).Field("b", SchemaBuilder.Int32().Default(7).Build()).Build();

        Assert.Contains("\"b\"", Assert.Throws<DataException>(() => transformation.Apply(RecordOf(schema))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReplaceField_NewNameThatAFieldHas_GivesItTheRenamedFieldsValue()
    {
        using var transformation = PluginClasses.Make<ITransformation>("org.apache.kafka.connect.transforms.ReplaceField$Value");
        transformation.Configure(new Dictionary<string, string?> { ["exclude"] = "b", ["renames"] = "b:a" });
        var schema = SchemaBuilder.Struct().Field("a", Schema.Int32).Field("b", Schema.Int32).Build();

        var record = transformation.Apply(new SourceRecord(null, null, "topic", schema, new Struct(schema).Put("a", 1).Put("b", 2)));

        Assert.Equal(2, ((Struct)record!.Value!).Get("a"));
        Assert.Throws<DataException>(() => transformation.Apply(RecordOf(SchemaBuilder.Struct().Field("a", Schema.Int32).Build())));
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
