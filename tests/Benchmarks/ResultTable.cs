using System.Globalization;

namespace Connect.Benchmarks;

/// <summary>The results of both sides, a line a step.</summary>
internal sealed class ResultTable
{
    private readonly Dictionary<string, Measurement> ours = [];
    private readonly Dictionary<string, Measurement> java = [];

    public void AddOurs(IReadOnlyDictionary<string, Measurement> round) => Add(ours, round);

    public void AddJava(IReadOnlyDictionary<string, Measurement> round) => Add(java, round);

    /// <summary>Writes a line a step.</summary>
    /// <param name="steps">Those that were run.</param>
    /// <param name="output">Where to.</param>
    public void Write(IReadOnlyCollection<Step> steps, TextWriter output)
    {
        WriteBesideJava(output, [.. steps.Where(step => step.Alone is null)]);
        WriteBesideLibrary(output, [.. steps.Where(step => step.Alone is not null)]);
    }

    private void WriteBesideJava(TextWriter output, Step[] steps)
    {
        if (steps.Length == 0)
        {
            return;
        }

        output.WriteLine("NAME | ours ns | java ns | ratio | bytes allocated");
        foreach (var step in steps)
        {
            var own = ours[step.Name];
            var (their, ratio) = java.TryGetValue(step.Name, out var found) ? (Number(found.Nanoseconds), Ratio(own, found)) : ("-", "-");
            output.WriteLine($"{step.Name,-40} | {Number(own.Nanoseconds),7} | {their,7} | {ratio,5} | {own.Bytes,6}");
        }
    }

    private void WriteBesideLibrary(TextWriter output, Step[] steps)
    {
        if (steps.Length == 0)
        {
            return;
        }

        output.WriteLine("NAME | ours ns | Apache.Avro ns | ratio | bytes allocated | Apache.Avro bytes");
        foreach (var step in steps)
        {
            var (own, alone) = (ours[step.Name], ours[step.Alone!.Name]);
            output.WriteLine($"{step.Name,-40} | {Number(own.Nanoseconds),7} | {Number(alone.Nanoseconds),7} | {Ratio(own, alone),5}"
                + $" | {own.Bytes,6} | {alone.Bytes,6}");
        }
    }

    private static void Add(IDictionary<string, Measurement> all, IReadOnlyDictionary<string, Measurement> round)
    {
        foreach (var (name, measured) in round)
        {
            all[name] = all.TryGetValue(name, out var before) ? before.BestOf(measured) : measured;
        }
    }

    private static string Ratio(Measurement own, Measurement other) =>
        (own.Nanoseconds / other.Nanoseconds).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double nanoseconds) =>
        nanoseconds.ToString(nanoseconds < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
