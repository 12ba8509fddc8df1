using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Benchmarks.Steps;

/// <summary>Both ways of a converter, called as the worker calls it.</summary>
internal static class ConverterSteps
{
    /// <summary>The two steps of a value.</summary>
    /// <param name="name">What the steps' names begin with.</param>
    /// <param name="converter">The converter.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="schema">The value's schema, or null.</param>
    /// <param name="value">The value.</param>
    public static IEnumerable<Step> Of(
        string name, IConverter converter, Dictionary<string, string?> settings, Schema? schema, object? value)
    {
        converter.Configure(settings, isKey: false);
        var output = new ArrayBufferWriter<byte>();
        var bytes = Written(converter, schema, value);
        yield return new Step(name + " write", () =>
        {
            output.ResetWrittenCount();
            converter.FromConnectData("t", null, schema, value, output);
            return output;
        });
        yield return new Step(name + " read", () => converter.ToConnectData("t", null, new Payload(bytes.AsSpan())).Value);
    }

    /// <summary>The two steps of values of one schema, one after the other.</summary>
    /// <param name="name">What the steps' names begin with.</param>
    /// <param name="converter">The converter.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="schema">The values' schema.</param>
    /// <param name="values">The values.</param>
    public static IEnumerable<Step> OfMany(
        string name, IConverter converter, Dictionary<string, string?> settings, Schema schema, object[] values)
    {
        converter.Configure(settings, isKey: false);
        var output = new ArrayBufferWriter<byte>();
        var payloads = Array.ConvertAll(values, value => Written(converter, schema, value));
        var next = 0;
        yield return new Step(name + " write", () =>
        {
            output.ResetWrittenCount();
            converter.FromConnectData("t", null, schema, values[next++ % values.Length], output);
            return output;
        });
        yield return new Step(name + " read", () =>
            converter.ToConnectData("t", null, new Payload(payloads[next++ % payloads.Length].AsSpan())).Value);
    }

    private static byte[] Written(IConverter converter, Schema? schema, object? value)
    {
        var output = new ArrayBufferWriter<byte>();
        converter.FromConnectData("t", null, schema, value, output);
        return output.WrittenSpan.ToArray();
    }
}
