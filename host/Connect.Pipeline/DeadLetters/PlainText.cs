using System.Collections;
using System.Globalization;
using System.Text;

namespace Connect.Pipeline.DeadLetters;

/// <summary>Data of any kind as text for people, where nothing else can write it: deep and long data is cut.</summary>
internal static class PlainText
{
    private const int MostDepth = 32;
    private const int MostLength = 1 << 16;
    private const string Cut = "…";

    public static string Of(object value)
    {
        var text = new StringBuilder();
        try
        {
            Append(text, value, 0);
        }
        catch (Exception error)
        {
            // The data's own code, which is a plugin's: what it threw is better than no letter.
            text.Append(CultureInfo.InvariantCulture, $"{Cut} ({value.GetType()} can't be shown: {error.Message})");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth)
    {
        if (depth > MostDepth || text.Length > MostLength)
        {
            text.Append(Cut);
            return;
        }

        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or byte[]:
                text.Append(value is byte[] bytes ? Convert.ToBase64String(bytes) : (string)value);
                break;
            case IDictionary map:
                text.Append('{');
                foreach (DictionaryEntry entry in map)
                {
                    Separate(text, '{');
                    Append(text, entry.Key, depth + 1);
                    text.Append('=');
                    Append(text, entry.Value, depth + 1);
                }

                text.Append('}');
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var element in list)
                {
                    Separate(text, '[');
                    Append(text, element, depth + 1);
                }

                text.Append(']');
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Separate(StringBuilder text, char opening)
    {
        if (text[^1] != opening)
        {
            text.Append(", ");
        }
    }
}
