using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms.Tests;

public sealed class FlattenTests
{
    [Fact]
    public void Apply_StructInsideOfItself_IsRefusedByTheFieldsName()
    {
        using var flatten = PluginClasses.Make<ITransformation>("org.apache.kafka.connect.transforms.Flatten$Value");
        flatten.Configure(new Dictionary<string, string?>());
        var node = SchemaBuilder.Struct().Name("Node");
        var schema = SchemaBuilder.Struct()
            .Field("first", node.Field("n", Schema.Int32).Field("next", node.Reference(optional: true)).Build())
            .Build();

        var failure = Assert.Throws<DataException>(() => flatten.Apply(new SourceRecord(null, null, "topic", schema, new Struct(schema))));

        Assert.Contains("the field first.next:", failure.Message, StringComparison.Ordinal);
    }
}
