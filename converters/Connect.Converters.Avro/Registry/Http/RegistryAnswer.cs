using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>The bodies that a registry, or what stands in its place, answers with.</summary>
internal static class RegistryAnswer
{
    /// <summary>The code of an error whose body says none, as in Java's client.</summary>
    public const int NoCode = 50005;

    private const int LongestExcerpt = 300;

    /// <exception cref="JsonException">It is none.</exception>
    public static void RequireJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                reader.Skip();
            }
        }
        catch (JsonException e)
        {
            throw new JsonException($"The answer is no JSON: {Excerpt(body)}", e);
        }
    }

    /// <summary>Whether a body is an error in the registry's form.</summary>
    public static bool IsError(ReadOnlySpan<byte> body) => TryParse(body, out _, out _);

    /// <summary>A body in the registry's form for an error that came without one.</summary>
    public static HttpContent ErrorContent(HttpStatusCode status, ReadOnlySpan<byte> body) => new StringContent(
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["error_code"] = NoCode,
            ["message"] = body.IsEmpty ? $"{(int)status} {status}, without a body" : $"{(int)status} {status}: {Excerpt(body)}",
        }));

    /// <summary>What an error says.</summary>
    public static string MessageOf(HttpStatusCode status, ReadOnlySpan<byte> body) => TryParse(body, out var code, out var message)
        ? string.Create(CultureInfo.InvariantCulture, $"{message} (HTTP {(int)status}, error code {code})")
        : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}{(body.IsEmpty ? ", without a body" : ": " + Excerpt(body))}");

    private static bool TryParse(ReadOnlySpan<byte> body, out int code, out string? message)
    {
        code = 0;
        message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("error_code", out var codeElement)
                || codeElement.ValueKind != JsonValueKind.Number
                || !codeElement.TryGetInt32(out code)
                || !document.RootElement.TryGetProperty("message", out var messageElement))
            {
                return false;
            }

            message = messageElement.ToString();
            return true;
        }
        catch (JsonException)
        {
            // Not the registry's form; the caller shows what it is.
            return false;
        }
    }

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestExcerpt)]);
        return body.Length > LongestExcerpt ? text + "…" : text;
    }
}
