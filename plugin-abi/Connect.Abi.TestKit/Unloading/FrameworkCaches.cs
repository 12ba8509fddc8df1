using System.Reflection;
using System.Reflection.Metadata;

namespace Connect.Abi.TestKit.Unloading;

/// <summary>
/// Clears what the framework keeps of types that it met by reflection (System.Text.Json, type descriptors), as it does itself when code
/// changes at run time, and as the worker does for a plugin that goes: no author can do it.
/// </summary>
internal static class FrameworkCaches
{
    private const string Method = "ClearCache";

    public static void Clear()
    {
        foreach (var handler in AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsCollectible && !assembly.IsDynamic)
            .SelectMany(assembly => assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>()))
        {
            handler.HandlerType
                .GetMethod(Method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])])
                ?.Invoke(null, [null]);
        }
    }
}
