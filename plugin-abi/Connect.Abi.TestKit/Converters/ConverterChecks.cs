using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Converters;

/// <summary>The checks of a converter.</summary>
internal static class ConverterChecks
{
    private const int Threads = 4;
    private const int RoundsAThread = 300;
    private const byte Poison = 0xa5;

    public static void CarriesThereAndBack(ConverterSuite suite, bool isKey)
    {
        using var converter = Conversion.Configured(suite, isKey);
        CarryAll(suite, converter, 0);
    }

    public static void TakesNull(ConverterSuite suite)
    {
        using var converter = Conversion.Configured(suite);
        var payload = converter.Write(SchemaAndValue.Null);
        if (converter.Read(payload).Value is { } value)
        {
            throw new CheckFailedException(
                "null, written and read, is null", RecordText.Of(value), "answer false for null without a schema, and write nothing then");
        }

        if (converter.Read(new Conversion.Written(null)).Value is { } other)
        {
            throw new CheckFailedException("the null payload is read as null", RecordText.Of(other), "ask Payload.IsNull first");
        }
    }

    public static void RefusesMalformedBytes(ConverterSuite suite)
    {
        using var converter = Conversion.Configured(suite);
        foreach (var payload in suite.MalformedPayloads)
        {
            try
            {
                converter.Read(new Conversion.Written(payload));
            }
            catch (DataException)
            {
                // What it can't read. What it can read is not malformed to it.
            }
            catch (Exception error)
            {
                throw new CheckFailedException(
                    "bytes that can't be read are refused with a DataException",
                    $"{error.GetType().Name} for 0x{Convert.ToHexString(payload)}: {error.Message}",
                    "wrap it into a DataException: anything else fails the task whatever errors.tolerance says",
                    error);
            }
        }
    }

    public static void GoesOnAfterMalformedBytes(ConverterSuite suite)
    {
        using var converter = Conversion.Configured(suite);
        foreach (var payload in suite.MalformedPayloads)
        {
            try
            {
                converter.Read(new Conversion.Written(payload));
            }
            catch (Exception)
            {
                // Of what kind it is, another check asks.
            }
        }

        CarryAll(suite, converter, 0);
    }

    public static void KeepsNoInput(ConverterSuite suite)
    {
        using var converter = Conversion.Configured(suite);
        using var other = Conversion.Configured(suite);
        foreach (var value in suite.Values)
        {
            if (converter.Write(value) is not { Payload: { } bytes } written)
            {
                continue;
            }

            // Where it does not move, so that a plugin that kept where it lies reads the poison, not some other memory.
            var payload = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
            bytes.CopyTo(payload, 0);
            var expected = RecordText.Of(other.Read(written).Value);
            var read = converter.Read(written with { Payload = payload }).Value;
            Array.Fill(payload, Poison);
            foreach (var next in suite.Values)
            {
                converter.Read(other.Write(next));
            }

            var seen = RecordText.Of(read);
            if (seen != expected)
            {
                throw new CheckFailedException(
                    $"what was read stays {expected} when the buffer is used again",
                    seen,
                    "copy the bytes that the value keeps: the payload is valid during the call only");
            }
        }
    }

    public static void KeepsInstancesApart(ConverterSuite suite)
    {
        using var one = Conversion.Configured(suite);
        var before = suite.Values.Select(value => one.Write(value).Payload ?? []).ToArray();
        using var other = Conversion.Configured(suite, isKey: true, suite.OtherSettings);
        var after = suite.Values.Select(value => one.Write(value).Payload ?? []).ToArray();
        for (var i = 0; i < before.Length; i++)
        {
            if (!before[i].SequenceEqual(after[i]))
            {
                throw new CheckFailedException(
                    "an instance writes the same after another one was configured",
                    $"0x{Convert.ToHexString(before[i])}, then 0x{Convert.ToHexString(after[i])}",
                    "keep settings in the instance, not in static fields: each task and position has an instance of its own");
            }
        }
    }

    public static async Task WorksOnManyThreadsAsync(ConverterSuite suite)
    {
        using var start = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(first => suite.OnThreadAsync(() =>
        {
            start.SignalAndWait(suite.CallTimeout);
            using var converter = Conversion.Configured(suite);
            for (var round = 0; round < RoundsAThread; round++)
            {
                CarryAll(suite, converter, first + round);
            }
        }))).ConfigureAwait(false);
    }

    /// <summary>The first half of each valid payload.</summary>
    public static IEnumerable<byte[]> Halves(ConverterSuite suite)
    {
        using var converter = Conversion.Configured(suite);
        return
        [
            .. suite.Values.Select(value => converter.Write(value).Payload)
                .OfType<byte[]>()
                .Where(payload => payload.Length > 1)
                .Select(payload => payload[..(payload.Length / 2)]),
        ];
    }

    /// <summary>A short life of a converter that was loaded to be unloaded.</summary>
    public static Task RunLoadedAsync(ConverterSuite suite, object plugin) => suite.OnThreadAsync(() =>
    {
        using var converter = Conversion.Configured(suite, (IConverter)plugin);
        CarryAll(suite, converter, 0);
    });

    /// <summary>Carries all values, beginning at one of them.</summary>
    private static void CarryAll(ConverterSuite suite, Conversion converter, int first)
    {
        var values = suite.Values;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[(first + i) % values.Count];
            var expected = suite.ExpectedOf(value);
            var read = converter.Read(converter.Write(value));
            if (!read.Equals(expected))
            {
                throw new CheckFailedException(
                    $"{Text(value)}, written and read, is {Text(expected)}",
                    Text(read),
                    "see which side is wrong; where the format can't tell the two apart, override ExpectedOf");
            }
        }
    }

    private static string Text(SchemaAndValue value) => $"{RecordText.Of(value.Value)} of {SchemaText.Of(value.Schema)}";
}
