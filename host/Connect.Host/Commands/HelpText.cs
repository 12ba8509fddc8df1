using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Connect.Host.Commands;

/// <summary>
/// The library's help, but for the list of commands: that one says of each argument whether it may be left out, as a command's own
/// help does.
/// </summary>
/// <param name="root">The command above all others.</param>
internal sealed class HelpText(Command root) : SynchronousCommandLineAction
{
    private readonly HelpAction ofCommands = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command != root)
        {
            return ofCommands.Invoke(parseResult);
        }

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Description:");
        output.WriteLine("  " + root.Description);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {root.Name} [command] [options]");
        output.WriteLine();
        output.WriteLine("Options:");
        WriteColumns(output, root.Options.Where(o => !o.Hidden).Select(o => (string.Join(", ", o.Aliases.Append(o.Name)), o.Description)));
        output.WriteLine();
        output.WriteLine("Commands:");
        WriteColumns(output, root.Subcommands.Where(c => !c.Hidden).Select(c => (string.Join(' ', c.Arguments.Select(Label).Prepend(c.Name)), c.Description)));
        output.WriteLine();
        return 0;
    }

    private static string Label(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>..." : $"<{argument.Name}>";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static void WriteColumns(TextWriter output, IEnumerable<(string Name, string? Text)> rows)
    {
        var all = rows.ToArray();
        var width = all.Max(r => r.Name.Length);
        foreach (var (name, text) in all)
        {
            output.WriteLine($"  {name.PadRight(width)}  {text}");
        }
    }
}
