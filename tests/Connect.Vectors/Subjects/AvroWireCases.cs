using System.Text.Json;
using Connect.Abi.Data;
using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Registry;

namespace Connect.Vectors.Subjects;

/// <summary>What is around the data: the frame with the schema's id, headers with it, and the subject.</summary>
internal sealed class AvroWireCases(HostPlugins plugins)
{
    public string? Decode(VectorCase vector)
    {
        using var registry = new RegistryContent();
        var input = vector["input"];
        if (input.TryGetProperty("registry", out var registered))
        {
            foreach (var schema in registered.EnumerateArray())
            {
                registry.Add(
                    schema.GetProperty("subject").GetString()!,
                    schema.GetProperty("version").GetInt32(),
                    schema.GetProperty("id").GetInt32(),
                    schema.GetProperty("schema").GetString()!);
            }
        }

        var wire = input.GetProperty("wire");
        return ConfluentOutcome.Of(vector["expected"], () => plugins.UseAvro(
            AvroConverters.SettingsOf(vector.Body, registry.Url),
            vector["isKey"].GetBoolean(),
            converter => ConfluentOutcome.Difference(
                vector["expected"],
                converter.Read(vector.Text("topic")!, wire.ValueKind == JsonValueKind.Null ? null : wire.GetBytesFromBase64(), HeadersOf(input)))));
    }

    public string? Encode(VectorCase vector)
    {
        using var registry = new RegistryContent();
        var input = vector["input"];
        registry.Add(
            $"{vector.Text("topic")}-{(vector["isKey"].GetBoolean() ? "key" : "value")}",
            1,
            input.GetProperty("registryId").GetInt32(),
            input.GetProperty("registeredSchema").GetString()!);
        var expected = vector["expected"];
        var headers = expected.TryGetProperty("headers", out _) ? new Headers() : null;
        return ConfluentOutcome.Of(expected, () =>
        {
            var wire = Write(vector, registry, headers);
            return ConfluentOutcome.Difference(expected.GetProperty("wire"), wire) ?? HeadersDifference(expected, headers);
        });
    }

    public string? Subject(VectorCase vector)
    {
        using var registry = new RegistryContent();
        return ConfluentOutcome.Of(vector["expected"], () =>
        {
            Write(vector, registry);
            var expected = vector["expected"].GetProperty("subject").GetString() ?? "none";
            var actual = registry.Registrations is { Count: > 0 } asked ? string.Join(',', asked.Select(registration => registration.Subject)) : "none";
            return expected == actual ? null : $"expected the subject {expected}, got {actual}";
        });
    }

    private byte[]? Write(VectorCase vector, RegistryContent registry, Headers? headers = null)
    {
        var schema = PlainReader.ReadSchema(vector["input"].GetProperty("schema"));
        var value = PlainReader.ReadValue(vector["input"].GetProperty("value"), schema);
        return plugins.UseAvro(
            AvroConverters.SettingsOf(vector.Body, registry.Url),
            vector["isKey"].GetBoolean(),
            converter => converter.Write(vector.Text("topic")!, schema, value, headers));
    }

    private static string? HeadersDifference(JsonElement expected, Headers? headers)
    {
        if (headers is null)
        {
            return null;
        }

        var wanted = HeadersOf(expected) ?? new Headers();
        var (expectedText, actualText) = (TextOf(wanted), TextOf(headers));
        return expectedText == actualText ? null : $"expected the headers {expectedText}, got {actualText}";

        static string TextOf(Headers headers) =>
            $"[{string.Join(", ", headers.Select(header => $"{header.Key}: {(header.Value is byte[] bytes ? Convert.ToBase64String(bytes) : "null")}"))}]";
    }

    private static Headers? HeadersOf(JsonElement input)
    {
        if (!input.TryGetProperty("headers", out var given) || given.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var headers = new Headers();
        foreach (var header in given.EnumerateArray())
        {
            var value = header.GetProperty("value");
            headers.Add(header.GetProperty("key").GetString()!, value.ValueKind == JsonValueKind.Null ? null : value.GetBytesFromBase64(), null);
        }

        return headers;
    }
}
