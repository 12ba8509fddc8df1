using Connect.Abi.Configuration;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Connectors;

/// <summary>A connector on a thread of its own, called as the host calls it.</summary>
internal sealed class ConnectorRun : IAsyncDisposable
{
    private readonly ConnectorSuite suite;
    private readonly PluginThread thread = new("connector");
    private readonly ConnectorContext context;
    private bool mustStop;

    public ConnectorRun(ConnectorSuite suite, Connector connector, StoredOffsets offsets)
    {
        this.suite = suite;
        Connector = connector;
        context = new ConnectorContext(offsets);
    }

    public Connector Connector { get; }

    public async Task<IReadOnlyList<ConfigValue>> ValidateAsync(IReadOnlyDictionary<string, string> settings)
    {
        var given = settings.ToDictionary(s => s.Key, string? (s) => s.Value, StringComparer.Ordinal);
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        var answer = thread.RunAsync(() => Connector.ValidateAsync(given, giveUp.Token));
        try
        {
            await Wait.ForAsync(suite, answer, nameof(Connector.ValidateAsync)).ConfigureAwait(false);
            return await answer.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not CheckFailedException)
        {
            throw new CheckFailedException(
                $"{nameof(Connector.ValidateAsync)} answers with one value a setting and what is wrong with it",
                $"{error.GetType().Name}: {error.Message}",
                "put what is wrong into the values' error messages; an exception names one problem at a time",
                error);
        }
    }

    public async Task InitializeAsync() => await CallAsync(
        () =>
        {
            Connector.Initialize(context);
            return ValueTask.CompletedTask;
        },
        nameof(Connector.Initialize)).ConfigureAwait(false);

    /// <summary>Initializes and starts.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        await InitializeAsync().ConfigureAwait(false);
        mustStop = true;
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        await CallAsync(() => Connector.StartAsync(settings, giveUp.Token), nameof(Connector.StartAsync)).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TaskConfigsAsync(int most)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> configs = [];
        await CallAsync(
            () =>
            {
                configs = Connector.TaskConfigs(most);
                return ValueTask.CompletedTask;
            },
            $"{nameof(Connector.TaskConfigs)}({most})").ConfigureAwait(false);
        return configs;
    }

    public async Task StopAsync()
    {
        mustStop = false;
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        await CallAsync(() => Connector.StopAsync(giveUp.Token), nameof(Connector.StopAsync)).ConfigureAwait(false);
        if (context.Raised is { } error)
        {
            throw new CheckFailedException(
                "the connector runs until it is stopped",
                $"it raised {error.GetType().Name}: {error.Message}",
                "see why it failed itself; stopping is no failure",
                error);
        }
    }

    /// <summary>Stops what was not stopped, after a check that failed already, whose failure counts.</summary>
    public async ValueTask DisposeAsync()
    {
        if (mustStop)
        {
            using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
            await Wait.EndsWithinAsync(suite, thread.RunAsync(() => Connector.StopAsync(giveUp.Token)), suite.CallTimeout).ConfigureAwait(false);
        }

        thread.Dispose();
        await Wait.EndsWithinAsync(suite, thread.Ended, suite.CallTimeout).ConfigureAwait(false);
        context.Dispose();
    }

    private async Task CallAsync(Func<ValueTask> call, string name) =>
        await PluginCall.SucceedsAsync(suite, thread.RunAsync(call), $"{Connector.GetType().Name}.{name}").ConfigureAwait(false);
}
