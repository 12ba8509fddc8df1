using Connect.Abi.Configuration;
using Connect.Cluster;
using Connect.Rest.Wire;

namespace Connect.Rest.Endpoints;

/// <summary>Setting definitions and values as the wire has them: all values are texts.</summary>
internal static class ConfigBodies
{
    public static ConfigInfosBody Of(ConfigInfos infos) =>
        new(infos.Name, infos.ErrorCount, infos.Groups, [.. infos.Values.Select(Of)]);

    public static ConfigKeyBody Of(ConfigKey key) => new(
        key.Name,
        key.Type.ToString().ToUpperInvariant(),
        !key.HasDefault,
        key.HasDefault ? ConfigDef.ConvertToString(key.DefaultValue, key.Type) : null,
        key.Importance.ToString().ToUpperInvariant(),
        key.Documentation ?? string.Empty,
        key.Group,
        key.OrderInGroup,
        key.Width.ToString().ToUpperInvariant(),
        key.DisplayName,
        key.Dependents);

    private static ConfigInfoBody Of(ConfigInfo info)
    {
        var type = info.Key?.Type;
        return new ConfigInfoBody(
            info.Key is null ? null : Of(info.Key),
            new ConfigValueBody(
                info.Value.Name,
                ConfigDef.ConvertToString(info.Value.Value, type),
                [.. info.Value.RecommendedValues.Select(v => ConfigDef.ConvertToString(v, type is ConfigType.List ? null : type))],
                [.. info.Value.ErrorMessages],
                info.Value.Visible));
    }
}
