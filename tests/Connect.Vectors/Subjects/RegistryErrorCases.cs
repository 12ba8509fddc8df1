using Connect.Abi.Converters;
using Connect.TestHarness;
using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Registry;

namespace Connect.Vectors.Subjects;

/// <summary>One of a registry's operations answers with a status and body; all others are well.</summary>
internal sealed class RegistryErrorCases(HostPlugins plugins)
{
    private const string Topic = "t";
    private const string Strategy = "value.subject.name.strategy";

    public string? Run(VectorCase vector)
    {
        var operation = vector.Text("operation")!;
        var scripted = new ScriptedServer.Answer(vector["status"].GetInt32(), vector.Text("errorBody"));
        using var server = new ScriptedServer(request => Is(operation, request) ? scripted : SoundRegistry.Answer(request, registeredId: 1));
        var difference = ConfluentOutcome.Of(vector.Body, () => plugins.UseAvro(
            SettingsFor(operation, server.Url), isKey: false, converter => Use(vector, operation, converter)));
        return difference ?? RegistryRequest.Difference(
            [.. vector["requestSequence"].EnumerateArray().Select(line => RegistryRequest.OfLine(line.GetString()!))],
            [.. server.Requests.Select(RegistryRequest.LineOf)]);
    }

    private static string? Use(VectorCase vector, string operation, IConverter converter)
    {
        if (operation is "schema-by-id" or "version-lookup")
        {
            converter.Read(Topic, AvroConverters.Frame(1, [2]));
            return null;
        }

        var wire = converter.Write(Topic, Orders.First.Schema, Orders.First.Value);
        return vector.Has("wire") ? ConfluentOutcome.Difference(vector["wire"], wire) : null;
    }

    private static bool Is(string operation, ScriptedServer.Request request) => operation switch
    {
        "register" => request is { Method: "POST", Path: "/subjects/t-value/versions" },
        "lookup-auto-register-false" or "version-lookup" => request is { Method: "POST", Path: "/subjects/t-value" },
        "latest" => request is { Method: "GET", Path: "/subjects/t-value/versions/latest" },
        "schema-by-id" => request is { Method: "GET", Path: "/schemas/ids/1" },
        "associations" => request is { Method: "GET", Path: "/associations/resources/-/t" },
        _ => throw new InvalidDataException($"Unknown operation {operation}"),
    };

    private static Dictionary<string, string?> SettingsFor(string operation, string url)
    {
        var settings = AvroConverters.SettingsFor(url);
        settings[Strategy] = operation == "associations"
            ? "io.confluent.kafka.serializers.subject.AssociatedNameStrategy"
            : "io.confluent.kafka.serializers.subject.TopicNameStrategy";
        if (operation is "lookup-auto-register-false" or "latest")
        {
            settings["auto.register.schemas"] = "false";
            settings["use.latest.version"] = operation == "latest" ? "true" : "false";
        }

        return settings;
    }
}
