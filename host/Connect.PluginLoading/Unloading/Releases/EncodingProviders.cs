using System.Reflection;
using System.Text;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's encoding providers out of the process's.</summary>
internal sealed class EncodingProviders : FrameworkRelease
{
    private FieldInfo _providers = null!;

    public EncodingProviders()
        : base("encoding providers", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _providers = RuntimeMembers.Field(typeof(EncodingProvider), "s_providers");

    protected override int LetGo(DeadContext dead)
    {
        var all = (EncodingProvider[]?)_providers.GetValue(null) ?? [];
        EncodingProvider[] left = [.. all.Where(provider => !dead.Owns(provider))];
        if (left.Length < all.Length)
        {
            _providers.SetValue(null, left.Length == 0 ? null : left);
        }

        return all.Length - left.Length;
    }
}
