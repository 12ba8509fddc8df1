using Connect.Abi.Converters;
using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Registry;

namespace Connect.Vectors.Subjects;

/// <summary>What a converter, or one after another, asks a registry step by step: a server repeats what the real one answered then.</summary>
internal sealed class RegistryScenarioCases(HostPlugins plugins)
{
    private const string BasePath = "/apis/ccompat/v7";
    private const string UrlOfTheRun = "127.0.0.1:18301";
    private const string AutoRegister = "auto.register.schemas";

    public string? Run(VectorCase vector)
    {
        using var registry = new RecordedRegistry(BasePath);
        var settings = AvroConverters.SettingsOf(vector.Body, vector.Id == "url/missing" ? null : registry.Url);
        foreach (var (name, value) in settings)
        {
            settings[name] = value?.Replace(UrlOfTheRun, registry.Address, StringComparison.Ordinal);
        }

        var isKey = vector["isKey"].GetBoolean();
        var steps = new List<ScenarioStep>();
        foreach (var step in vector["steps"].EnumerateArray())
        {
            steps.Add(new ScenarioStep(step, isKey, steps.LastOrDefault()));
        }

        var topic = steps.Select(step => step.Topic).FirstOrDefault(told => told is not null) ?? "t";
        for (int from = 0, to; from < steps.Count; from = to)
        {
            for (to = from + 1; to < steps.Count && !steps[to].NeedsNewConverter; to++)
            {
            }

            var own = steps[from].WithoutAutoRegister ? new Dictionary<string, string?>(settings) { [AutoRegister] = "false" } : settings;
            if (RunSteps(steps[from..to], own, isKey, topic, registry) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    // One converter's steps. A step that fails leaves the converter as it was; one that can't be made ends with it.
    private string? RunSteps(List<ScenarioStep> steps, Dictionary<string, string?> settings, bool isKey, string topic, RecordedRegistry registry)
    {
        var configured = false;
        string? difference = null;
        var ofFirst = ConfluentOutcome.Of(steps[0].Body, () => plugins.UseAvro(settings, isKey, converter =>
        {
            configured = true;
            foreach (var step in steps)
            {
                registry.Expect(step.Exchanges);
                difference = ConfluentOutcome.Of(step.Body, () => Use(converter, step, topic)) ?? registry.Difference();
                if (difference is not null)
                {
                    difference = $"at '{step.Words}': {difference}";
                    break;
                }
            }

            return (string?)null;
        }));
        return configured ? difference : ofFirst;
    }

    private static string? Use(IConverter converter, ScenarioStep step, string topic)
    {
        if (step.OnlyConfigures)
        {
            return null;
        }

        if (step.Reads)
        {
            var read = converter.Read(step.Topic ?? topic, step.Payload);
            return step.Body.TryGetProperty("result", out var result) ? ConfluentOutcome.Difference(result, read) : null;
        }

        var (schema, value) = Orders.Of(step.Deed, step.Wire);
        var wire = converter.Write(step.Topic ?? topic, schema, value);
        return step.Body.TryGetProperty("wire", out var expected) || step.Body.TryGetProperty("result", out expected)
            ? ConfluentOutcome.Difference(expected, wire)
            : null;
    }
}
