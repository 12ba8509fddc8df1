using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>A worker that is killed again and again in the middle of a copy loses nothing.</summary>
public sealed partial class CrashTests(SharedKafka kafka, ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private const int LineLength = 17;
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Worker_KilledInTheMiddleOfACopy_LosesNothingAndKeepsTheOrder()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var settings = _scene.WorkerSettings(await kafka.StartAsync(Token));
        settings["offset.flush.interval.ms"] = "200";
        settings["consumer.session.timeout.ms"] = kafka.ShortestSession;
        settings["consumer.heartbeat.interval.ms"] = "300";
        string[] files =
        [
            _scene.Write("worker.properties", settings),
            _scene.Write("source.properties", _scene.FileSource("in", _scene.Id)),
            _scene.Write("sink.properties", _scene.FileSink("out", _scene.Id)),
        ];
        _scene.Write("in", "");
        _scene.Write("out", "");
        await using var topics = new KafkaTopics(settings["bootstrap.servers"]);
        await topics.CreateAsync(_scene.Id, 1, Token);
        using var full = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var growing = GrowAsync(full.Token);
        var kills = new List<Kill>();
        for (var round = 0; round < Kills; round++)
        {
            await using var worker = WorkerProcess.Launch(_scene.Folder, ["standalone", .. files]);

            // Every other one is killed while its sink copies, the rest at any moment from the start on. A member that dies while it joins
            // holds its group up for a while, so that kills at any moment alone might let no sink copy.
            if (round % 2 == 1)
            {
                var before = new FileInfo(_scene.InFolder("out")).Length;
                await worker.WaitUntilAsync("the sink going on", () => new FileInfo(_scene.InFolder("out")).Length > before, Token);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), TimeProvider.System, Token);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(400 + random.Next(2600)), TimeProvider.System, Token);
            }

            Assert.False(worker.HasEnded, worker.Log);
            await worker.KillAsync(Token);
            kills.Add(new Kill(
                new FileInfo(_scene.InFolder("out")).Length,
                await topics.CommittedAsync($"connect-sink-{_scene.Id}", _scene.Id, Token),
                await topics.EndAsync(_scene.Id, Token),
                CommittedPosition()));
        }

        await full.CancelAsync();
        var count = await growing;
        await using (var last = await WorkerProcess.StartAsync(_scene.Folder, Token, files))
        {
            await last.WaitUntilAsync("the last line in the sink", () => File.ReadLines(_scene.InFolder("out")).Contains(Line(count - 1)), Token);
            Assert.Equal(0, await last.StopAsync("TERM", Token));
        }

        var log = (await topics.ReadAsync(_scene.Id, Token)).ConvertAll(r => r.Value!);
        output.WriteLine($"{count} lines, {log.Count} records, {new FileInfo(_scene.InFolder("out")).Length / LineLength} lines in the sink");
        CheckArrivals(count);
        CheckSinkResumes(kills, log);
        CheckSourceResumes(kills, log);
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"line {number:D7} end");

    [GeneratedRegex("^line (?<number>[0-9]{7}) end$")]
    private static partial Regex WholeLine();

    [GeneratedRegex("\"position\":(?<position>[0-9]+)")]
    private static partial Regex Position();

    private async Task<int> GrowAsync(CancellationToken enough)
    {
        await using var file = new StreamWriter(_scene.InFolder("in"), append: true);
        file.NewLine = "\n";
        var count = 0;
        while (!enough.IsCancellationRequested)
        {
            for (var i = 0; i < 50; i++)
            {
                await file.WriteLineAsync(Line(count++).AsMemory(), CancellationToken.None);
            }

            await file.FlushAsync(CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return count;
    }

    /// <summary>Where the source's file of offsets says that it goes on; 0 where it says nothing.</summary>
    private long CommittedPosition() =>
        File.Exists(_scene.InFolder("offsets")) && Position().Match(File.ReadAllText(_scene.InFolder("offsets"), Encoding.Latin1)) is { Success: true } match
            ? long.Parse(match.Groups["position"].Value, CultureInfo.InvariantCulture)
            : 0;

    private void CheckArrivals(int count)
    {
        var torn = 0;
        var next = 0;
        foreach (var line in File.ReadLines(_scene.InFolder("out")))
        {
            if (WholeLine().Match(line) is not { Success: true } match)
            {
                torn++;
                continue;
            }

            var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
            Assert.True(number <= next, $"Line {number} arrived before line {next}.");
            next = Math.Max(next, number + 1);
        }

        output.WriteLine($"{torn} torn lines");
        Assert.Equal(count, next);
        Assert.InRange(torn, 0, Kills);
    }

    /// <summary>The first whole line after a kill is the one that the group's committed offset names.</summary>
    private void CheckSinkResumes(List<Kill> kills, List<string> log)
    {
        var bytes = File.ReadAllBytes(_scene.InFolder("out"));
        var resumed = 0;
        for (var i = 0; i < kills.Count; i++)
        {
            var kill = kills[i];
            var end = i + 1 < kills.Count ? kills[i + 1].SinkLength : bytes.Length;
            var written = Encoding.UTF8.GetString(bytes, (int)kill.SinkLength, (int)(end - kill.SinkLength));
            var first = written.Split('\n').FirstOrDefault(l => WholeLine().IsMatch(l));
            if (first is not null)
            {
                resumed++;
                Assert.Equal(log[(int)kill.CommittedOffset], first);
            }
        }

        output.WriteLine($"After {resumed} of {kills.Count} kills the sink had gone on before the next; committed offsets {string.Join(' ', kills.Select(k => k.CommittedOffset))}");
        Assert.True(resumed >= Kills / 2, $"The sink went on after {resumed} kills only: nothing was shown.");
        Assert.True(kills[^1].CommittedOffset > 0, "The sink committed nothing in all rounds.");
    }

    /// <summary>What follows in the topic after a kill begins at or before the line that the source's offset names.</summary>
    private void CheckSourceResumes(List<Kill> kills, List<string> log)
    {
        foreach (var kill in kills.Where(k => k.TopicEnd < log.Count))
        {
            var number = int.Parse(WholeLine().Match(log[(int)kill.TopicEnd]).Groups["number"].Value, CultureInfo.InvariantCulture);
            Assert.Equal(kill.SourcePosition / LineLength, number);
        }

        output.WriteLine($"Committed lines {string.Join(' ', kills.Select(k => k.SourcePosition / LineLength))}");
        Assert.True(kills[^1].SourcePosition > 0, "The source committed nothing in all rounds.");
    }

    private sealed record Kill(long SinkLength, long CommittedOffset, long TopicEnd, long SourcePosition);
}
