using System.Text.Json;
using Connect.Abi.Converters;
using Connect.TestHarness;
using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Registry;
using Answer = Connect.TestHarness.ScriptedServer.Answer;

namespace Connect.Vectors.Subjects;

/// <summary>Registries that are away, slow, or answer nonsense: how often they are asked, which is asked next, and what is made of it.</summary>
internal sealed class RegistryTransportCases(HostPlugins plugins)
{
    private const string Topic = "t";
    private const int RegisteredId = 7;
    private const string Url = "schema.registry.url";

    // Of the vectors' run.
    private const string FirstUrl = "http://127.0.0.1:18302";
    private const string SecondUrl = "http://127.0.0.1:18303";

    private static readonly Answer Unavailable = new(503, """{"error_code":50003,"message":"x"}""");

    public string? Run(VectorCase vector)
    {
        var asked = 0;
        var requests = new List<RegistryRequest>();
        using var first = new ScriptedServer(request => Noted("first-url", request, FirstAnswer(vector.Id, request, Interlocked.Increment(ref asked))));
        using var second = new ScriptedServer(request => Noted("second-url", request, SoundRegistry.Answer(request, RegisteredId)));
        var settings = AvroConverters.SettingsOf(vector.Body, null);
        settings[Url] = settings[Url]!.Replace(FirstUrl, first.Url, StringComparison.Ordinal).Replace(SecondUrl, second.Url, StringComparison.Ordinal);
        return ConfluentOutcome.Of(vector.Body, () => plugins.UseAvro(settings, isKey: false, converter => Use(vector, converter)))
            ?? RequestsDifference(vector, requests)
            ?? ExchangeDifference(vector, first);

        Answer? Noted(string server, ScriptedServer.Request request, Answer? answer)
        {
            lock (requests)
            {
                requests.Add(RegistryRequest.OfLine($"{server} {request.Method} {request.Path}"));
            }

            return answer;
        }
    }

    private static string? Use(VectorCase vector, IConverter converter)
    {
        if (!vector.Id.EndsWith("/decode", StringComparison.Ordinal))
        {
            var wire = converter.Write(Topic, Orders.First.Schema, Orders.First.Value);
            return vector.Has("wire") ? ConfluentOutcome.Difference(vector["wire"], wire) : null;
        }

        var read = converter.Read(Topic, AvroConverters.Frame(1, [2]));
        return vector.Has("resultSchema") ? VectorComparer.Difference(vector["resultSchema"], PlainWriter.WriteSchema(read.Schema)) : null;
    }

    // What the first URL answers, as the case's name says; null to let the client wait.
    private static Answer? FirstAnswer(string id, ScriptedServer.Request request, int asked) => id switch
    {
        "retry/503-twice-then-200" => asked <= 2 ? Unavailable : SoundRegistry.Answer(request, RegisteredId),
        "retry/max.retries=0" => Unavailable,
        "failover/500-on-first-url" => new(500, """{"error_code":50001,"message":"x"}"""),
        "failover/404-is-not-failed-over" => new(404, """{"error_code":40401,"message":"x"}"""),
        "read-timeout/register" or "read-timeout/decode" => null,
        "200-not-json/register" => new(200, "not JSON"),
        "200-unknown-field/register" => new(200, """{"id":7,"unknown":{"x":[1]}}"""),
        "200-no-id/register" => new(200, "{}"),
        "204/register" => new(204, null),
        "200-full-response/register" => new(200, JsonSerializer.Serialize(
            new { id = RegisteredId, version = 3, guid = "89791762-2336-186f-9674-180ca8e282e2", schema = Orders.Plain, schemaType = "AVRO" })),
        "schema-by-id-is-JSON/decode" when request.Path == "/schemas/ids/1" => new(200, """{"schemaType":"JSON","schema":"{}"}"""),
        "schema-by-id-invalid/decode" when request.Path == "/schemas/ids/1" => new(200, """{"schema":"{not a schema"}"""),
        "references/decode" => request.Path switch
        {
            "/schemas/ids/1" => new(200, """{"schema":"{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"com.example.B\"}]}","references":[{"name":"com.example.B","subject":"b-subj","version":3}]}"""),
            "/subjects/b-subj/versions/3" => new(200, """{"subject":"b-subj","version":3,"id":2,"schema":"{\"type\":\"record\",\"name\":\"B\",\"namespace\":\"com.example\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}"}"""),
            _ => new(200, """{"subject":"t-value","version":4,"id":1,"schema":"\"string\""}"""),
        },
        _ => SoundRegistry.Answer(request, RegisteredId),
    };

    private static string? RequestsDifference(VectorCase vector, List<RegistryRequest> actual) => RegistryRequest.Difference(
        [.. vector["requestSequence"].EnumerateArray().Select(line => RegistryRequest.OfLine(line.GetString()!))], actual);

    private static string? ExchangeDifference(VectorCase vector, ScriptedServer first) => !vector.Has("requests") ? null : RegistryRequest.Difference(
        [.. vector["requests"].EnumerateArray().Select(RegistryRequest.Of)], [.. first.Requests.Select(request => RegistryRequest.Of(request))]);
}
