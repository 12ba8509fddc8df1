using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Connect.Rest.Wire;

/// <summary>
/// Escapes quotes, backslashes and control characters, as Java's writer does. The library's own most relaxed encoder still escapes
/// emoji, private and unassigned characters. Immutable.
/// </summary>
internal sealed class PlainEncoder : JavaScriptEncoder
{
    private const string LongestEscape = @"\u001F";

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => LongestEscape.Length;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < span.Length; i++)
        {
            if (WillEncode(span[i]))
            {
                return i;
            }

            if (char.IsSurrogate(span[i]))
            {
                // Half a pair has no UTF-8: it is replaced.
                if (i + 1 == span.Length || !char.IsSurrogatePair(span[i], span[i + 1]))
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        if (!WillEncode(unicodeScalar))
        {
            return new Rune(unicodeScalar).TryEncodeToUtf16(target, out numberOfCharactersWritten);
        }

        var letter = unicodeScalar switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => default,
        };
        return letter == default
            ? target.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:X4}", out numberOfCharactersWritten)
            : target.TryWrite($"\\{letter}", out numberOfCharactersWritten);
    }
}
