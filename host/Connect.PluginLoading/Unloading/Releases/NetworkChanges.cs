using System.Collections;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's handlers out of the events for changes of the network.</summary>
internal sealed class NetworkChanges : FrameworkRelease
{
    private const string Change = "System.Net.NetworkInformation.NetworkChange";
    private readonly List<(FieldInfo Handlers, MethodInfo Remove)> _events = [];
    private FieldInfo _gate = null!;

    public NetworkChanges()
        : base("network change handlers", "System.Net.NetworkInformation")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _gate = members.Field(Change, "s_gate");
        var type = members.Type(Change);
        foreach (var (field, name) in (ReadOnlySpan<(string, string)>)
            [("s_addressChangedSubscribers", "NetworkAddressChanged"), ("s_availabilityChangedSubscribers", "NetworkAvailabilityChanged")])
        {
            var remove = type.GetEvent(name)?.RemoveMethod ?? throw new MissingMemberException($"This runtime ({Environment.Version}) lacks {Change}.{name}.");
            _events.Add((members.Field(Change, field), remove));
        }
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var (handlers, remove) in _events)
        {
            List<object> own;
            lock (_gate.GetValue(null)!)
            {
                own = [.. ((IDictionary)handlers.GetValue(null)!).Keys.Cast<object>().Where(dead.Owns)];
            }

            foreach (var handler in own)
            {
                remove.Invoke(null, [handler]);
                count++;
            }
        }

        return count;
    }
}
