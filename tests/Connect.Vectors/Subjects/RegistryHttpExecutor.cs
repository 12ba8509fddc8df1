using System.Text.Json;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>What the converter asks a registry, and what becomes of each answer; its settings.</summary>
internal sealed class RegistryHttpExecutor(HostPlugins plugins) : IVectorExecutor
{
    private const string Scripted = "scripted";
    private const string Transport = "transport";
    private const string Scenarios = "scenarios";
    private const string Configs = "configs";

    private readonly RegistryErrorCases errors = new(plugins);
    private readonly RegistryTransportCases transport = new(plugins);
    private readonly RegistryScenarioCases scenarios = new(plugins);

    public string Subject => "schema-registry-http";

    public IEnumerable<VectorCase> CasesOf(JsonElement file) =>
    [
        .. ElementsOf(file, Scripted).GroupBy(NameOfError).SelectMany(alike => alike.Select((body, index) =>
            new VectorCase(index == 0 ? alike.Key : $"{alike.Key}/{index + 1}", Scripted, body))),
        .. ElementsOf(file, Transport).Select(body => new VectorCase(IdOf(body), Transport, body)),
        .. ElementsOf(file, Scenarios).Select(body => new VectorCase(IdOf(body), Scenarios, body)),
        .. SettingsOf(file),
    ];

    public string? Run(VectorCase vector) => vector.Op switch
    {
        Scripted => errors.Run(vector),
        Transport => transport.Run(vector),
        Scenarios => scenarios.Run(vector),
        _ => RegistrySettingCases.Run(vector),
    };

    private static IEnumerable<JsonElement> ElementsOf(JsonElement file, string part) =>
        file.TryGetProperty(part, out var elements) ? elements.EnumerateArray() : [];

    private static IEnumerable<VectorCase> SettingsOf(JsonElement file) => !file.TryGetProperty(Configs, out var groups) ? [] :
        from definition in groups.EnumerateObject()
        where definition.Value.ValueKind == JsonValueKind.Array
        from setting in definition.Value.EnumerateArray()
        select new VectorCase($"{Configs}/{definition.Name}/{setting.GetProperty("name").GetString()}", Configs, setting);

    private static string IdOf(JsonElement body) => body.GetProperty("id").GetString()!;

    // These have no ids of their own: operation, status, and the code in the answer's body make one.
    private static string NameOfError(JsonElement body)
    {
        var text = body.GetProperty("errorBody").GetString();
        var detail = text is null ? "no-body" : text.StartsWith('{') ? JsonDocument.Parse(text).RootElement.GetProperty("error_code").ToString() : "other-body";
        return $"{Scripted}/{body.GetProperty("operation").GetString()}/{body.GetProperty("status")}/{detail}";
    }
}
