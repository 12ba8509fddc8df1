using System.Diagnostics;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Ends the plugin's subscriptions to diagnostic listeners, and disposes those of its own.</summary>
internal sealed class DiagnosticSubscriptions : FrameworkRelease
{
    private const string Listener = "System.Diagnostics.DiagnosticListener";
    private FieldInfo _listeners = null!;
    private FieldInfo _nextListener = null!;
    private FieldInfo _subscriptions = null!;
    private FieldInfo _nextSubscription = null!;
    private FieldInfo _observable = null!;
    private FieldInfo _subscribers = null!;
    private FieldInfo _nextSubscriber = null!;
    private FieldInfo _subscriber = null!;
    private FieldInfo[] _callbacks = [];

    public DiagnosticSubscriptions()
        : base("diagnostic subscriptions", "System.Diagnostics.DiagnosticSource")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Subscription = Listener + "+DiagnosticSubscription";
        const string All = Listener + "+AllListenerObservable";
        _listeners = members.Field(Listener, "s_allListeners");
        _nextListener = members.Field(Listener, "_next");
        _subscriptions = members.Field(Listener, "_subscriptions");
        _nextSubscription = members.Field(Subscription, "Next");
        _observable = members.Field(Listener, "s_allListenerObservable");
        _subscribers = members.Field(All, "_subscriptions");
        _nextSubscriber = members.Field(All + "+AllListenerSubscription", "Next");
        _subscriber = members.Field(All + "+AllListenerSubscription", "Subscriber");
        _callbacks =
        [
            members.Field(Subscription, "Observer"),
            members.Field(Subscription, "IsEnabled1Arg"),
            members.Field(Subscription, "IsEnabled3Arg"),
            members.Field(Subscription, "OnActivityImport"),
            members.Field(Subscription, "OnActivityExport"),
        ];
    }

    /// <summary>The lists are linked lists that are replaced from their head on, so that walking them needs no lock.</summary>
    protected override int LetGo(DeadContext dead)
    {
        var own = new List<IDisposable>();
        var observable = _observable.GetValue(null);
        foreach (var subscriber in Chain(observable is null ? null : _subscribers.GetValue(observable), _nextSubscriber))
        {
            if (dead.Reaches(_subscriber.GetValue(subscriber)))
            {
                own.Add((IDisposable)subscriber);
            }
        }

        foreach (var listener in Chain(_listeners.GetValue(null), _nextListener))
        {
            own.AddRange(Chain(_subscriptions.GetValue(listener), _nextSubscription)
                .Where(subscription => _callbacks.Any(field => dead.Reaches(field.GetValue(subscription))))
                .Cast<IDisposable>());
            if (dead.Owns(listener))
            {
                own.Add((DiagnosticListener)listener);
            }
        }

        foreach (var one in own)
        {
            one.Dispose();
        }

        return own.Count;
    }

    private static IEnumerable<object> Chain(object? first, FieldInfo next)
    {
        for (var one = first; one is not null; one = next.GetValue(one))
        {
            yield return one;
        }
    }
}
