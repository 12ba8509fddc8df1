using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Scanning;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

public sealed partial class PluginCatalogue
{
    /// <summary>Says what was found, at the start.</summary>
    private void Report(CatalogueState state, IReadOnlyList<PluginSlot> fresh)
    {
        foreach (var error in state.Errors)
        {
            Log.Broken(_logger, error.Location, error.Message);
        }

        ReportClasses(state, fresh);
        string[] java = [.. state.Jars, .. fresh.Where(static s => s.Scanned.Scan.HasOnlyJars).Select(static s => s.Location)];
        if (java.Length > 0)
        {
            Log.Jars(_logger, java.Length, java[0]);
        }

        Log.Found(_logger, state.Plugins.Count, state.Slots.Count);
    }

    /// <summary>Says what has come and gone since.</summary>
    private void ReportChange(CatalogueState state, List<PluginSlot> fresh, List<PluginSlot> gone)
    {
        foreach (var slot in fresh)
        {
            foreach (var error in slot.Scanned.Scan.Errors)
            {
                Log.Broken(_logger, slot.Location, error);
            }

            var classes = string.Join(", ", state.ClassesOf(slot).Select(static c => $"{c.ContractName} {c.Version}").Distinct(StringComparer.Ordinal));
            if (gone.Exists(g => g.Location == slot.Location))
            {
                Log.Replaced(_logger, slot.Location, classes);
            }
            else if (classes.Length > 0)
            {
                Log.Added(_logger, slot.Location, classes);
            }
        }

        foreach (var slot in gone)
        {
            if (!fresh.Exists(f => f.Location == slot.Location))
            {
                Log.Removed(_logger, slot.Location, slot.Loaded?.Instances ?? 0);
            }
        }

        ReportClasses(state, fresh);
    }

    private void ReportClasses(CatalogueState state, IReadOnlyList<PluginSlot> fresh)
    {
        foreach (var hidden in state.Hidden)
        {
            if (fresh.Contains(hidden.Slot))
            {
                Log.Hidden(_logger, hidden.Names, hidden.First, hidden.Slot.Location);
            }
        }

        foreach (var slot in fresh)
        {
            ReportShared(slot);
            foreach (var passed in slot.Scanned.Scan.PassedOver)
            {
                if (passed.IsExpected)
                {
                    Log.PassedOver(_logger, passed.TypeName, slot.Location, passed.Reason);
                }
                else
                {
                    Log.Unfit(_logger, passed.TypeName, slot.Location, passed.Reason);
                }
            }
        }
    }

    /// <summary>What all plugins share is the host's, whatever a plugin carries or was built against.</summary>
    private void ReportShared(PluginSlot slot)
    {
        foreach (var copy in slot.Scanned.Scan.Needs.SharedCopies)
        {
            Log.CarriesShared(_logger, slot.Location, copy.Name, copy.Version, SharedAssemblies.VersionOf(copy.Name));
        }

        foreach (var reference in slot.Scanned.Scan.Needs.References)
        {
            if (SharedAssemblies.Contains(reference.Name) && SharedAssemblies.VersionOf(reference.Name) is { } own && reference.Version > own)
            {
                Log.NewerShared(_logger, slot.Location, reference.Name, reference.Version, own);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The plugin {Location} can't be used: {Reason}")]
        public static partial void Broken(ILogger logger, string location, string reason);

        [LoggerMessage(3102, LogLevel.Warning, "{Classes} of {Hidden} is passed over: {Location} has the same class and version and comes first")]
        private static partial void HiddenBehind(ILogger logger, string classes, string hidden, string location);

        [LoggerMessage(3103, LogLevel.Warning, "{Class} of {Location} looks like a plugin but {Reason}; it is not listed")]
        public static partial void Unfit(ILogger logger, string @class, string location, string reason);

        [LoggerMessage(3104, LogLevel.Debug, "{Class} of {Location} looks like a plugin but {Reason}; it is not listed")]
        public static partial void PassedOver(ILogger logger, string @class, string location, string reason);

        [LoggerMessage(3105, LogLevel.Information, "{Count} Java plugins in plugin.path are passed over, the first is {First}: this worker runs plugins for .NET")]
        public static partial void Jars(ILogger logger, int count, string first);

        [LoggerMessage(3106, LogLevel.Debug, "Found {Plugins} plugins in {Locations} places")]
        public static partial void Found(ILogger logger, int plugins, int locations);

        [LoggerMessage(3107, LogLevel.Information, "New plugin {Location}: {Classes}")]
        public static partial void Added(ILogger logger, string location, string classes);

        [LoggerMessage(3108, LogLevel.Information, "Plugin {Location} was replaced and offers {Classes}; what uses the one before goes on with it until it is restarted")]
        public static partial void Replaced(ILogger logger, string location, string classes);

        [LoggerMessage(3109, LogLevel.Information, "Plugin {Location} was removed and is offered no more; {Instances} instances of its classes are in use and go on")]
        public static partial void Removed(ILogger logger, string location, int instances);

        [LoggerMessage(3110, LogLevel.Warning,
            "Plugin {Location} carries a copy of {Assembly} {Version}, which is passed over: the worker's own, {Own}, is used. Leave it out of the plugin.")]
        public static partial void CarriesShared(ILogger logger, string location, string assembly, Version version, Version? own);

        [LoggerMessage(3111, LogLevel.Warning,
            "Plugin {Location} was built against {Assembly} {Version}, which is newer than the worker's own, {Own}: that one is used, and what it lacks fails. "
            + "Build the plugin against {Own}, or take a newer worker.")]
        public static partial void NewerShared(ILogger logger, string location, string assembly, Version version, Version own);

        public static void Hidden(ILogger logger, string classes, string first, string hidden) =>
            HiddenBehind(logger, classes, hidden, first);
    }
}
