using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Transforms;
using Connect.PluginLoading;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>Transformations and predicates, with the phase in which a failure comes.</summary>
internal sealed class TransformsExecutor(HostPlugins plugins) : IVectorExecutor
{
    public string Subject => "transforms";

    public string? Run(VectorCase vector)
    {
        var phase = "configure";
        JsonNode? actual;
        try
        {
            actual = Apply(vector, ref phase);
        }
        catch (Exception e)
        {
            return VectorOutcome.OfFailure(vector, e)
                ?? (phase == vector.Result.GetProperty("phase").GetString() ? null
                    : $"expected a failure to {vector.Result.GetProperty("phase")}, got one to {phase}: {e.Message}");
        }

        return vector.Ok
            ? VectorComparer.Difference(Expected(vector), actual)
            : $"expected {VectorOutcome.Expected(vector)}, got {VectorOutcome.Text(actual)}";
    }

    private JsonNode? Apply(VectorCase vector, ref string phase)
    {
        var name = vector.Text("class")!;
        var config = vector.Settings("config");
        var reached = phase;
        try
        {
            return vector.Op == "predicate"
                ? plugins.Use<IPredicate, JsonNode?>(PluginKind.Predicate, name, predicate =>
                {
                    predicate.Configure(config);
                    reached = "apply";
                    return predicate.Test(ConnectRecords.Read(vector["record"]));
                })
                : plugins.Use<ITransformation, JsonNode?>(PluginKind.Transformation, name, transformation =>
                {
                    transformation.Configure(config);
                    reached = "apply";
                    return Apply(transformation, vector["record"]);
                });
        }
        finally
        {
            phase = reached;
        }
    }

    /// <summary>A transformation leaves the record that it is given as it is, and gives the same for the same.</summary>
    private static JsonObject? Apply(ITransformation transformation, JsonElement input)
    {
        var record = ConnectRecords.Read(input);
        var before = ConnectRecords.Write(record)!.ToJsonString();
        var result = ConnectRecords.Write(transformation.Apply(record));
        var again = ConnectRecords.Write(transformation.Apply(record));
        var after = ConnectRecords.Write(record)!.ToJsonString();
        return before != after ? throw new InvalidOperationException($"It changed its input {before} to {after}")
            : result?.ToJsonString() != again?.ToJsonString()
                ? throw new InvalidOperationException($"It gave {VectorOutcome.Text(result)}, then {VectorOutcome.Text(again)}")
                : result;
    }

    /// <summary>The expected output in the form that <see cref="ConnectRecords"/> writes: nothing left out.</summary>
    private static JsonElement Expected(VectorCase vector)
    {
        if (vector.Output.ValueKind != JsonValueKind.Object)
        {
            return vector.Output;
        }

        var node = JsonNode.Parse(vector.Output.GetRawText())!.AsObject();
        node.TryAdd("key", new JsonObject { ["schema"] = null, ["value"] = null });
        node.TryAdd("headers", new JsonArray());
        return JsonSerializer.SerializeToElement(node);
    }
}
