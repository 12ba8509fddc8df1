using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Data;

public sealed class SchemaReferenceTests
{
    [Fact]
    public void Reference_OfABuiltStruct_HasAllOfIt()
    {
        var node = Node("n");
        var next = node.Field("next")!.Schema;

        Assert.True(next.IsReference);
        Assert.True(next.IsOptional);
        Assert.Equal("Node", next.Name);
        Assert.Equal(node.Fields, next.Fields);
        var inner = new Struct(next).Put("n", 2);
        var outer = new Struct(node).Put("n", 1).Put("next", inner);
        outer.Validate();
        Assert.Equal(2, outer.GetStruct("next")!.GetInt32("n"));
    }

    [Fact]
    public void Equals_SchemasThatContainThemselves_GoesByWhatTheySay()
    {
        Assert.Equal(Node("n"), Node("n"));
        Assert.Equal(Node("n").GetHashCode(), Node("n").GetHashCode());
        Assert.NotEqual(Node("n"), Node("m"));
    }

    [Fact]
    public void Equals_ReferenceAndWhatItStandsFor_IsTrueWhereBothAreRequired()
    {
        var builder = SchemaBuilder.Struct().Name("Tree");
        var tree = builder.Field("kids", SchemaBuilder.Array(builder.Reference()).Build()).Build();

        Assert.Equal(tree, tree.Field("kids")!.Schema.ValueSchema);
        Assert.Equal(tree.GetHashCode(), tree.Field("kids")!.Schema.ValueSchema!.GetHashCode());
        Assert.NotEqual(Node("n"), Node("n").Field("next")!.Schema);
    }

    [Fact]
    public void Reference_OfAnotherTypeThanStruct_IsRefused() =>
        Assert.Throws<SchemaBuilderException>(() => SchemaBuilder.Int32().Reference());

    private static Schema Node(string field)
    {
        var builder = SchemaBuilder.Struct().Name("Node");
        return builder.Field(field, Schema.Int32).Field("next", builder.Reference(optional: true)).Build();
    }
}
