using Connect.TestVectors;

namespace Connect.Vectors.Running;

/// <summary>
/// The deliberate differences, a file beside the vectors: a line for each case, its id and then the reason. Lines that are empty or
/// begin with <c>#</c> are for the reader. A folder without such a file gets the repository's: its cases may be the same.
/// </summary>
internal static class DifferenceList
{
    /// <summary>The file's name.</summary>
    public const string FileName = "differences.txt";

    /// <summary>The reasons by id.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = Path.Combine(folder, FileName);
        var path = File.Exists(own) ? own : VectorFile.PathOf("tests", "vectors", FileName);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2)
            {
                throw new InvalidDataException($"{path} has a line without a reason: '{line}'. Write the case's id, a blank, the reason.");
            }

            reasons.Add(parts[0], parts[1]);
        }

        return reasons;
    }
}
