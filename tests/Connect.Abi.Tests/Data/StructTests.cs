using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Data;

public sealed class StructTests
{
    private static readonly Schema Numbers = SchemaBuilder.Struct()
        .Field("i8", Schema.Int8)
        .Field("i16", Schema.Int16)
        .Field("i32", Schema.Int32)
        .Field("i64", Schema.Int64)
        .Field("f32", Schema.Float32)
        .Field("f64", Schema.Float64)
        .Field("flag", Schema.Boolean)
        .Field("at", Timestamp.Schema)
        .Field("text", Schema.OptionalString)
        .Build();

    private static readonly Schema WithDefaults = SchemaBuilder.Struct()
        .Field("n", SchemaBuilder.Int64().Default(9L).Build())
        .Field("o", Schema.OptionalInt32)
        .Build();

    [Fact]
    public void Put_EveryPrimitive_ReadsBackTypedAndBoxed()
    {
        var value = Filled();

        Assert.Equal(sbyte.MinValue, value.Get<sbyte>("i8"));
        Assert.Equal(short.MinValue, value.Get<short>("i16"));
        Assert.Equal(int.MinValue, value.Get<int>("i32"));
        Assert.Equal(long.MinValue, value.Get<long>("i64"));
        Assert.Equal(-1.5f, value.Get<float>("f32"));
        Assert.Equal(-2.5, value.Get<double>("f64"));
        Assert.True(value.Get<bool>("flag"));
        Assert.Equal(new EpochMillis(-1), value.Get<EpochMillis>("at"));
        Assert.Equal(
            [sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, -1.5f, -2.5, true, new EpochMillis(-1), "x"],
            Numbers.Fields.Select(value.Get));
    }

