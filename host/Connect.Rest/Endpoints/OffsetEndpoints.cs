using System.Globalization;
using System.Text.Json;
using Connect.Cluster;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/connectors/{name}/offsets</c>.</summary>
internal static class OffsetEndpoints
{
    public static void Map(IEndpointRouteBuilder connector, RequestContext requests)
    {
        connector.MapMethods("/offsets", Methods.Get, requests.With(ReadAsync));
        connector.MapMethods("/offsets", Methods.Patch, requests.With(AlterAsync));
        connector.MapMethods("/offsets", Methods.Delete, requests.With(ResetAsync));
    }

    private static async Task ReadAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var offsets = await herder.OffsetsAsync(ConnectorEndpoints.Name(http), cancellationToken);
        var body = new OffsetsBody([.. offsets.Select(o => new OffsetBody(Write(o.Partition), Write(o.Offset)))]);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, body, WireJson.Plain.OffsetsBody);
    }

    private static async Task AlterAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var body = await RequestContext.ReadJsonAsync(http, cancellationToken);
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("offsets", out var given)
            || given.ValueKind != JsonValueKind.Array
            || given.GetArrayLength() == 0)
        {
            throw new HttpStatusException(
                StatusCodes.Status400BadRequest, "Partitions / offsets need to be provided for an alter offsets request: {\"offsets\":[{\"partition\":{…},\"offset\":{…}}]}");
        }

        var offsets = given.EnumerateArray().Select(o => new ConnectorOffset(Read(o, "partition"), Read(o, "offset"))).ToArray();
        var message = await herder.AlterOffsetsAsync(ConnectorEndpoints.Name(http), offsets, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, new Message(message), WireJson.Plain.Message);
    }

    private static async Task ResetAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var message = await herder.AlterOffsetsAsync(ConnectorEndpoints.Name(http), null, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, new Message(message), WireJson.Plain.Message);
    }

    private static Dictionary<string, object?>? Read(JsonElement offset, string part)
    {
        if (offset.ValueKind != JsonValueKind.Object || !offset.TryGetProperty(part, out var map) || map.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            throw new HttpStatusException(StatusCodes.Status400BadRequest, $"{part} must be a JSON object, not {map.ValueKind}.");
        }

        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            result[entry.Name] = entry.Value.ValueKind switch
            {
                JsonValueKind.String => entry.Value.GetString(),
                JsonValueKind.Number when entry.Value.TryGetInt64(out var whole) => whole,
                JsonValueKind.Number => entry.Value.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => null,
                _ => throw new HttpStatusException(
                    StatusCodes.Status400BadRequest,
                    $"{part}.{entry.Name} must be a text, a number, true, false or null, not {entry.Value.ValueKind}."),
            };
        }

        return result;
    }

    private static JsonElement? Write(IReadOnlyDictionary<string, object?>? map)
    {
        if (map is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in map)
            {
                writer.WritePropertyName(name);
                switch (value)
                {
                    case null:
                        writer.WriteNullValue();
                        break;
                    case bool flag:
                        writer.WriteBooleanValue(flag);
                        break;
                    case double or float:
                        writer.WriteNumberValue(System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
                        break;
                    case sbyte or short or int or long:
                        writer.WriteNumberValue(System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
                        break;
                    default:
                        writer.WriteStringValue(System.Convert.ToString(value, CultureInfo.InvariantCulture));
                        break;
                }
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
