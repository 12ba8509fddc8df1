using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace TestPlugins.Holders;

internal sealed class MeterHolder : IHolder
{
    private readonly string _name = "holders." + Guid.NewGuid();
    private int _asked;

    public void Hold() => new Meter(_name).CreateObservableGauge("asked", () => ++_asked);

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _asked;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == _name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.Start();
        listener.RecordObservableInstruments();
        return Task.FromResult(_asked > before);
    }
}

internal sealed class MeterTagsHolder : IHolder
{
    private readonly string _name = "holders.tags." + Guid.NewGuid();

    public void Hold() => new Meter(_name, null, [new("mine", this)]).CreateCounter<int>("counted");

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var found = false;
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found |= instrument.Meter.Name == _name };
        listener.Start();
        return Task.FromResult(found);
    }
}

internal sealed class MeterListenerHolder : IHolder
{
    private readonly string _name = "holders.heard." + Guid.NewGuid();
    private int _heard;

    public void Hold()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == _name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => _heard += value);
        listener.Start();
    }

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _heard;
        using var meter = new Meter(_name);
        meter.CreateCounter<int>("said").Add(1);
        return Task.FromResult(_heard > before);
    }
}

internal sealed class ActivityListenerHolder : IHolder
{
    private readonly string _name = "holders." + Guid.NewGuid();
    private int _heard;

    public void Hold() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name == _name,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStarted = _ => _heard++,
    });

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _heard;
        using var source = new ActivitySource(_name);
        source.StartActivity("said")?.Dispose();
        return Task.FromResult(_heard > before);
    }
}

internal sealed class EventListenerHolder : IHolder
{
    private Listener? _listener;

    public void Hold() => _listener = new Listener();

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _listener!.Heard;
        using var source = new EventSource("Holders-" + Guid.NewGuid());
        source.Write("said");
        return Task.FromResult(_listener.Heard > before);
    }

    private sealed class Listener : EventListener
    {
        public int Heard { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name.StartsWith("Holders-", StringComparison.Ordinal))
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => Heard++;
    }
}

internal sealed class DiagnosticSubscriptionHolder : IHolder, IObserver<KeyValuePair<string, object?>>
{
    private readonly string _name = "holders." + Guid.NewGuid();
    private DiagnosticListener? _listener;
    private int _heard;

    public void Hold()
    {
        _listener = new DiagnosticListener(_name);
        _listener.Subscribe(this);
    }

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _heard;
        _listener!.Write("said", null);
        return Task.FromResult(_heard > before);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(KeyValuePair<string, object?> value) => _heard++;
}

internal sealed class AllListenersHolder : IHolder, IObserver<DiagnosticListener>
{
    private readonly List<string> _seen = [];

    public void Hold() => DiagnosticListener.AllListeners.Subscribe(this);

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var name = "holders.all." + Guid.NewGuid();
        using var listener = new DiagnosticListener(name);
        return Task.FromResult(_seen.Contains(name));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(DiagnosticListener value) => _seen.Add(value.Name);
}

internal sealed class TraceListenerHolder : IHolder
{
    private readonly Listener _listener = new();

    public void Hold() => Trace.Listeners.Add(_listener);

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _listener.Heard;
        Trace.WriteLine("said");
        return Task.FromResult(_listener.Heard > before);
    }

    private sealed class Listener : TraceListener
    {
        public int Heard { get; private set; }

        public override void Write(string? message) => Heard++;

        public override void WriteLine(string? message) => Heard++;
    }
}
