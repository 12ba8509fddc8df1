using Connect.Broker.Kafka.Writing;

namespace Connect.Broker.Kafka.Tests.Writing;

public sealed class WriterRoomTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void TryTake_Full_IsRefusedUntilSettled()
    {
        var room = new WriterRoom(100, TimeProvider.System);
        Assert.True(room.TryTake(60));
        Assert.True(room.TryTake(40));
        Assert.False(room.TryTake(1));
        room.Settle(60, 1);
        Assert.True(room.TryTake(60));
        Assert.Equal(2, room.Outstanding);
    }

    [Fact]
    public async Task WaitForRoom_Settled_Ends()
    {
        var room = new WriterRoom(100, TimeProvider.System);
        room.TryTake(100);
        var waiting = Task.Run(() => room.WaitForRoom(50, Timeout.InfiniteTimeSpan, Token), Token);
        room.Settle(100, 1);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public void WaitForRoom_NoneInTime_SaysSo()
    {
        var room = new WriterRoom(100, TimeProvider.System);
        room.TryTake(100);
        Assert.False(room.WaitForRoom(1, TimeSpan.FromMilliseconds(20), Token));
    }

    [Fact]
    public async Task Flush_LaterRecords_AreNotWaitedFor()
    {
        var room = new WriterRoom(100, TimeProvider.System);
        room.TryTake(1);
        var flushing = room.FlushAsync(Timeout.InfiniteTimeSpan, Token).AsTask();
        room.TryTake(1);
        Assert.False(flushing.IsCompleted);
        room.Settle(1, 1);
        Assert.True(await flushing.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(1, room.Outstanding);
    }

    [Fact]
    public async Task ManyRecords_WriterAndSettler_NeverMissEachOther()
    {
        var room = new WriterRoom(1000, TimeProvider.System);
        const int Count = 300_000;
        var taken = 0;
        var settling = Task.Run(() =>
        {
            for (var settled = 0; settled < Count;)
            {
                var ready = Volatile.Read(ref taken) - settled;
                if (ready > 0)
                {
                    room.Settle(ready * 100, ready);
                    settled += ready;
                }
            }
        }, Token);
        for (var i = 0; i < Count; i++)
        {
            while (!room.TryTake(100))
            {
                Assert.True(room.WaitForRoom(100, TimeSpan.FromSeconds(10), Token), "The writer was not woken.");
            }

            Volatile.Write(ref taken, i + 1);
        }

        await settling;
        Assert.Equal(0, room.Outstanding);
    }
}
