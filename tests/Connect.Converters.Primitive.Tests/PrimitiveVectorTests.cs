using System.Buffers;
using System.Text;
using System.Text.Json;
using Connect.Abi;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Converters.Primitive.Tests;

/// <summary>What is written, read and refused is what Java's converters write, read and refuse.</summary>
public sealed class PrimitiveVectorTests
{
    private static readonly Dictionary<string, Type> Classes = typeof(StringConverter).Assembly.GetExportedTypes()
        .Where(t => t.IsDefined(typeof(ContractNameAttribute), false))
        .ToDictionary(t => ((ContractNameAttribute)t.GetCustomAttributes(typeof(ContractNameAttribute), false)[0]).Name);

    // Not repeated: Java writes all of the array that an empty part of is given (0266).
    public static IEnumerable<object[]> Ids => VectorFile.Ids("primitive-converters").Where(id => (string)id[0] != "pc-0266");

    public static IEnumerable<object[]> HeaderIds => VectorFile.Load("header-converter").Cases
        .Where(c => c.Has("class") && Classes.ContainsKey(c.Text("class")!))
        .Select(c => new object[] { c.Id });

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Data_Convert_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("primitive-converters")[id];

        // Java's worker tells a header converter what it is; where it was not told, Java's refuses. Ours know.
        var untold = vector.Op is "fromHeader" or "toHeader" && vector.Kind == "config";
        Check(vector, untold);
    }

    [Theory]
    [MemberData(nameof(HeaderIds), DisableDiscoveryEnumeration = true)]
    public void Header_Convert_DoesAsJava(string id) => Check(VectorFile.Load("header-converter")[id], untold: false);

    private static void Check(VectorCase vector, bool untold)
    {
        string? difference = null;
        var failure = Record.Exception(() =>
        {
            var instance = Activator.CreateInstance(Classes[vector.Text("class")!])!;
            difference = vector.Op is "fromHeader" or "toHeader"
                ? Header((IHeaderConverter)instance, vector)
                : Data((IConverter)instance, vector);
        });
        if (untold)
        {
            Assert.True(failure is null or DataException, $"{vector}\nfailed with {failure}");
            return;
        }

        if (failure is not null)
        {
            Assert.False(vector.Ok, $"{vector}\nfailed with {failure}");
            Assert.True(failure is DataException || (vector.Kind is "config" or "serialization" && failure is ConfigException), $"{vector}\nfailed with {failure}");
            return;
        }

        Assert.True(vector.Ok, $"{vector}\ndid not fail");
        Assert.True(difference is null, $"{vector}\n{difference}");
    }

    private static string? Data(IConverter converter, VectorCase vector)
    {
        using (converter)
        {
            converter.Configure(SettingsOf(vector), vector["isKey"].ValueKind == JsonValueKind.True);
            if (vector.Op == "toConnect")
            {
                return VectorComparer.Difference(vector.Output, converter.ToConnectData("t", null, PayloadOf(vector)));
            }

            var (schema, value) = VectorReader.ReadTyped(vector["input"]);
            var output = new ArrayBufferWriter<byte>();
            return Compare(vector, converter.FromConnectData("t", null, schema, value, output) ? output.WrittenSpan.ToArray() : null);
        }
    }

    private static string? Header(IHeaderConverter converter, VectorCase vector)
    {
        using (converter)
        {
            converter.Configure(SettingsOf(vector));
            if (vector.Op == "toHeader")
            {
                return VectorComparer.Difference(vector.Output, converter.ToConnectHeader("t", "h", PayloadOf(vector)));
            }

            var (schema, value) = VectorReader.ReadTyped(vector["input"]);
            var output = new ArrayBufferWriter<byte>();
            return Compare(vector, converter.FromConnectHeader("t", "h", schema, value, output) ? output.WrittenSpan.ToArray() : null);
        }
    }

    private static string? Compare(VectorCase vector, byte[]? actual)
    {
        var text = vector.Output.ValueKind == JsonValueKind.String ? vector.Output.GetString() : null;
        var expected = text is null ? null : IsBase64(vector) ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        return (expected is null && actual is null) || (expected is not null && actual is not null && expected.AsSpan().SequenceEqual(actual))
            ? null
            : $"expected {Show(expected)}, got {Show(actual)}";
    }

    private static Payload PayloadOf(VectorCase vector)
    {
        if (vector.Has("inputBase64"))
        {
            return new Payload(vector["inputBase64"].GetBytesFromBase64().AsSpan());
        }

        return vector.Text("input") is not { } text
            ? Payload.Null
            : new Payload((IsBase64(vector) ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text)).AsSpan());
    }

    private static bool IsBase64(VectorCase vector) => vector.Id.StartsWith("pc-", StringComparison.Ordinal);

    private static string Show(byte[]? bytes) => bytes is null ? "null" : $"{Convert.ToHexString(bytes)} '{Encoding.UTF8.GetString(bytes)}'";

    private static Dictionary<string, string?> SettingsOf(VectorCase vector) =>
        vector["config"].EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
}
