using Connect.Storage;
using TaskStatus = Connect.Storage.TaskStatus;

namespace Connect.Contract.Tests.Stores;

/// <summary>What every store of statuses does.</summary>
public abstract class StatusStoreContract(IStoreKind<IStatusStore> kind) : IAsyncLifetime
{
    private IStatusStore store = null!;

    public async ValueTask InitializeAsync()
    {
        store = kind.Open();
        await store.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await store.StopAsync(CancellationToken.None);
        kind.Dispose();
        GC.SuppressFinalize(this);
    }

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
    public void Topic_Put_IsFoundByItsConnectorAndName()
    {
        var topic = new TopicStatus("t", "c", 2, 5);
        store.Put(topic);
        Assert.Equal(topic, store.Topic("c", "t"));
        Assert.Null(store.Topic("d", "t"));
        Assert.Empty(store.Topics("d"));
    }

    [Fact]
    public void Statuses_SideBySide_AllArrive()
    {
        Parallel.For(0, 50, i => store.Put(new TaskStatus("c", i, ComponentState.Running, "w")));
        Assert.Equal(Enumerable.Range(0, 50), store.Tasks("c").Select(t => t.Task));
    }
}
