using System.Collections;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's makers of web requests out of the process's prefixes.</summary>
internal sealed class WebRequestPrefixes : FrameworkRelease
{
    private FieldInfo _prefixes = null!;

    public WebRequestPrefixes()
        : base("web request prefixes", "System.Net.Requests")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _prefixes = members.Field("System.Net.WebRequest", "s_prefixList");

    protected override int LetGo(DeadContext dead)
    {
        if (_prefixes.GetValue(null) is not IList all)
        {
            return 0;
        }

        // Readers take the list as it is; changes are made in a copy, as the framework does it.
        var left = (IList)Activator.CreateInstance(all.GetType())!;
        foreach (var one in all)
        {
            if (!dead.Reaches(one))
            {
                left.Add(one);
            }
        }

        if (left.Count < all.Count)
        {
            _prefixes.SetValue(null, left);
        }

        return all.Count - left.Count;
    }
}
