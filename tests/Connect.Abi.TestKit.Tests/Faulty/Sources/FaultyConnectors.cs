using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Abi.TestKit.Tests.Faulty.Sources;

internal sealed class NamesOneMissingSettingAtATime : SoundSourceConnector
{
    public override ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        _ = ConfigDef.Parse(settings);
        return base.ValidateAsync(settings, cancellationToken);
    }
}

internal sealed class PassesOverMissingSettings : SoundSourceConnector
{
    public override ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ConfigValue>>([new ConfigValue("file") { Value = settings.GetValueOrDefault("file") }]);
}

internal sealed class RefusesValidSettings : SoundSourceConnector
{
    public override async ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var values = await base.ValidateAsync(settings, cancellationToken);
        values[0].AddErrorMessage("not today");
        return values;
    }
}

internal sealed class RefusesItsDefault : SoundSourceConnector
{
    public override async ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var values = await base.ValidateAsync(settings, cancellationToken);
        if (settings.ContainsKey("mode"))
        {
            values.First(value => value.Name == "mode").AddErrorMessage("there is no such mode");
        }

        return values;
    }
}

internal sealed class RefusesUnknownSettings : SoundSourceConnector
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        settings.Keys.FirstOrDefault(name => !ConfigDef.ConfigKeys.ContainsKey(name)) is { } unknown
            ? throw new ConfigException($"Unknown setting {unknown}")
            : base.StartAsync(settings, cancellationToken);
}

internal sealed class MakesTooManyTasks : SoundSourceConnector
{
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [new Dictionary<string, string>(Settings), new Dictionary<string, string>(Settings)];
}

internal sealed class MakesNoTask : SoundSourceConnector
{
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [];
}

internal sealed class GivesAllTasksOneDictionary : SoundSourceConnector
{
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks)
    {
        var one = new Dictionary<string, string>(Settings);
        return [.. Enumerable.Repeat(one, maxTasks)];
    }
}

internal sealed class KeepsTaskConfigs : SoundSourceConnector
{
    private int asked;

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [new Dictionary<string, string>(Settings) { ["number"] = $"{asked++}" }];
}

internal sealed class ConnectorThatStopsOnlyWhenStarted : SoundSourceConnector
{
    private CancellationTokenSource? stopping;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        stopping = new CancellationTokenSource();
        return base.StartAsync(settings, cancellationToken);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        stopping!.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed class StaysSubscribed : SoundSourceConnector
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        return base.StartAsync(settings, cancellationToken);
    }

    private void OnExit(object? sender, EventArgs e) => _ = Settings;
}

internal sealed class FailsItself : SoundSourceConnector
{
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Context!.RaiseError(new ConnectException("the watch is over"));
        return base.StopAsync(cancellationToken);
    }
}
