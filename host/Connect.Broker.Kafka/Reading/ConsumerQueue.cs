using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;

namespace Connect.Broker.Kafka.Reading;

/// <summary>A consumer's queue in librdkafka: read in batches, and woken from any thread.</summary>
internal sealed unsafe class ConsumerQueue : IDisposable
{
    private readonly SafeHandle _handle;
    private readonly nint[] _messages;
    private readonly Lock _lock = new();
    private nint _queue;
    private int _count;
    private bool _deaf;

    public ConsumerQueue(IClient consumer, int capacity)
    {
        _handle = Librdkafka.HandleOf(consumer);
        var held = false;
        _handle.DangerousAddRef(ref held);
        _queue = Librdkafka.ConsumerQueue(_handle.DangerousGetHandle());
        _messages = new nint[capacity];
    }

    /// <summary>The client, for as long as this is not disposed.</summary>
    public nint Client => _handle.DangerousGetHandle();

    /// <summary>Waits for a first message. Rebalances are called back in here and in <see cref="ReadMore"/>.</summary>
    /// <remarks>librdkafka waits until it has as many as were asked for, so the wait is for one.</remarks>
    public bool ReadFirst(TimeSpan wait)
    {
        _count = 0;
        var milliseconds = wait == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue);
        Read(milliseconds, 1);
        return _count > 0;
    }

    /// <summary>Takes what else is there.</summary>
    public void ReadMore()
    {
        if (_messages.Length > _count)
        {
            Read(0, _messages.Length - _count);
        }
    }

    /// <summary>The messages that were read and not yet given back.</summary>
    public ReadOnlySpan<nint> Messages => _messages.AsSpan(0, _count);

    /// <summary>Gives the messages back.</summary>
    public void Release()
    {
        foreach (var message in Messages)
        {
            Librdkafka.MessageDestroy((NativeMessage*)message);
        }

        _count = 0;
    }

    private void Read(int milliseconds, int most)
    {
        fixed (nint* messages = _messages)
        {
            var count = (int)Librdkafka.ConsumeBatch(_queue, milliseconds, (NativeMessage**)messages + _count, (nuint)most);
            if (count < 0)
            {
                throw ErrorMapping.ToBroker(new Error(Librdkafka.LastError()), "Reading failed");
            }

            _count += count;
        }
    }

    /// <summary>Ends a wait that goes on now, or the next one. Thread-safe.</summary>
    public void Yield()
    {
        lock (_lock)
        {
            if (_queue != 0 && !_deaf)
            {
                Librdkafka.QueueYield(_queue);
            }
        }
    }

    /// <summary>Ends the effect of <see cref="Yield"/>.</summary>
    public void StopYielding()
    {
        lock (_lock)
        {
            _deaf = true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_queue == 0)
            {
                return;
            }

            Librdkafka.QueueDestroy(_queue);
            _queue = 0;
        }

        // The last reference: closes the client.
        _handle.DangerousRelease();
    }
}
