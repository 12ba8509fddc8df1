using Connect.Abi.Errors;

namespace Connect.TestData.Fuzzing;

/// <summary>
/// Reads many payloads, random ones and valid ones with changes, and sees that each gives a value or a <see cref="DataException"/>,
/// at once, with memory in proportion to its length.
/// </summary>
public sealed class Fuzz
{
    // As many threads on every machine, so that a seed stands for the same payloads everywhere.
    private const int Lanes = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How many payloads, unless the environment's CONNECT_FUZZ_COUNT says another number.</summary>
    public int Count { get; init; } = 100_000;

    /// <summary>Valid payloads, which the changes begin with.</summary>
    public IReadOnlyList<byte[]> Valid { get; init; } = [];

    /// <summary>Pieces that mean something in the format.</summary>
    public IReadOnlyList<byte[]> Tokens { get; init; } = [];

    /// <summary>How many bytes one payload may allocate, whatever its length: an error with its message and stack trace.</summary>
    public long AllowedBytes { get; init; } = 64 * 1024;

    /// <summary>How many bytes it may allocate besides for each of its own.</summary>
    public long AllowedPerByte { get; init; } = 256;

    /// <summary>Runs it.</summary>
    /// <param name="newReader">Makes what reads payloads; called once a thread.</param>
    /// <exception cref="FuzzException">A payload gave something else; the message holds it, and the seed.</exception>
    public void Run(Func<PayloadReader> newReader)
    {
        var seed = FuzzSeed.Value;
        var count = FuzzSeed.Count ?? Count;
        Console.WriteLine($"{FuzzSeed.Variable}={seed}, {count:N0} payloads");
        var began = TimeProvider.System.GetTimestamp();
        var lanes = Enumerable.Range(0, Lanes).Select(i => new Lane(this, count / Lanes, new Random(unchecked(seed + i)), newReader())).ToArray();
        foreach (var lane in lanes)
        {
            lane.Start();
        }

        foreach (var lane in lanes)
        {
            lane.Join();
        }

        Console.WriteLine($"{lanes.Sum(l => l.Values):N0} values, {lanes.Sum(l => l.Errors):N0} errors, in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s; "
            + $"at most {lanes.Max(l => l.MostBytes):N0} bytes for one payload, {lanes.Max(l => l.MostPerByte):N0} a byte beyond {AllowedBytes / 4:N0}");
        if (lanes.Select(l => l.Failure).FirstOrDefault(f => f is not null) is { } failure)
        {
            throw new FuzzException($"{failure} ({FuzzSeed.Variable}={seed})");
        }
    }

    private sealed class Lane
    {
        private readonly Fuzz fuzz;
        private readonly int count;
        private readonly PayloadMutator payloads;
        private readonly PayloadReader read;
        private readonly Thread thread;
        private byte[] current = [];
        private int done;

        public Lane(Fuzz fuzz, int count, Random random, PayloadReader read)
        {
            this.fuzz = fuzz;
            this.count = count;
            this.read = read;
            payloads = new PayloadMutator(random, fuzz.Valid, fuzz.Tokens);
            thread = new Thread(ReadAll) { IsBackground = true, Name = nameof(Fuzz) };
        }

        public int Values { get; private set; }

        public int Errors { get; private set; }

        public long MostBytes { get; private set; }

        public long MostPerByte { get; private set; }

        public string? Failure { get; private set; }

        public void Start() => thread.Start();

        // However slow the machine is, one payload does not take that long.
        public void Join()
        {
            for (var before = -1; !thread.Join(Longest);)
            {
                var now = Volatile.Read(ref done);
                if (now == before)
                {
                    Failure ??= $"It did not end: {Convert.ToHexString(current)}";
                    return;
                }

                before = now;
            }
        }

        private void ReadAll()
        {
            for (; done < count && Failure is null; Volatile.Write(ref done, done + 1))
            {
                ReadOne(payloads.Next());
            }
        }

        private void ReadOne(ReadOnlySpan<byte> payload)
        {
            if (current.Length != payload.Length)
            {
                current = new byte[payload.Length];
            }

            payload.CopyTo(current);
            var began = TimeProvider.System.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(payload);
                Values++;
            }
            catch (DataException)
            {
                Errors++;
            }
            catch (Exception e)
            {
                // Whatever else it is, it is what the test is about.
                Failure = $"{e.GetType()} for {Convert.ToHexString(current)}: {e}";
                return;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            MostBytes = Math.Max(MostBytes, allocated);
            MostPerByte = Math.Max(MostPerByte, (allocated - (fuzz.AllowedBytes / 4)) / (payload.Length + 1));
            if (allocated > fuzz.AllowedBytes + (fuzz.AllowedPerByte * payload.Length))
            {
                Failure = $"{allocated:N0} bytes were allocated for {payload.Length:N0}: {Convert.ToHexString(current)}";
            }
            else if (TimeProvider.System.GetElapsedTime(began) is var time && time > Longest)
            {
                Failure = $"It took {time.TotalSeconds:F1} s: {Convert.ToHexString(current)}";
            }
        }
    }
}
