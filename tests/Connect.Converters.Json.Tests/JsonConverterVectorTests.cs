using System.Buffers;
using System.Text;
using System.Text.Json;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Converters.Json.Tests;

/// <summary>What is written, read and refused is what Java's converter writes, reads and refuses.</summary>
public sealed class JsonConverterVectorTests
{
    // Not repeated: Java writes all of the array that a part of is given (0334), can't read a struct's default
    // (1600, 1634, 2185), and a value that was no list but another collection, which the vector does not tell (1753).
    private static readonly string[] Different = ["jc-0334", "jc-1600", "jc-1634", "jc-1753", "jc-2185"];

    public static IEnumerable<object[]> DataIds => VectorFile.Ids("json-converter").Where(id => !Different.Contains((string)id[0]));

    public static IEnumerable<object[]> HeaderIds => VectorFile.Load("header-converter").Cases
        .Where(c => c.Text("class") == "org.apache.kafka.connect.json.JsonConverter")
        .Select(c => new object[] { c.Id });

    [Theory]
    [MemberData(nameof(DataIds), DisableDiscoveryEnumeration = true)]
    public void Data_Convert_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("json-converter")[id];
        Check(vector, converter => converter.Configure(SettingsOf(vector), vector["isKey"].ValueKind == JsonValueKind.True));
    }

    [Theory]
    [MemberData(nameof(HeaderIds), DisableDiscoveryEnumeration = true)]
    public void Header_Convert_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("header-converter")[id];
        Check(vector, converter => converter.Configure(SettingsOf(vector)));
    }

    private static void Check(VectorCase vector, Action<JsonConverter> configure)
    {
        string? difference = null;
        var failure = Record.Exception(() =>
        {
            using var converter = new JsonConverter();
            configure(converter);
            difference = vector.Op is "fromConnect" or "fromHeader" ? Write(converter, vector) : Read(converter, vector);
        });
        if (failure is not null)
        {
            Assert.False(vector.Ok, $"{vector}\nfailed with {failure}");
            var fits = vector.Kind switch
            {
                "config" => failure is ConfigException,
                "data" => failure is DataException,
                _ => failure is ConnectException,
            };
            Assert.True(fits, $"{vector}\nfailed with {failure}");
            return;
        }

        Assert.True(vector.Ok, $"{vector}\ndid not fail");
        Assert.True(difference is null, $"{vector}\n{difference}");
    }

    private static string? Write(JsonConverter converter, VectorCase vector)
    {
        var (schema, value) = VectorReader.ReadTyped(vector["input"]);
        var output = new ArrayBufferWriter<byte>();
        var written = vector.Op == "fromHeader"
            ? converter.FromConnectHeader("t", "h", schema, value, output)
            : converter.FromConnectData("t", null, schema, value, output);
        var actual = written ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
        var expected = vector.Output.ValueKind == JsonValueKind.String ? vector.Output.GetString() : null;
        return actual == expected || JavaFloats.AreSame(expected, actual) ? null : $"expected {expected}\ngot      {actual}";
    }

    private static string? Read(JsonConverter converter, VectorCase vector)
    {
        byte[]? bytes = vector.Has("inputBase64")
            ? vector["inputBase64"].GetBytesFromBase64()
            : vector.Text("input") is { } text ? Encoding.UTF8.GetBytes(text) : null;
        var payload = bytes is null ? Payload.Null : new Payload(bytes.AsSpan());
        var actual = vector.Op == "toHeader" ? converter.ToConnectHeader("t", "h", payload) : converter.ToConnectData("t", null, payload);
        return VectorComparer.Difference(vector.Output, actual);
    }

    private static Dictionary<string, string?> SettingsOf(VectorCase vector) =>
        vector["config"].EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
}
