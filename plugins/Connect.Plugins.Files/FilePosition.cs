using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Plugins.Files;

/// <summary>The source offset <c>{"position": N}</c>: one small object a record in place of a dictionary.</summary>
internal sealed class FilePosition(long position) : IReadOnlyDictionary<string, object?>
{
    public int Count => 1;

    public IEnumerable<string> Keys => [FileStreamSourceTask.PositionField];

    public IEnumerable<object?> Values => [position];

    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"No {key} in {this}");

    public bool ContainsKey(string key) => key == FileStreamSourceTask.PositionField;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = ContainsKey(key);
        value = found ? position : null;
        return found;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new(FileStreamSourceTask.PositionField, position);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{{{FileStreamSourceTask.PositionField}={position}}}";
}
