using Connect.Abi.Configuration;

namespace Connect.Abi.TestKit.Connectors;

/// <summary>The checks of a connector's configuration.</summary>
internal static class ConfigurationChecks
{
    private const int ManyTasks = 5;

    public static async Task NamesAllMissingSettingsAsync(ConnectorSuite suite)
    {
        await using var run = suite.MakeRun();
        var values = await run.ValidateAsync(new Dictionary<string, string>()).ConfigureAwait(false);
        var named = values.Where(value => value.ErrorMessages.Count > 0).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
        string[] unnamed = [.. suite.RequiredSettings.Where(required => !named.Contains(required))];
        if (unnamed.Length > 0)
        {
            throw new CheckFailedException(
                $"validating an empty configuration names all that is missing: {string.Join(", ", suite.RequiredSettings)}",
                $"no error for {string.Join(", ", unnamed)}",
                "define required settings with ConfigDef.NoDefault, begin an override of ValidateAsync with base.ValidateAsync, and add to "
                + "its values");
        }
    }

    public static async Task AcceptsValidSettingsAsync(ConnectorSuite suite)
    {
        await using var run = suite.MakeRun();
        await AcceptsAsync(run, suite.Settings, "the suite's valid settings").ConfigureAwait(false);
    }

    public static async Task AcceptsItsDefaultsAsync(ConnectorSuite suite)
    {
        await using var run = suite.MakeRun();
        var settings = Copy(suite.Settings);
        foreach (var key in run.Connector.ConfigDef.ConfigKeys.Values)
        {
            // A password's text is not given out, and a null can't be written in a file.
            if (key is { HasDefault: true, DefaultValue: not null } && key.Type != ConfigType.Password)
            {
                settings.TryAdd(key.Name, ConfigDef.ConvertToString(key.DefaultValue, key.Type)!);
            }
        }

        await AcceptsAsync(run, settings, "the valid settings with all defaults written out").ConfigureAwait(false);
    }

    public static async Task PassesOverUnknownSettingsAsync(ConnectorSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = suite.MakeRun();
        var settings = Copy(suite.Settings);
        settings.TryAdd("name", "test-kit");
        settings.TryAdd("connector.class", run.Connector.GetType().FullName!);
        settings.TryAdd("tasks.max", "1");
        settings.TryAdd("errors.tolerance", "none");
        settings.TryAdd("test.kit.unknown", "x");
        await AcceptsAsync(run, settings, "the valid settings with the host's own and an unknown one").ConfigureAwait(false);
        await run.StartAsync(settings).ConfigureAwait(false);
        await run.TaskConfigsAsync(1).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task KeepsToTheMostTasksAsync(ConnectorSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = suite.MakeRun();
        await run.StartAsync(suite.Settings).ConfigureAwait(false);
        for (var most = 1; most <= ManyTasks; most++)
        {
            var count = (await run.TaskConfigsAsync(most).ConfigureAwait(false)).Count;
            if (count < 1 || count > most)
            {
                throw new CheckFailedException(
                    $"TaskConfigs({most}) gives from 1 to {most} configurations while there is work",
                    $"{count}",
                    "split the work into min(maxTasks, pieces) groups, for instance by ConnectorUtils.GroupPartitions; without a task nothing "
                    + "is copied");
            }
        }

        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task GivesEachTaskItsOwnSettingsAsync(ConnectorSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = suite.MakeRun();
        await run.StartAsync(suite.Settings).ConfigureAwait(false);
        var configs = await run.TaskConfigsAsync(ManyTasks).ConfigureAwait(false);
        var first = configs.Select(Copy).ToArray();
        if (configs.Distinct(ReferenceEqualityComparer.Instance).Count() < configs.Count)
        {
            throw new CheckFailedException(
                "each task has a dictionary of its own",
                "TaskConfigs gave one and the same dictionary for several tasks",
                "make a new Dictionary for each: what is set for the last task is else set for all");
        }

        var again = await run.TaskConfigsAsync(ManyTasks).ConfigureAwait(false);
        if (again.Count != first.Length || !again.Zip(first).All(pair => AreEqual(pair.First, pair.Second)))
        {
            throw new CheckFailedException(
                "TaskConfigs gives the same again while the work is the same",
                $"{first.Length} configurations, then {again.Count}, not equal to the first",
                "compute them anew at each call from the settings, and change nothing that is kept: the host asks as often as it likes");
        }

        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task StopsBeforeStartAsync(ConnectorSuite suite)
    {
        await using var run = suite.MakeRun();
        await run.InitializeAsync().ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    private static async Task AcceptsAsync(ConnectorRun run, IReadOnlyDictionary<string, string> settings, string what)
    {
        var values = await run.ValidateAsync(settings).ConfigureAwait(false);
        string[] errors = [.. values.SelectMany(value => value.ErrorMessages.Select(message => $"{value.Name}: {message}"))];
        if (errors.Length > 0)
        {
            throw new CheckFailedException(
                $"{what} validate without errors",
                string.Join("; ", errors),
                "see whether the definition, its validators or the suite's Settings are wrong");
        }
    }

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> settings) => new(settings, StringComparer.Ordinal);

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(setting => other.TryGetValue(setting.Key, out var value) && value == setting.Value);
}
