using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.TestData.Fuzzing;

namespace Connect.Converters.Avro.Tests.Fuzzing;

/// <summary>Whatever bytes there are, the converter gives a value or says what is wrong.</summary>
public sealed class AvroFuzzTests
{
    // Lengths, counts and indexes as they are written: small ones, the largest and the smallest int and long, one without an end.
    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        [0x00], [0x01], [0x02], [0x04],
        [0xFE, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
    ];

    /// <summary>
    /// What a payload may take that makes a schema be read: a frame may be of one that was not yet. The table of what schemas say besides
    /// is the process's, and its growth, for the schemas of all tests, falls to one of them.
    /// </summary>
    public const long BytesOfASchema = 16 * 1024 * 1024;

    [Fact]
    public void Data_BehindAKnownSchemasFrame_GivesAValueOrADataException()
    {
        var pool = new FuzzPool(withoutBytes: false);

        new Fuzz { Valid = pool.Chosen, Tokens = Tokens, Count = 1_000_000 }.Run(pool.ReadChosen);
    }

    [Fact]
    public void Data_OfElementsThatTakeNoBytes_IsBounded()
    {
        var pool = new FuzzPool(withoutBytes: true);

        new Fuzz { Valid = pool.Chosen, Tokens = Tokens, Count = 10_000, AllowedBytes = 16 * 1024 * 1024 }.Run(pool.ReadChosen);
    }

    [Fact]
    public void Frame_Any_GivesAValueOrADataException()
    {
        var pool = new FuzzPool(withoutBytes: false);

        new Fuzz { Valid = pool.Framed, Tokens = [[0], [1], [0, 0, 0, 0, 3], [0, 0, 0, 1]], Count = 200_000, AllowedBytes = BytesOfASchema }.Run(() =>
        {
            var converter = pool.Converter();
            pool.LearnSchemas(converter);
            return payload => converter.ToConnectData("t", null, new Payload(payload));
        });
    }

    [Fact]
    public void FrameInAHeader_Any_GivesAValueOrADataException()
    {
        var pool = new FuzzPool(withoutBytes: false);

        new Fuzz { Valid = [.. pool.Framed.Select(f => f[..Math.Min(f.Length, 17)])], Count = 50_000, AllowedBytes = BytesOfASchema }.Run(() =>
        {
            var converter = pool.Converter();
            pool.LearnSchemas(converter);
            var headers = new Headers();
            return payload =>
            {
                headers.Clear();
                headers.Add("__value_schema_id", payload.ToArray(), null);
                converter.ToConnectData("t", headers, new Payload([2, 2, 2, 2]));
            };
        });
    }
}
