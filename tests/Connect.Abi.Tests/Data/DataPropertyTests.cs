using Connect.Abi.Data;
using Connect.TestData;

namespace Connect.Abi.Tests.Data;

/// <summary>What holds for all schemas and values.</summary>
public sealed class DataPropertyTests
{
    private static readonly ConnectShape Shape = ConnectShape.Everything with { LoneSurrogates = true };

    [Fact]
    public void Value_OfItsSchema_IsValid() =>
        Properties.Hold(ConnectData.Of(Shape), data => data.Schema!.ValidateValue(data.Value));

    [Fact]
    public void Projection_ToTheSameSchema_WithoutDefaults_ChangesNothing() =>
        Properties.Hold(ConnectData.Of(Shape with { Defaults = false }), data =>
            Assert.Equal(data, new SchemaAndValue(data.Schema, SchemaProjector.Project(data.Schema!, data.Value, data.Schema!))));

    [Fact]
    public void Struct_CopiedFieldByField_IsEqualAndHasTheSameHash() =>
        Properties.Hold(ConnectData.Structs(Shape), data =>
        {
            if (data.Value is Struct original)
            {
                var copy = new Struct(original.Schema);
                foreach (var field in original.Schema.Fields)
                {
                    if (!original.IsNull(field))
                    {
                        copy.Put(field, original.GetWithoutDefault(field));
                    }
                }

                Assert.Equal(original, copy);
                Assert.Equal(original.GetHashCode(), copy.GetHashCode());
                Assert.Equal(original.ToString(), copy.ToString());
                copy.Validate();
            }
        });

    [Fact]
    public void Struct_WithAnotherValueInAField_IsNotEqual() =>
        Properties.Hold(ConnectData.Structs(Shape with { UnsetDefaults = false }), data =>
        {
            if (data.Value is Struct original
                && original.Schema.Fields.FirstOrDefault(f => f.Schema.Type == SchemaType.Boolean && !original.IsNull(f)) is { } flag)
            {
                var copy = new Struct(original.Schema).Copy(0, original, 0, original.Schema.Fields.Length);
                copy.Put(flag, !(bool)original.GetWithoutDefault(flag)!);

                Assert.NotEqual(original, copy);
            }
        });

    [Fact]
    public void Schemaless_Inferred_FitsTheInferredSchema() =>
        Properties.Hold(ConnectData.Schemaless(Shape, onlyJson: false), value =>
        {
            if (value is not (System.Collections.IEnumerable and not string) && Values.InferSchema(value) is { } schema)
            {
                schema.ValidateValue(value);
            }
        });

    [Fact]
    public void Text_OfAnyValue_IsReadAsSomeValue() =>
        Properties.Hold(ConnectData.Of(Shape), data => Values.ParseString(Values.ConvertToString(data.Schema, data.Value)));
}
