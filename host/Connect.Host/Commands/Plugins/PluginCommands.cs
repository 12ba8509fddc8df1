using System.CommandLine;
using Connect.Configuration;

namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins …</c>: for people who write, install or look after plugins. None of it needs a log or a worker, but for <c>why</c>.</summary>
internal static class PluginCommands
{
    /// <summary>The command with those below it.</summary>
    /// <param name="guarded">Runs one and turns what it throws into an exit code.</param>
    /// <param name="stop">Gives up.</param>
    public static Command Make(Func<Func<Task<int>>, Task<int>> guarded, CancellationToken stop) => new("plugins", "Makes, checks, installs and explains plugins.")
    {
        New(guarded, stop), Pack(guarded, stop), List(guarded), Inspect(guarded), Verify(guarded), Install(guarded, stop), Remove(guarded), Why(guarded, stop),
    };

    private static Command New(Func<Func<Task<int>>, Task<int>> guarded, CancellationToken stop)
    {
        var kind = new Argument<string>("kind") { Description = "source, sink, converter or transform." };
        kind.AcceptOnlyFromAmong("source", "sink", "converter", "transform");
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Where to make it: a folder that is empty or not there yet." };
        var name = new Option<string>("--name") { Description = "The name of the project and its namespace, such as Acme.Weather.", Required = true };
        var command = new Command("new", "Makes the project of a plugin, with a test, from a template.") { kind, folder, name };
        command.SetAction(parsed => guarded(() => NewCommand.RunAsync(
            parsed.GetValue(kind)!, parsed.GetValue(folder)!.FullName, parsed.GetValue(name)!, parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    private static Command Pack(Func<Func<Task<int>>, Task<int>> guarded, CancellationToken stop)
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder of the plugin's project." };
        var command = new Command("pack", "Builds a plugin's project and packs it; the last line is the zip's path.") { folder };
        command.SetAction(parsed => guarded(() => PackCommand.RunAsync(parsed.GetValue(folder)!.FullName, parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    private static Command List(Func<Func<Task<int>>, Task<int>> guarded)
    {
        var place = new PlaceOptions();
        var command = new Command("list", "Lists the plugins of a plugin path, and what is wrong with the broken ones.") { place.PluginPath, place.Worker };
        command.SetAction(parsed => guarded(() => ShowCommands.ListAsync(place.Of(parsed), parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static Command Inspect(Func<Func<Task<int>>, Task<int>> guarded)
    {
        var place = new PlaceOptions();
        var plugin = new Argument<string>("PLUGIN") { Description = "A folder, zip or assembly, or the name of one in the plugin path." };
        var command = new Command("inspect", "Shows what a plugin offers, carries and says of itself.") { plugin, place.PluginPath, place.Worker };
        command.SetAction(parsed => guarded(() => ShowCommands.InspectAsync(parsed.GetValue(plugin)!, place.Of(parsed), parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static Command Verify(Func<Func<Task<int>>, Task<int>> guarded)
    {
        var place = new PlaceOptions();
        var plugin = new Argument<string>("PLUGIN") { Description = "A folder, zip or assembly." };
        var command = new Command("verify", "Says what would go wrong with a plugin before it is deployed; ends with 1 if something would.")
        {
            plugin, place.PluginPath, place.Worker,
        };
        command.SetAction(parsed => guarded(() => ShowCommands.VerifyAsync(parsed.GetValue(plugin)!, place.Of(parsed), parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static Command Install(Func<Func<Task<int>>, Task<int>> guarded, CancellationToken stop)
    {
        var place = new PlaceOptions();
        var plugin = new Argument<string>("PLUGIN") { Description = "A folder or zip." };
        var command = new Command("install", "Puts a plugin into the first folder of the plugin path; a worker that runs takes it up.")
        {
            plugin, place.PluginPath, place.Worker,
        };
        command.SetAction(parsed => guarded(() => InstallCommands.InstallAsync(
            parsed.GetValue(plugin)!, place.Required(parsed), parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    private static Command Remove(Func<Func<Task<int>>, Task<int>> guarded)
    {
        var place = new PlaceOptions();
        var plugin = new Argument<string>("NAME") { Description = "The name of a folder, zip or assembly in the plugin path." };
        var command = new Command("remove", "Takes a plugin out of the plugin path; what runs of it goes on.") { plugin, place.PluginPath, place.Worker };
        command.SetAction(parsed => guarded(() => InstallCommands.RemoveAsync(
            parsed.GetValue(plugin)!, place.Required(parsed), parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static Command Why(Func<Func<Task<int>>, Task<int>> guarded, CancellationToken stop)
    {
        var plugin = new Argument<string>("NAME") { Description = "The name of the folder, zip or assembly that it is, or was." };
        var url = new Option<string>("--url") { Description = "The REST address of the worker.", DefaultValueFactory = static _ => "http://localhost:8083" };
        var command = new Command("why", "Says why a plugin is in a running worker's memory: who uses it, or what holds it.") { plugin, url };
        command.SetAction(parsed => guarded(() => WhyCommand.RunAsync(
            parsed.GetValue(plugin)!, parsed.GetValue(url)!, parsed.InvocationConfiguration.Output, stop)));
        return command;
    }

    /// <summary>The options that say which plugin path is meant.</summary>
    private sealed class PlaceOptions
    {
        public Option<string?> PluginPath { get; } = new("--plugin-path") { Description = "The folders of plugins, with commas between." };

        public Option<FileInfo?> Worker { get; } = new("--worker") { Description = "A worker's properties file, whose plugin.path is taken." };

        /// <summary>The entries; none where neither option is given.</summary>
        public IReadOnlyList<string> Of(ParseResult parsed)
        {
            if (parsed.GetValue(PluginPath) is { } path)
            {
                return path.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            }

            return parsed.GetValue(Worker) is { } worker ? WorkerConfig.PluginPathOf(PropertiesFile.Read(worker.FullName)) : [];
        }

        /// <exception cref="CommandException">Neither option is given, or the worker has no plugin path.</exception>
        public IReadOnlyList<string> Required(ParseResult parsed) => Of(parsed) is { Count: > 0 } entries
            ? entries
            : throw new CommandException("Say which folder is meant: --plugin-path DIR, or --worker worker.properties with a plugin.path in it.");
    }
}
