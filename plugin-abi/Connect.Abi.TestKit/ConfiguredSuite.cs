using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit;

/// <summary>
/// What the suites of converters and transformations share: both are configured once and then called with a record at a time.
/// </summary>
public abstract class ConfiguredSuite : PluginSuite
{
    private protected ConfiguredSuite()
    {
    }

    /// <summary>A valid configuration, without prefix. By default none.</summary>
    protected internal virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>
    /// Configurations that it must refuse. By default <see cref="Settings"/> without each of the settings that its definition has no default
    /// for; add wrong values to them.
    /// </summary>
    protected internal virtual IReadOnlyList<InvalidSettings> InvalidSettings =>
    [
        .. Definition.ConfigKeys.Values.Where(key => !key.HasDefault).Select(key => new InvalidSettings(
            key.Name, Settings.Where(setting => setting.Key != key.Name).ToDictionary(StringComparer.Ordinal))),
    ];

    /// <summary>Settings that it can't do with are refused with a <see cref="ConfigException"/> that names the setting.</summary>
    public Task NamesInvalidSettings() => RunAsync(() => OnThreadAsync(CheckInvalidSettings));

    internal abstract ConfigDef Definition { get; }

    /// <summary>Makes a new instance, configures it and disposes of it.</summary>
    internal abstract void ConfigureOnce(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Runs calls of the plugin on a thread as the host has them.</summary>
    internal async Task OnThreadAsync(Action calls)
    {
        using var thread = new PluginThread("task");
        await PluginCall.SucceedsAsync(
            this,
            thread.RunAsync(() =>
            {
                calls();
                return ValueTask.CompletedTask;
            }),
            PluginClass.Name).ConfigureAwait(false);
        thread.Dispose();
        await thread.Ended.ConfigureAwait(false);
    }

    private void CheckInvalidSettings()
    {
        foreach (var invalid in InvalidSettings)
        {
            var expected = $"settings that are wrong in '{invalid.Setting}' are refused with a ConfigException that names it";
            try
            {
                ConfigureOnce(invalid.Settings);
            }
            catch (ConfigException error) when (error.Message.Contains(invalid.Setting, StringComparison.Ordinal))
            {
                continue;
            }
            catch (Exception error)
            {
                throw new CheckFailedException(
                    expected,
                    $"{error.GetType().Name}: {error.Message}",
                    "parse the settings with a ConfigDef in Configure: its errors name the setting",
                    error);
            }

            throw new CheckFailedException(
                expected, "they were accepted", "parse the settings with a ConfigDef in Configure, and give it validators");
        }
    }
}
