using System.Globalization;
using System.Text;

namespace Connect.Host.Demo;

/// <summary>The demo's input: orders of a shop, the same ones each time, with all that a converter could stumble on.</summary>
internal static class DemoInput
{
    /// <summary>What the sink's JSON converter can't read.</summary>
    public const string BadLine = "{\"schema\":{\"type\":\"string\"},\"payload\":\"an order that was cut off in the mid";

    private static readonly string[] Cities =
        ["Berlin", "São Paulo", "Zürich", "Kraków", "東京", "Reykjavík", "New York", "Αθήνα", "Montréal", "Cape Town"];

    private static readonly string[] Items =
        ["espresso beans 1 kg", "mug \"Monday\"", "grinder 230V/50Hz", "filter papers Nr. 4", "kettle 1½ l", "cups & saucers", "path C:\\beans", "tea ☕ sampler", "milk jug, 0.6 l", "scale ±0.1 g"];

    private static readonly string[] States = ["paid", "packed", "shipped", "returned"];

    /// <summary>Makes the lines. Each carries its number, so no two are equal.</summary>
    /// <param name="count">How many.</param>
    public static IEnumerable<string> Lines(int count)
    {
        // Written out, since Random promises no sequence from one version of .NET to the next.
        var random = 0x9E3779B97F4A7C15UL;
        var time = new DateTime(2026, 3, 1, 6, 0, 0, DateTimeKind.Utc);
        for (var i = 1; i <= count; i++)
        {
            time = time.AddMilliseconds(Next(ref random, 1_500));
            var quantity = 1 + Next(ref random, 5);
            var cents = quantity * (199 + Next(ref random, 9_800));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{time:yyyy-MM-ddTHH:mm:ss.fffZ} order={i:D8} customer=c-{Next(ref random, 10_000):D4} city=\"{Cities[Next(ref random, Cities.Length)]}\" item={Items[Next(ref random, Items.Length)]} qty={quantity} total={cents / 100m:F2} EUR state={States[Next(ref random, States.Length)]}");
        }
    }

    /// <summary>Writes lines into a file that appears whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(string path, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        // Beside the folder that the source watches: it must never see half a file.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!, Path.GetFileName(path) + ".new");
        await File.WriteAllTextAsync(temporary, string.Join('\n', lines) + "\n", new UTF8Encoding(false), cancellationToken);
        File.Move(temporary, path);
    }

    // xorshift64*.
    private static int Next(ref ulong state, int below)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545F4914F6CDD1DUL >> 33) % (ulong)below);
    }
}
