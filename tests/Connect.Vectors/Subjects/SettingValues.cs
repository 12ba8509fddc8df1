using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Configuration;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>Values of settings as the vectors have them: typed values, classes and passwords.</summary>
internal static class SettingValues
{
    /// <summary>A value.</summary>
    /// <param name="value">Its notation.</param>
    /// <param name="type">The type of its setting: a class is a name there, and a type elsewhere.</param>
    public static object? Read(JsonElement value, ConfigType? type)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("class", out var name))
        {
            return type == ConfigType.Class ? name.GetString() : typeof(string);
        }

        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("password", out var password)
            ? new Password(password.GetString()!)
            : VectorReader.ReadValue(value);
    }

    /// <summary>The notation of a value of a setting of some type.</summary>
    public static JsonNode? Write(object? value, ConfigType? type) => value switch
    {
        string name when type == ConfigType.Class => new JsonObject { ["class"] = name },
        Password password => new JsonObject { ["password"] = password.Value, ["text"] = password.ToString() },
        _ => VectorWriter.WriteValue(value),
    };
}
