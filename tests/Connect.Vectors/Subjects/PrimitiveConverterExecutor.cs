using System.Text;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>The converters of texts, bytes, booleans and numbers, for keys, values and headers.</summary>
internal sealed class PrimitiveConverterExecutor(HostPlugins plugins) : IVectorExecutor
{
    private readonly ConverterCalls calls = new(plugins);

    public string Subject => "primitive-converters";

    public string? Run(VectorCase vector) => calls.Run(vector, vector.Text("class")!, Convert.FromBase64String, Difference);

    /// <summary>The difference of bytes.</summary>
    public static string? Difference(byte[]? expected, byte[]? actual) =>
        expected is null ? actual is null ? null : $"expected null, got {Show(actual)}"
        : actual is not null && expected.AsSpan().SequenceEqual(actual) ? null
        : $"expected {Show(expected)}, got {Show(actual)}";

    private static string Show(byte[]? bytes) => bytes is null ? "null" : $"{Convert.ToHexString(bytes)} '{Encoding.UTF8.GetString(bytes)}'";
}
