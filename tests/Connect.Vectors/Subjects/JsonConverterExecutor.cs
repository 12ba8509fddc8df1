using System.Text;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>Keys and values as JSON.</summary>
internal sealed class JsonConverterExecutor(HostPlugins plugins) : IVectorExecutor
{
    public const string ClassName = "org.apache.kafka.connect.json.JsonConverter";

    private readonly ConverterCalls calls = new(plugins);

    public string Subject => "json-converter";

    public string? Run(VectorCase vector) => calls.Run(vector, ClassName, Encoding.UTF8.GetBytes, Difference);

    /// <summary>The difference of two JSON texts whose floats are compared as numbers.</summary>
    public static string? Difference(byte[]? expected, byte[]? actual)
    {
        var (expectedText, actualText) = (TextOf(expected), TextOf(actual));
        return expectedText == actualText || JavaFloats.AreSame(expectedText, actualText) ? null
            : $"expected {expectedText ?? "null"}, got {actualText ?? "null"}";
    }

    private static string? TextOf(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
