using Connect.Abi.Records;
using Connect.Broker.Kafka.Reading;

namespace Connect.Broker.Kafka.Tests.Reading;

public sealed class ReaderPositionsTests
{
    private static readonly TopicPartition Zero = new("t", 0);
    private static readonly TopicPartition One = new("t", 1);

    private readonly ReaderPositions _positions = new();

    public ReaderPositionsTests() => _positions.Assign([Zero, One]);

    [Fact]
    public void MayRead_Paused_HoldsBackAndGoesOnAtTheFirstHeldBack()
    {
        _positions.Pause([Zero]);
        Assert.False(_positions.MayRead(Zero, 5));
        Assert.False(_positions.MayRead(Zero, 6));
        Assert.True(_positions.MayRead(One, 1));
        Assert.Equal(5, _positions.Seeks[Zero]);
    }

    [Fact]
    public void MayRead_SoughtElsewhere_HoldsBackWhatWasFetchedBefore()
    {
        _positions.Seek(Zero, 2);
        Assert.False(_positions.MayRead(Zero, 9));
        Assert.True(_positions.TakeSeek(Zero, out var offset));
        Assert.Equal(2, offset);
        Assert.True(_positions.MayRead(Zero, 2));
    }

    [Fact]
    public void Revoke_Partition_EndsItsPauseSeekAndPosition()
    {
        _positions.Pause([Zero]);
        _positions.Seek(Zero, 3);
        _positions.Revoke([Zero]);
        Assert.False(_positions.MayRead(Zero, 3));
        _positions.Assign([Zero]);
        Assert.False(_positions.IsPaused(Zero));
        Assert.False(_positions.TryPosition(Zero, out _));
        Assert.Empty(_positions.Seeks);
    }

    [Fact]
    public void Resume_BeforeThePauseWasTold_TellsNothing()
    {
        _positions.Pause([Zero, One]);
        _positions.PausesTold();
        _positions.Resume([One]);
        _positions.Pause([One]);
        Assert.Equal([Zero], _positions.Resume([Zero, One]));
    }

    [Fact]
    public void WasRevoked_ForgottenBeforeMore_IsToldOnlySince()
    {
        _positions.Revoke([Zero]);
        _positions.ForgetRevoked();
        Assert.False(_positions.AnyRevoked);
        _positions.Revoke([One]);
        Assert.True(_positions.WasRevoked(One));
        Assert.False(_positions.WasRevoked(Zero));
    }
}
