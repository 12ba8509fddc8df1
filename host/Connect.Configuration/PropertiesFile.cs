using System.Text;
using Connect.Abi.Errors;
using Connect.Configuration.Files;

namespace Connect.Configuration;

/// <summary>
/// Reads Java's <c>.properties</c> files: comments, continued lines, escapes. A file that is valid UTF-8 is read as UTF-8, any other
/// as ISO-8859-1.
/// </summary>
public static class PropertiesFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The settings; of a name that comes twice the last one.</returns>
    /// <exception cref="ConfigException">The file can't be read, or holds a broken escape.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path) => Parse(ReadText(path), path);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">Where it comes from, for the message.</param>
    /// <exception cref="ConfigException">It holds a broken escape.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text, string origin = "the properties")
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PropertiesReader(text, origin).Read();
    }

    internal static string ReadText(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ConfigException($"The file '{path}' can't be read: {failure.Message}", failure);
        }

        var body = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8, so it is what Java writes: ISO-8859-1, in which every byte is a character.
            return Encoding.Latin1.GetString(body);
        }
    }
}
