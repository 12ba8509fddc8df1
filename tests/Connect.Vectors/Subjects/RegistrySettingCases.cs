using Connect.Abi.Configuration;
using Connect.Converters.Avro;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>A setting of the converter: its type, its default and the rest of its definition.</summary>
internal static class RegistrySettingCases
{
    public static string? Run(VectorCase vector)
    {
        var name = vector.Text("name")!;
        if (!AvroConverterSettings.Definition.ConfigKeys.TryGetValue(name, out var key))
        {
            return $"expected the setting {name}, got none of that name";
        }

        var expected = $"{vector.Text("type")}, {vector.Text("importance")}, {(vector["required"].GetBoolean() ? "required" : $"default {vector.Text("default") ?? "null"}")}";
        var shown = key.DefaultValue is Password ? Password.Hidden : ConfigDef.ConvertToString(key.DefaultValue, key.Type);
        var actual = $"{key.Type.ToString().ToUpperInvariant()}, {key.Importance.ToString().ToUpperInvariant()}, "
            + (key.HasDefault ? $"default {shown ?? "null"}" : "required");
        return expected == actual ? null : $"expected {expected}, got {actual}";
    }
}
