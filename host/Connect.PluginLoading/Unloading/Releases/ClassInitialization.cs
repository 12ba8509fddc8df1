using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Whether the static constructor of a class has run. To read a static field by reflection runs it, and with it what a plugin that is
/// about to go must not begin: threads, handlers, connections.
/// </summary>
internal sealed unsafe class ClassInitialization
{
    private const uint Initialized = 1;
    private readonly int? _auxiliary;

    public ClassInitialization()
    {
        try
        {
            var members = new RuntimeMembers(typeof(object).Assembly);
            var field = members.Field("System.Runtime.CompilerServices.MethodTable", "AuxiliaryData");
            _ = members.Field("System.Runtime.CompilerServices.MethodTableAuxiliaryData", "Flags");
            _auxiliary = field.GetCustomAttribute<FieldOffsetAttribute>()?.Value;
            if (!TellsRight())
            {
                _auxiliary = null;
                Missing = $"This runtime ({Environment.Version}) keeps elsewhere whether a class is initialized.";
            }
        }
        catch (MissingMemberException e)
        {
            Missing = e.Message;
        }
    }

    /// <summary>What the runtime lacks to tell it; null where it can be told.</summary>
    public string? Missing { get; }

    /// <summary>Whether the static fields of a class can be read without running its code.</summary>
    public bool IsReadable(Type type) => type.TypeInitializer is null || (_auxiliary is { } offset && HasRun(type, offset));

    /// <summary>Asks it of two classes of which the answer is known.</summary>
    private bool TellsRight()
    {
        if (_auxiliary is not { } offset || HasRun(typeof(Untouched), offset))
        {
            return false;
        }

        RuntimeHelpers.RunClassConstructor(typeof(Touched).TypeHandle);
        return HasRun(typeof(Touched), offset);
    }

    private static bool HasRun(Type type, int offset)
    {
        var auxiliary = *(nint*)(type.TypeHandle.Value + offset);
        return (Volatile.Read(ref *(uint*)auxiliary) & Initialized) != 0;
    }

    private static class Untouched
    {
        public static readonly object Value = new();

        static Untouched()
        {
        }
    }

    private static class Touched
    {
        public static readonly object Value = new();

        static Touched()
        {
        }
    }
}
