using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Pipeline.DeadLetters;

/// <summary>
/// Writes the data of a record that has never been in the log: as JSON without its schema, or, where even that fails, as text. One
/// caller at a time.
/// </summary>
/// <param name="json">The converter to JSON.</param>
internal sealed class LetterRendering(IConverter json)
{
    // A buffer that one huge record has grown is not kept for ever.
    private const int LargestKeptBuffer = 1 << 20;

    private ArrayBufferWriter<byte> buffer = new(1024);

    /// <summary>The bytes of a key, a value or a header; null for null.</summary>
    public byte[]? Render(string topic, Schema? schema, object? value)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            buffer.ResetWrittenCount();
            return json.FromConnectData(topic, null, schema, value, buffer) ? buffer.WrittenSpan.ToArray() : null;
        }
        catch (Exception)
        {
            // A plugin call: whatever it throws, the record is kept as well as can be. What failed first is what the letter tells.
            return Encoding.UTF8.GetBytes(PlainText.Of(value));
        }
        finally
        {
            if (buffer.Capacity > LargestKeptBuffer)
            {
                buffer = new ArrayBufferWriter<byte>(1024);
            }
        }
    }
}
