using Connect.Abi.Errors;

namespace Connect.Storage.Tests;

public sealed class MemoryConfigStoreTests : IConfigListener
{
    private static readonly Dictionary<string, string> Config = new() { ["name"] = "c", ["topic"] = "${file:x:y}" };
    private readonly MemoryConfigStore store = new();
    private readonly List<string> told = [];

    public MemoryConfigStoreTests() => store.SetListener(this);

    [Fact]
    public async Task Connector_Put_IsStartedAndInTheSnapshotAsGiven()
    {
        var before = store.Snapshot();
        await store.PutConnectorConfigAsync("c", Config, null, CancellationToken.None);
        Assert.False(before.Contains("c"));
        var state = store.Snapshot();
        Assert.Equal(["c"], state.Connectors);
        Assert.Equal("${file:x:y}", state.ConnectorConfig("c")!["topic"]);
        Assert.Equal(TargetState.Started, state.TargetState("c"));
        Assert.Empty(state.TaskConfigs("c"));
        Assert.Null(state.AppliedConnectorConfig("c"));
        Assert.Equal(["config c"], told);
    }

    [Fact]
    public async Task Connector_PutAgain_KeepsTargetStateTasksAndWhatWasApplied()
    {
        await store.PutConnectorConfigAsync("c", Config, TargetState.Paused, CancellationToken.None);
        await store.PutTaskConfigsAsync("c", [new Dictionary<string, string> { ["t"] = "0" }], CancellationToken.None);
        await store.PutConnectorConfigAsync("c", new Dictionary<string, string>(), null, CancellationToken.None);
        var state = store.Snapshot();
        Assert.Equal(TargetState.Paused, state.TargetState("c"));
        Assert.Equal("0", Assert.Single(state.TaskConfigs("c"))["t"]);
        Assert.Equal(2, state.AppliedConnectorConfig("c")!.Count);
        Assert.Equal(["config c", "tasks c", "config c"], told);
    }

    [Fact]
    public async Task TargetState_PutTwice_TellsOnce()
    {
        await store.PutConnectorConfigAsync("c", Config, null, CancellationToken.None);
        await store.PutTargetStateAsync("c", TargetState.Stopped, CancellationToken.None);
        await store.PutTargetStateAsync("c", TargetState.Stopped, CancellationToken.None);
        Assert.Equal(["config c", "target c"], told);
        Assert.Equal(TargetState.Stopped, store.Snapshot().TargetState("c"));
    }

    [Fact]
    public async Task Connector_Removed_TakesAllWithItAndTellsOnce()
    {
        await store.PutConnectorConfigAsync("c", Config, null, CancellationToken.None);
        await store.PutTaskConfigsAsync("c", [Config], CancellationToken.None);
        await store.RemoveConnectorConfigAsync("c", CancellationToken.None);
        await store.RemoveConnectorConfigAsync("c", CancellationToken.None);
        Assert.Empty(store.Snapshot().TaskConfigs("c"));
        Assert.Null(store.Snapshot().TargetState("c"));
        Assert.Equal(["config c", "tasks c", "remove c"], told);
    }

    [Fact]
    public async Task Tasks_Removed_LeaveTheConnector()
    {
        await store.PutConnectorConfigAsync("c", Config, null, CancellationToken.None);
        await store.PutTaskConfigsAsync("c", [Config], CancellationToken.None);
        await store.RemoveTaskConfigsAsync("c", CancellationToken.None);
        Assert.Empty(store.Snapshot().TaskConfigs("c"));
        Assert.Null(store.Snapshot().AppliedConnectorConfig("c"));
        Assert.True(store.Snapshot().Contains("c"));
    }

    [Fact]
    public async Task Connector_Unknown_IsRefusedByName()
    {
        var error = await Assert.ThrowsAsync<NotFoundException>(async () => await store.PutTaskConfigsAsync("nobody", [], CancellationToken.None));
        Assert.Contains("nobody", error.Message);
        await Assert.ThrowsAsync<NotFoundException>(async () => await store.PutTargetStateAsync("nobody", TargetState.Paused, CancellationToken.None));
        await Assert.ThrowsAsync<NotFoundException>(async () => await store.RemoveTaskConfigsAsync("nobody", CancellationToken.None));
    }

    void IConfigListener.OnConnectorConfigUpdate(string connector) => told.Add("config " + connector);

    void IConfigListener.OnConnectorConfigRemove(string connector) => told.Add("remove " + connector);

    void IConfigListener.OnTaskConfigUpdate(string connector) => told.Add("tasks " + connector);

    void IConfigListener.OnTargetStateChange(string connector) => told.Add("target " + connector);
}
