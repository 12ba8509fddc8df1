using System.Reflection;
using System.Text;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Gives the process its standard streams back where the plugin set the console's reader or writers to its own.</summary>
internal sealed class ConsoleStreams : FrameworkRelease
{
    private readonly List<Standard> _streams = [];

    public ConsoleStreams()
        : base("console streams", "System.Console")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Console = "System.Console";
        Add(members, "s_out", members.Method(Console, "OpenStandardOutput"), members.Method(Console, "SetOut", typeof(TextWriter)), Writer);
        Add(members, "s_error", members.Method(Console, "OpenStandardError"), members.Method(Console, "SetError", typeof(TextWriter)), Writer);
        Add(members, "s_in", members.Method(Console, "OpenStandardInput"), members.Method(Console, "SetIn", typeof(TextReader)), static s => new StreamReader(s));
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var (field, open, set, wrap) in _streams)
        {
            if (dead.Reaches(field.GetValue(null)))
            {
                set.Invoke(null, [wrap((Stream)open.Invoke(null, null)!)]);
                count++;
            }
        }

        return count;
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private void Add(RuntimeMembers members, string field, MethodInfo open, MethodInfo set, Func<Stream, object> wrap) =>
        _streams.Add(new Standard(members.Field("System.Console", field), open, set, wrap));

    /// <summary>A stream.</summary>
    /// <param name="Field">Where the console keeps what is set.</param>
    /// <param name="Open">Opens the process's own.</param>
    /// <param name="Set">Sets it.</param>
    /// <param name="Wrap">Makes a reader or writer of it.</param>
    private sealed record Standard(FieldInfo Field, MethodInfo Open, MethodInfo Set, Func<Stream, object> Wrap);
}
