using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Json.Text;

/// <summary>
/// A growing buffer of JSON text as Jackson writes it: only quotes, backslashes and control characters are escaped, and what lies
/// outside of the basic plane, as two escapes. Used again and again.
/// </summary>
internal sealed class JsonOutput
{
    private const int Keep = 1 << 20;
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private byte[] buffer = new byte[512];
    private int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Begins anew. The memory of an unusually large message is not kept.</summary>
    public void Clear()
    {
        length = 0;
        if (buffer.Length > Keep)
        {
            buffer = new byte[512];
        }
    }

    public void Byte(byte value)
    {
        if (length == buffer.Length)
        {
            Grow(1);
        }

        buffer[length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        length += bytes.Length;
    }

    public void Int64(long value)
    {
        value.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Null() => Raw("null"u8);

    /// <summary>A number; a text where it is none of JSON's.</summary>
    public void Float64(double value)
    {
        if (!double.IsFinite(value))
        {
            Raw(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
            return;
        }

        var room = Room(JavaFloatText.MaxLength);
        if (!JavaFloatText.TryFormatShort(value, room, out var written))
        {
            value.TryFormat(room, out written, JavaFloatText.FormatOf(value), CultureInfo.InvariantCulture);
            written = JavaFloatText.Finish(room, written, Math.Abs(value) is 0 or (>= 1e-3 and < 1e7));
        }

        length += written;
    }

    /// <summary>A number; a text where it is none of JSON's.</summary>
    public void Float32(float value)
    {
        if (!float.IsFinite(value))
        {
            Float64(value);
            return;
        }

        var room = Room(JavaFloatText.MaxLength);
        value.TryFormat(room, out var written, JavaFloatText.FormatOf(value), CultureInfo.InvariantCulture);
        length += JavaFloatText.Finish(room, written, Math.Abs(value) is 0 or (>= 1e-3f and < 1e7f));
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Byte((byte)'"');
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        length += written;
        Byte((byte)'"');
    }

    /// <summary>Text that needs no quotes nor escapes: digits.</summary>
    public void Ascii(string text) => length += Encoding.ASCII.GetBytes(text, Room(text.Length));

    public void String(ReadOnlySpan<char> text)
    {
        var room = Room(text.Length + 2);
        room[0] = (byte)'"';
        var plain = PlainText.Copy(text, room[1..]);
        length += plain + 1;
        if (plain < text.Length)
        {
            Escape(text[plain..]);
            Byte((byte)'"');
            return;
        }

        room[plain + 1] = (byte)'"';
        length++;
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // Runs without escapes are copied as a whole.
            var run = text.IndexOfAny(Escaped);
            var plain = run < 0 ? text : text[..run];
            var surrogate = plain.IndexOfAnyInRange('\uD800', '\uDFFF');
            plain = surrogate < 0 ? plain : plain[..surrogate];
            Utf8.FromUtf16(plain, Room(plain.Length * 3), out _, out var written);
            length += written;
            text = text[plain.Length..];
            if (!text.IsEmpty)
            {
                Escape(text[0]);
                text = text[1..];
            }
        }
    }

    private void Escape(char c)
    {
        var room = Room(6);
        room[0] = (byte)'\\';
        var shortForm = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => '\0',
        };
        if (shortForm != '\0')
        {
            room[1] = (byte)shortForm;
            length += 2;
            return;
        }

        room[1] = (byte)'u';
        ((int)c).TryFormat(room[2..], out _, "X4", CultureInfo.InvariantCulture);
        length += 6;
    }

    private Span<byte> Room(int wanted)
    {
        if (buffer.Length - length < wanted)
        {
            Grow(wanted);
        }

        return buffer.AsSpan(length);
    }

    private void Grow(int wanted) =>
        Array.Resize(ref buffer, (int)Math.Clamp(Math.Max(buffer.Length * 2L, (long)length + wanted), 0, Array.MaxLength));
}
