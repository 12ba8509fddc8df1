using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json;
using YamlDotNet.Serialization;

namespace TestPlugins.Libraries;

/// <summary>A reading of some station.</summary>
public sealed class Reading
{
    public string Station { get; set; } = "";

    public double Value { get; set; }

    public TimeSpan Age { get; set; }

    public List<string> Tags { get; set; } = [];
}

internal static class Serializers
{
    private static Reading One => new() { Station = "north", Value = 1.5, Age = TimeSpan.FromMinutes(2), Tags = ["a", "b"] };

    public static void Newtonsoft() => Expect(JsonConvert.DeserializeObject<Reading>(JsonConvert.SerializeObject(One))!.Station);

    public static void SystemTextJson() => Expect(System.Text.Json.JsonSerializer.Deserialize<Reading>(System.Text.Json.JsonSerializer.Serialize(One, Web), Web)!.Station);

    public static void Yaml() => Expect(new DeserializerBuilder().Build().Deserialize<Reading>(new SerializerBuilder().Build().Serialize(One)).Station);

    public static void Configuration() => Expect(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Station"] = "north", ["Value"] = "2", ["Age"] = "00:01:00" })
        .Build().Get<Reading>()!.Station);

    private static JsonSerializerOptions Web { get; } = new(JsonSerializerDefaults.Web);

    private static void Expect(string station)
    {
        if (station != "north")
        {
            throw new InvalidOperationException($"{station} is not what was written.");
        }
    }
}
