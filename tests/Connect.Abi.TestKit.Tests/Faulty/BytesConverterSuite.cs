using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>The suite over a sound or faulty converter; with a faulty one it has little patience.</summary>
internal sealed class BytesConverterSuite(Type converter, bool isFaulty = false) : ConverterSuite
{
    protected override TimeSpan UnloadTimeout => isFaulty ? TimeSpan.FromSeconds(2) : base.UnloadTimeout;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["mark"] = "1" };

    protected override IReadOnlyDictionary<string, string?> OtherSettings => new Dictionary<string, string?> { ["mark"] = "2" };

    protected override IReadOnlyList<SchemaAndValue> Values =>
        [.. Enumerable.Range(1, 5).Select(i => new SchemaAndValue(Schema.Bytes, Enumerable.Repeat((byte)i, i).ToArray()))];

    protected override IConverter CreateConverter() => (IConverter)Activator.CreateInstance(converter)!;
}