    [Fact]
    public void PutAndGet_Primitives_AllocateNothing()
    {
        var value = Filled();
        CopyPrimitives(value, value);
        var before = GC.GetAllocatedBytesForCurrentThread();

        CopyPrimitives(value, value);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Copy_EqualFieldSchemas_KeepsValueAndAllocatesNothing()
    {
        var source = Filled();
        var target = new Struct(Numbers);
        foreach (var field in Numbers.Fields)
        {
            target.Copy(field, source, field);
        }

        Assert.Equal(source, target);
        Assert.Equal(source.GetHashCode(), target.GetHashCode());
        var before = GC.GetAllocatedBytesForCurrentThread();
        target.Copy(Numbers.Fields[2], source, Numbers.Fields[2]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Copy_OtherFieldSchema_IsRefused() =>
        Assert.Throws<DataException>(() => new Struct(Numbers).Copy(Numbers.Fields[2], Filled(), Numbers.Fields[3]));

    [Fact]
    public void Put_OtherWidth_SaysFieldTypeAndForm()
    {
        var e = Assert.Throws<DataException>(() => new Struct(Numbers).Put("i64", 1));

        Assert.Contains("\"i64\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", e.Message, StringComparison.Ordinal);
        Assert.Contains("a long", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Put_FieldOfAnotherSchema_IsRefused()
    {
        var other = SchemaBuilder.Struct().Field("i8", Schema.String).Build();

        Assert.Throws<DataException>(() => new Struct(Numbers).Put(other.Fields[0], "x"));
        Assert.Throws<DataException>(() => new Struct(Numbers).Get(other.Fields[0]));
    }

    [Fact]
    public void Put_EqualFieldOfARebuiltSchema_IsTaken()
    {
        var again = SchemaBuilder.Struct().Field("n", SchemaBuilder.Int64().Default(9L).Build()).Field("o", Schema.OptionalInt32).Build();

        Assert.Equal(3L, new Struct(WithDefaults).Put(again.Fields[0], 3L).Get<long>("n"));
    }

    [Fact]
    public void Get_NothingPut_FillsInDefaultOnlyWhereAsked()
    {
        var value = new Struct(WithDefaults);
        var field = WithDefaults.Fields[0];

        Assert.Equal(9L, value.Get("n"));
        Assert.Equal(9L, value.Get<long>("n"));
        Assert.Null(value.GetWithoutDefault("n"));
        Assert.Null(value.GetInt64("n"));
        Assert.True(value.IsNull(field));
        Assert.False(value.IsSet(field));
        Assert.Null(value.Get<int?>("o"));
        Assert.Throws<DataException>(() => value.Get<int>("o"));
        value.Validate();
    }

    [Fact]
    public void Get_NullableOfPut_GivesValue() => Assert.Equal(5, new Struct(WithDefaults).Put("o", 5).Get<int?>("o"));

    [Fact]
    public void Put_NullAfterValue_ClearsIt()
    {
        var value = new Struct(WithDefaults).Put("o", 5).Put("o", null);

        Assert.Null(value.Get("o"));
        Assert.Equal(new Struct(WithDefaults), value);
    }

    [Fact]
    public void Validate_RequiredFieldMissing_NamesIt() =>
        Assert.Contains("\"i8\"", Assert.Throws<DataException>(new Struct(Numbers).Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void Put_Dictionary_BecomesMap()
    {
        var schema = SchemaBuilder.Struct().Field("m", SchemaBuilder.Map(Schema.String, Schema.Int32).Build()).Build();

        var map = new Struct(schema).Put("m", new Dictionary<string, object?> { ["a"] = 1 }).GetMap("m");

        Assert.Equal(1, map!["a"]);
    }

    [Fact]
    public void Validate_ElementOfNestedList_SaysWhere()
    {
        var schema = SchemaBuilder.Struct().Field("l", SchemaBuilder.Array(SchemaBuilder.Array(Schema.Int32).Build()).Build()).Build();

        var e = Assert.Throws<DataException>(() => new Struct(schema).Put("l", new List<object?> { new List<object?> { "x" } }));

        Assert.Contains("element of array element of array field: \"l\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_BytesInEitherForm_ReadAsBoth()
    {
        var schema = SchemaBuilder.Struct().Field("b", Schema.Bytes).Build();
        byte[] bytes = [1, 2, 3];

        Assert.Same(bytes, new Struct(schema).Put("b", new ReadOnlyMemory<byte>(bytes)).GetBytes("b"));
        Assert.Equal([2], new Struct(schema).Put("b", new ReadOnlyMemory<byte>(bytes, 1, 1)).GetBytes("b"));
        Assert.Equal(bytes, new Struct(schema).Put("b", bytes).Get<ReadOnlyMemory<byte>>("b").ToArray());
    }

    [Fact]
    public void Equals_NaNAndZeros_AreJavas()
    {
        var schema = SchemaBuilder.Struct().Field("d", Schema.Float64).Build();
        var otherNaN = BitConverter.Int64BitsToDouble(0x7FF8000000000001);

        Assert.Equal(new Struct(schema).Put("d", double.NaN), new Struct(schema).Put("d", otherNaN));
        Assert.NotEqual(new Struct(schema).Put("d", 0.0), new Struct(schema).Put("d", -0.0));
    }

    [Fact]
    public void Field_ManyFields_AreFoundByName()
    {
        var builder = SchemaBuilder.Struct();
        for (var i = 0; i < 50; i++)
        {
            builder.Field($"f{i}", Schema.Int32);
        }

        var schema = builder.Build();

        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(i, schema.Field($"f{i}")!.Index));
        Assert.Null(schema.Field("f50"));
    }

    [Fact]
    public void CopyRange_EqualSchemas_CopiesWhatIsStored()
    {
        var copy = new Struct(Numbers);
        copy.Copy(0, Filled(), 0, Numbers.Fields.Length);
        Assert.Equal(Filled(), copy);
    }

    [Fact]
    public void CopyRange_NullIntoRequiredField_IsRefused() =>
        Assert.Throws<DataException>(() => new Struct(Numbers).Copy(0, new Struct(Numbers), 0, 1));

    [Fact]
    public void CopyRange_OtherSchema_IsRefused()
    {
        var other = new Struct(SchemaBuilder.Struct().Field("text", Schema.String).Build());
        Assert.Throws<DataException>(() => other.Copy(0, Filled(), 0, 1));
    }

    [Fact]
    public void CopyRange_BeyondTheFields_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Struct(Numbers).Copy(0, Filled(), 0, Numbers.Fields.Length + 1));

    private static Struct Filled() => new Struct(Numbers)
        .Put("i8", sbyte.MinValue)
        .Put("i16", short.MinValue)
        .Put("i32", int.MinValue)
        .Put("i64", long.MinValue)
        .Put("f32", -1.5f)
        .Put("f64", -2.5)
        .Put("flag", true)
        .Put("at", new EpochMillis(-1))
        .Put("text", "x");

    private static void CopyPrimitives(Struct from, Struct to) => to
        .Put("i8", from.Get<sbyte>("i8"))
        .Put("i16", from.Get<short>("i16"))
        .Put("i32", from.Get<int>("i32"))
        .Put("i64", from.Get<long>("i64"))
        .Put("f32", from.Get<float>("f32"))
        .Put("f64", from.Get<double>("f64"))
        .Put("flag", from.Get<bool>("flag"))
        .Put("at", from.Get<EpochMillis>("at"))
        .Put("text", from.Get<string>("text"));
}
