using Connect.Abi;
using Newtonsoft.Json.Linq;

namespace TestPlugins.Shared;

/// <summary>Tells which Newtonsoft.Json it got.</summary>
[PluginVersion(Version)]
public sealed class JsonLibrary : TestPredicate
{
#if JSON12
    private const string Version = "12";
#else
    private const string Version = "13";
#endif

    public override string ToString() =>
        JObject.Parse("""{"works":true}""")["works"] + " " + typeof(JObject).Assembly.GetName().Version;
}
