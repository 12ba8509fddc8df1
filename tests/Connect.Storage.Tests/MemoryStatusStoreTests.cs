namespace Connect.Storage.Tests;

public sealed class MemoryStatusStoreTests
{
    private readonly MemoryStatusStore store = new();

    [Fact]
    public void Connector_PutAndDestroyed_IsGone()
    {
        var status = new ConnectorStatus("c", ComponentState.Failed, "w:8083", 3, "trace", "1.0");
        store.Put(status);
        Assert.Equal(status, store.Connector("c"));
        Assert.Equal(["c"], store.Connectors());
        store.Put(status with { State = ComponentState.Destroyed });
        Assert.Null(store.Connector("c"));
        Assert.Empty(store.Connectors());
    }

    [Fact]
    public void Tasks_Put_ComeByNumberAndGoOneByOne()
    {
        store.Put(new TaskStatus("c", 10, ComponentState.Running, "w"));
        store.Put(new TaskStatus("c", 2, ComponentState.Running, "w"));
        store.Put(new TaskStatus("d", 0, ComponentState.Running, "w"));
        Assert.Equal([2, 10], store.Tasks("c").Select(t => t.Task));
        store.Put(new TaskStatus("c", 2, ComponentState.Destroyed, "w"));
        Assert.Null(store.Task("c", 2));
        Assert.Equal(10, Assert.Single(store.Tasks("c")).Task);
        Assert.Empty(store.Tasks("unknown"));
    }

    [Fact]
    public void Topics_PutAndDeleted_AreAConnectorsOwn()
    {
        store.Put(new TopicStatus("t2", "c", 0, 5));
        store.Put(new TopicStatus("t1", "c", 1, 6));
        store.Put(new TopicStatus("t1", "d", 0, 7));
        Assert.Equal(["t1", "t2"], store.Topics("c").Select(t => t.Topic));
        store.DeleteTopic("c", "t1");
        store.DeleteTopic("unknown", "t1");
        Assert.Null(store.Topic("c", "t1"));
        Assert.Equal(7, store.Topic("d", "t1")!.DiscoverTimestamp);
    }

    [Fact]
    public void States_NamedAndParsed_AreThemselves()
    {
        foreach (var state in Enum.GetValues<ComponentState>())
        {
            Assert.True(ComponentStates.TryParse(state.Name(), out var parsed));
            Assert.Equal(state, parsed);
        }

        Assert.False(ComponentStates.TryParse("Running", out _));
    }
}
