using System.Reflection;
using System.Runtime.Loader;
using Connect.PluginLoading.Unloading.Releases;

namespace Connect.PluginLoading.Unloading;

/// <summary>The number that the runtime gives each load context: by it a context is found again in a dump, without holding it.</summary>
internal static class ContextNumbers
{
    private static readonly FieldInfo? Number = Find();

    /// <summary>A context's number; null where the runtime does not tell.</summary>
    public static long? Of(AssemblyLoadContext context) => (long?)Number?.GetValue(context);

    private static FieldInfo? Find()
    {
        try
        {
            return RuntimeMembers.Field(typeof(AssemblyLoadContext), "_id");
        }
        catch (MissingMemberException)
        {
            // Reports say then that the context can't be found.
            return null;
        }
    }
}
