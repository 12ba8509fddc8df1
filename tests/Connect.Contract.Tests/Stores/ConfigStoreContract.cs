using Connect.Abi.Errors;
using Connect.Storage;

namespace Connect.Contract.Tests.Stores;

/// <summary>What every store of configurations does.</summary>
public abstract class ConfigStoreContract(IStoreKind<IConfigStore> kind) : IAsyncLifetime, IConfigListener
{
    private static readonly Dictionary<string, string> Config = new() { ["name"] = "c", ["topic"] = "${file:x:y}" };
    private readonly List<string> told = [];
    private IConfigStore store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = kind.Open();
        store.SetListener(this);
        await store.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await store.StopAsync(CancellationToken.None);
        kind.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Connector_Put_IsStartedAndInTheSnapshotAsGiven()
    {
        var before = store.Snapshot();
        await store.PutConnectorConfigAsync("c", Config, null, Token);
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
        await store.PutConnectorConfigAsync("c", Config, TargetState.Paused, Token);
        await store.PutTaskConfigsAsync("c", [new Dictionary<string, string> { ["t"] = "0" }], Token);
        await store.PutConnectorConfigAsync("c", new Dictionary<string, string>(), null, Token);
        var state = store.Snapshot();
        Assert.Equal(TargetState.Paused, state.TargetState("c"));
        Assert.Equal("0", Assert.Single(state.TaskConfigs("c"))["t"]);
        Assert.Equal(2, state.AppliedConnectorConfig("c")!.Count);
        Assert.Equal(["config c", "tasks c", "config c"], told);
    }

    [Fact]
    public async Task TargetState_PutTwice_TellsOnce()
    {
        await store.PutConnectorConfigAsync("c", Config, null, Token);
        await store.PutTargetStateAsync("c", TargetState.Stopped, Token);
        await store.PutTargetStateAsync("c", TargetState.Stopped, Token);
        Assert.Equal(["config c", "target c"], told);
        Assert.Equal(TargetState.Stopped, store.Snapshot().TargetState("c"));
    }

    [Fact]
    public async Task Connector_Removed_TakesAllWithItAndTellsOnce()
    {
        await store.PutConnectorConfigAsync("c", Config, null, Token);
        await store.PutTaskConfigsAsync("c", [Config], Token);
        await store.RemoveConnectorConfigAsync("c", Token);
        await store.RemoveConnectorConfigAsync("c", Token);
        Assert.Empty(store.Snapshot().TaskConfigs("c"));
        Assert.Null(store.Snapshot().TargetState("c"));
        Assert.Equal(["config c", "tasks c", "remove c"], told);
    }

    [Fact]
    public async Task Tasks_Removed_LeaveTheConnector()
    {
        await store.PutConnectorConfigAsync("c", Config, null, Token);
        await store.PutTaskConfigsAsync("c", [Config], Token);
        await store.RemoveTaskConfigsAsync("c", Token);
        Assert.Empty(store.Snapshot().TaskConfigs("c"));
        Assert.Null(store.Snapshot().AppliedConnectorConfig("c"));
        Assert.True(store.Snapshot().Contains("c"));
    }

    [Fact]
    public async Task Snapshot_TakenBefore_ShowsNothingOfWhatCame()
    {
        await store.PutConnectorConfigAsync("b", Config, null, Token);
        var before = store.Snapshot();
        await store.PutConnectorConfigAsync("a", Config, null, Token);
        await store.PutTaskConfigsAsync("b", [Config], Token);
        await store.RemoveConnectorConfigAsync("b", Token);

        Assert.Equal(["b"], before.Connectors);
        Assert.Empty(before.TaskConfigs("b"));
        Assert.Equal(["a"], store.Snapshot().Connectors);
    }

    [Fact]
    public async Task Config_ChangedByItsGiverAfterwards_StaysAsGiven()
    {
        var mine = new Dictionary<string, string>(Config);
        await store.PutConnectorConfigAsync("c", mine, null, Token);
        await store.PutTaskConfigsAsync("c", [mine], Token);
        mine["topic"] = "other";

        Assert.Equal(Config["topic"], store.Snapshot().ConnectorConfig("c")!["topic"]);
        Assert.Equal(Config["topic"], store.Snapshot().TaskConfigs("c")[0]["topic"]);
    }

    [Fact]
    public async Task Connector_Unknown_IsRefusedByName()
    {
        var error = await Assert.ThrowsAsync<NotFoundException>(async () => await store.PutTaskConfigsAsync("nobody", [], Token));
        Assert.Contains("nobody", error.Message);
        await Assert.ThrowsAsync<NotFoundException>(async () => await store.PutTargetStateAsync("nobody", TargetState.Paused, Token));
        await Assert.ThrowsAsync<NotFoundException>(async () => await store.RemoveTaskConfigsAsync("nobody", Token));
    }

    void IConfigListener.OnConnectorConfigUpdate(string connector) => told.Add("config " + connector);

    void IConfigListener.OnConnectorConfigRemove(string connector) => told.Add("remove " + connector);

    void IConfigListener.OnTaskConfigUpdate(string connector) => told.Add("tasks " + connector);

    void IConfigListener.OnTargetStateChange(string connector) => told.Add("target " + connector);
}
