using System.Runtime.ExceptionServices;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit;

/// <summary>
/// What all suites share. A suite is derived from by the plugin's author, who says how the plugin is made and what it is to do; then
/// each of <see cref="Checks"/> is run by a test framework, or in a loop. Checks of one instance run one after the other.
/// </summary>
public abstract class PluginSuite
{
    private protected PluginSuite()
    {
    }

    /// <summary>All checks of the suite, in a sensible order.</summary>
    public abstract IReadOnlyList<Check> Checks { get; }

    /// <summary>How long one call of the plugin may take (starting, stopping, committing). By default half a minute.</summary>
    protected internal virtual TimeSpan CallTimeout => TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an unloaded plugin may stay in memory. By default 10 seconds; what is not gone by then is held by something.
    /// </summary>
    protected internal virtual TimeSpan UnloadTimeout => TimeSpan.FromSeconds(10);

    /// <summary>
    /// The plugin's assembly as a file, for the check that it unloads. By default the one that the test runs with; better, the one in the
    /// folder that the plugin is published to, with exactly what is shipped beside it.
    /// </summary>
    protected internal virtual string PluginAssembly => PluginClass.Assembly.Location;

    /// <summary>The clock for the suite's waits. By default the machine's.</summary>
    protected internal virtual TimeProvider Time => TimeProvider.System;

    /// <summary>The plugin's class.</summary>
    protected internal abstract Type PluginClass { get; }

    /// <summary>Called before each check: the place to make an empty system (a folder, a table). By default nothing.</summary>
    /// <param name="cancellationToken">Cancelled when the suite no longer waits.</param>
    protected virtual ValueTask SetUpAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called after each check, also a failed one: the place to remove what was set up. By default nothing.</summary>
    /// <param name="cancellationToken">Cancelled when the suite no longer waits.</param>
    protected virtual ValueTask CleanUpAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private protected static IReadOnlyList<Check> Named(params ReadOnlySpan<Func<Task>> checks)
    {
        var named = new List<Check>(checks.Length);
        foreach (var check in checks)
        {
            named.Add(new Check(check));
        }

        return named;
    }

    /// <summary>A check between set-up and clean-up.</summary>
    private protected async Task RunAsync(Func<Task> check)
    {
        await Author(SetUpAsync, nameof(SetUpAsync)).ConfigureAwait(false);
        Exception? failure = null;
        try
        {
            await check().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        try
        {
            await Author(CleanUpAsync, nameof(CleanUpAsync)).ConfigureAwait(false);
        }
        catch (Exception) when (failure is not null)
        {
            // As a rule a consequence of what the check failed with, which is what the author has to see.
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>What the author wrote for the suite, with an end to its wait; its exceptions come as they are.</summary>
    internal async Task Author(Func<CancellationToken, ValueTask> part, string name)
    {
        using var giveUp = new CancellationTokenSource(CallTimeout, Time);
        await Wait.ForAsync(this, part(giveUp.Token).AsTask(), $"the suite's own {name}").ConfigureAwait(false);
    }
}
