namespace Connect.Integration.Tests.Harness;

/// <summary>Changes settings in passing.</summary>
internal static class SettingsExtensions
{
    public static Dictionary<string, string> With(this Dictionary<string, string> settings, string name, string value) =>
        new(settings) { [name] = value };

    public static Dictionary<string, string> Without(this Dictionary<string, string> settings, string name)
    {
        var rest = new Dictionary<string, string>(settings);
        rest.Remove(name);
        return rest;
    }
}
