using System.Collections.Concurrent;
using System.Text;

namespace Connect.Crash.Child;

/// <summary>Takes lines from the log's thread, which must not wait for a pipe, and prints them from its own.</summary>
internal sealed class AcknowledgedLines(Stream output)
{
    private readonly BlockingCollection<string> _lines = new(boundedCapacity: 100_000);

    public void Add(string line) => _lines.TryAdd(line);

    public void Print()
    {
        var text = new StringBuilder();
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            text.Append(line).Append('\n');
            if (_lines.Count == 0 || text.Length > 4_000)
            {
                output.Write(Encoding.UTF8.GetBytes(text.ToString()));
                output.Flush();
                text.Clear();
            }
        }
    }
}
