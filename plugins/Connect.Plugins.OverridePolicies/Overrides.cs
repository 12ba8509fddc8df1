using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies;

/// <summary>Answers a request setting by setting: what all the policies here have in common.</summary>
internal static class Overrides
{
    public static IReadOnlyList<ConfigValue> Judge(string policy, ConnectorClientConfigRequest request, Func<string, bool> isAllowed)
    {
        var values = new List<ConfigValue>(request.ClientProperties.Count);
        foreach (var (name, value) in request.ClientProperties)
        {
            var judged = new ConfigValue(name) { Value = value };
            if (!isAllowed(name))
            {
                judged.AddErrorMessage($"The '{policy}' policy does not allow '{name}' to be overridden in the connector configuration.");
            }

            values.Add(judged);
        }

        return values;
    }
}
