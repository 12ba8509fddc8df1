using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Ends the plugin's registrations for signals.</summary>
internal sealed class PosixSignals : FrameworkRelease
{
    private FieldInfo _registrations = null!;
    private FieldInfo _token = null!;
    private FieldInfo _handler = null!;

    public PosixSignals()
        : base("signal handlers", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Registration = "System.Runtime.InteropServices.PosixSignalRegistration";
        _registrations = members.Field(Registration, "s_registrations");
        _token = members.Field(Registration, "_token");
        _handler = members.Field(Registration + "+Token", "Handler");
    }

    protected override int LetGo(DeadContext dead)
    {
        var registrations = (IDictionary)_registrations.GetValue(null)!;
        var own = new List<object>();
        lock (registrations)
        {
            foreach (IEnumerable tokens in registrations.Values)
            {
                own.AddRange(tokens.Cast<object>().Where(token => dead.Owns(_handler.GetValue(token))));
            }
        }

        foreach (var token in own)
        {
            // The registration itself is the plugin's, wherever it keeps it; another one for the same token ends it as well.
            var registration = (PosixSignalRegistration)RuntimeHelpers.GetUninitializedObject(typeof(PosixSignalRegistration));
            _token.SetValue(registration, token);
            registration.Dispose();
        }

        return own.Count;
    }
}
