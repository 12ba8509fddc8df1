using System.Globalization;

namespace Connect.Crash.Tests;

/// <summary>All that the log has acknowledged so far, in any round.</summary>
internal sealed class Acknowledgements
{
    /// <summary>Records by partition and offset.</summary>
    public Dictionary<(int Partition, long Offset), string> Plain { get; } = [];

    /// <summary>Transactions and whether they were committed.</summary>
    public Dictionary<string, bool> Transactions { get; } = [];

    /// <summary>The highest committed offset.</summary>
    public long Offset { get; private set; }

    public void Add(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var parts = line.Split(' ');
            switch (parts[0])
            {
                case "started":
                    break;
                case "plain":
                    var place = (Number(parts[1]), (long)Number(parts[2]));
                    Assert.True(Plain.TryAdd(place, $"{parts[3]} {parts[4]}"), $"The offset {place} was given twice: {Plain.GetValueOrDefault(place)}, {line}");
                    break;
                case "transaction":
                    Transactions.Add(parts[1], bool.Parse(parts[2]));
                    break;
                case "offset":
                    Offset = Number(parts[1]);
                    break;
                default:
                    Assert.Fail($"The child says: {line}");
                    break;
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
