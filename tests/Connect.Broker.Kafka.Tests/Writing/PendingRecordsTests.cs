using Connect.Abi.Records;
using Connect.Broker.Kafka.Writing;

namespace Connect.Broker.Kafka.Tests.Writing;

public sealed class PendingRecordsTests
{
    private readonly PendingRecords _pending = new();
    private readonly Listener _listener = new();

    [Fact]
    public void Add_Many_EachHasItsOwnNumberFromOne()
    {
        var numbers = Enumerable.Range(0, 10_000).Select(i => _pending.Add(i, "t", _listener, i)).ToList();
        Assert.Equal(10_000, numbers.Distinct().Count());
        Assert.DoesNotContain(0, numbers);
        Assert.All(numbers.Select((n, i) => (n, i)), p => Assert.Equal(p.i, _pending.At(p.n).Tag));
    }

    [Fact]
    public void Return_Numbers_AreUsedAgain()
    {
        List<int> numbers = [.. Enumerable.Range(0, 4096).Select(i => _pending.Add(i, "t", _listener, 1))];
        numbers.ForEach(n => _pending.At(n) = default);
        _pending.Return([.. numbers]);
        Assert.Equal(numbers.Order(), Enumerable.Range(0, 4096).Select(i => _pending.Add(i, "t", _listener, 1)).Order());
    }

    [Fact]
    public void Undo_LastNumber_IsNotUnsettled()
    {
        var kept = _pending.Add("kept", "t", _listener, 1);
        _pending.Undo(_pending.Add("undone", "t", _listener, 1));
        Assert.Equal([kept], _pending.Unsettled());
    }

    [Fact]
    public async Task TwoThreads_AddAndReturn_NeverMixRecords()
    {
        var handed = new System.Collections.Concurrent.BlockingCollection<(int Number, int Tag)>(1000);
        var settling = Task.Run(() =>
        {
            foreach (var (number, tag) in handed.GetConsumingEnumerable(TestContext.Current.CancellationToken))
            {
                Assert.Equal(tag, _pending.At(number).Tag);
                _pending.At(number) = default;
                _pending.Return([number]);
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 200_000; i++)
        {
            handed.Add((_pending.Add(i, "t", _listener, 1), i), TestContext.Current.CancellationToken);
        }

        handed.CompleteAdding();
        await settling;
        Assert.Empty(_pending.Unsettled());
    }

    private sealed class Listener : IDeliveryListener
    {
        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
        {
        }

        public void OnFailed(object? tag, string topic, BrokerException error)
        {
        }
    }
}
