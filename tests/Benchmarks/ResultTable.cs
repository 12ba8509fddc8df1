using System.Globalization;

namespace Connect.Benchmarks;

/// <summary>The results of both sides, a line a step.</summary>
internal sealed class ResultTable
{
    private readonly OrderedDictionary<string, Measurement> ours = [];
    private readonly Dictionary<string, Measurement> java = [];

    public void AddOurs(IReadOnlyDictionary<string, Measurement> round) => Add(ours, round);

    public void AddJava(IReadOnlyDictionary<string, Measurement> round) => Add(java, round);

    public void Write(TextWriter output)
    {
        output.WriteLine("NAME | ours ns | java ns | ratio | bytes allocated");
        foreach (var (name, own) in ours)
        {
            var (their, ratio) = java.TryGetValue(name, out var found)
                ? (Number(found.Nanoseconds), (own.Nanoseconds / found.Nanoseconds).ToString("0.00", CultureInfo.InvariantCulture))
                : ("-", "-");
            output.WriteLine($"{name,-40} | {Number(own.Nanoseconds),7} | {their,7} | {ratio,5} | {own.Bytes,6}");
        }
    }

    private static void Add(IDictionary<string, Measurement> all, IReadOnlyDictionary<string, Measurement> round)
    {
        foreach (var (name, measured) in round)
        {
            all[name] = all.TryGetValue(name, out var before) ? before.BestOf(measured) : measured;
        }
    }

    private static string Number(double nanoseconds) =>
        nanoseconds.ToString(nanoseconds < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
