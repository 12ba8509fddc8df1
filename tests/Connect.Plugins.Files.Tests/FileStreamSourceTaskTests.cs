using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Plugins.Files.Tests;

public sealed class FileStreamSourceTaskTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("source").FullName;
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
    private readonly List<FileStreamSourceTask> started = [];
    private FakeSourceContext context = new();

    private string Input => Path.Combine(folder, "in.txt");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var task in started)
        {
            await task.StopAsync(CancellationToken.None);
        }

        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Poll_WholeLines_GivesJavasRecords()
    {
        await File.WriteAllTextAsync(Input, "one\ntwo\n");
        var task = await Start();
        var records = await Take(task, 2);
        Assert.Equal(["one", "two"], Lines(records));
        var record = records[1];
        Assert.Equal("t", record.Topic);
        Assert.Null(record.KafkaPartition);
        Assert.Null(record.Key);
        Assert.Null(record.KeySchema);
        Assert.Same(Schema.String, record.ValueSchema);
        Assert.NotNull(record.Timestamp);
        Assert.Equal(Input, Assert.Single(record.SourcePartition!).Value);
        Assert.Equal(KeyValuePair.Create("position", (object?)8L), Assert.Single(record.SourceOffset!));
        Assert.Equal(Input, context.AskedFor!["filename"]);
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "a|b", 6)]
    [InlineData("a\rb\rc\n", "a|b|c", 6)]
    [InlineData("\n\n\r\nx\n", "|||x", 6)]
    [InlineData("a\r\rb\n", "a||b", 5)]
    [InlineData("a\n\rb\n", "a||b", 5)]
    public async Task Poll_AnyLineEnd_SplitsAsJavaDoes(string content, string lines, long position)
    {
        await File.WriteAllTextAsync(Input, content);
        var expected = lines.Split('|');
        var records = await Take(await Start(), expected.Length);
        Assert.Equal(expected, Lines(records));
        Assert.Equal(position, Position(records[^1]));
    }

    [Fact]
    public async Task Poll_LastLineWithoutEnd_IsHeldBackUntilItsEndComes()
    {
        await File.WriteAllTextAsync(Input, "one\npart");
        var task = await Start();
        Assert.Equal(["one"], Lines(await Take(task, 1)));
        Assert.Null(await task.PollAsync(patience.Token));
        await File.AppendAllTextAsync(Input, "ial\r");
        Assert.Null(await task.PollAsync(patience.Token));
        await File.AppendAllTextAsync(Input, "\nnext\n");
        var records = await Take(task, 2);
        Assert.Equal(["partial", "next"], Lines(records));
        Assert.Equal([13, 18], records.Select(Position));
    }

    [Fact]
    public async Task Poll_OtherLettersThanAscii_CountsBytes()
    {
        await File.WriteAllTextAsync(Input, "é中😀\nnext\n");
        var records = await Take(await Start(), 2);
        Assert.Equal(["é中😀", "next"], Lines(records));
        Assert.Equal([10, 15], records.Select(Position));
        context = new FakeSourceContext(records[0].SourceOffset);
        Assert.Equal(["next"], Lines(await Take(await Start(), 1)));
    }

    [Fact]
    public async Task Poll_LineLongerThanTheBuffer_IsWhole()
    {
        var huge = new string('x', 3_000_000) + "é";
        await File.WriteAllTextAsync(Input, $"a\n{huge}\nb\n");
        var records = await Take(await Start(), 3);
        Assert.Equal(["a", huge, "b"], Lines(records));
        Assert.Equal(3_000_000 + 2 + 1 + 2 + 2, Position(records[2]));
    }

    [Fact]
    public async Task Poll_ManyLines_GivesBatchesOfTheSettingsSizeAndEachLineOnce()
    {
        await File.WriteAllLinesAsync(Input, Enumerable.Range(0, 50_000).Select(i => $"line {i} {new string('é', i % 90)}"));
        var task = await Start(("batch.size", "1000"));
        var next = 0;
        while (next < 50_000)
        {
            var batch = await task.PollAsync(patience.Token);
            Assert.Equal(1000, batch!.Count);
            foreach (var record in batch)
            {
                Assert.StartsWith($"line {next++} ", (string)record.Value!);
            }
        }

        Assert.Null(await task.PollAsync(patience.Token));
    }

    [Fact]
    public async Task Poll_PositionStored_GoesOnThere()
    {
        await File.WriteAllTextAsync(Input, "one\ntwo\n");
        context = new FakeSourceContext(At(4L));
        Assert.Equal(["two"], Lines(await Take(await Start(), 1)));
        Assert.Empty(context.Warnings);
    }

    [Fact]
    public async Task Poll_FileShorterThanThePosition_BeginsAtItsStartWithAWarning()
    {
        await File.WriteAllTextAsync(Input, "one\n");
        context = new FakeSourceContext(At(400L));
        var records = await Take(await Start(), 1);
        Assert.Equal(4, Position(records[0]));
        Assert.Contains(Input, Assert.Single(context.Warnings));
    }

    [Fact]
    public async Task Poll_PositionIsNoNumberOfBytes_Fails()
    {
        await File.WriteAllTextAsync(Input, "one\n");
        context = new FakeSourceContext(new Dictionary<string, object?> { ["position"] = "4" });
        var task = await Start();
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await task.PollAsync(patience.Token));
        Assert.Contains("position", error.Message);
    }

    [Fact]
    public async Task Poll_FileCut_BeginsAgainWithAWarning()
    {
        await File.WriteAllTextAsync(Input, "one\ntwo\nthr");
        var task = await Start();
        await Take(task, 2);
        await using (var stream = new FileStream(Input, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
        {
            await stream.WriteAsync("new\n"u8.ToArray());
        }

        var records = await Take(task, 1);
        Assert.Equal(["new"], Lines(records));
        Assert.Equal(4, Position(records[0]));
        Assert.Single(context.Warnings);
    }

    [Fact]
    public async Task Poll_FileReplaced_ReadsTheOldOneToItsEndThenTheNewFromItsStart()
    {
        await File.WriteAllTextAsync(Input, "one\n");
        var task = await Start();
        await Take(task, 1);
        File.Move(Input, Input + ".1");
        await File.AppendAllTextAsync(Input + ".1", "late\n");
        Assert.Equal(["late"], Lines(await Take(task, 1)));
        await File.WriteAllTextAsync(Input, "a longer first line of the new file\n");
        var records = await Take(task, 1);
        Assert.Equal(["a longer first line of the new file"], Lines(records));
        Assert.Equal(36, Position(records[0]));
        Assert.Single(context.Warnings);
    }

    [Fact]
    public async Task Poll_FileMissing_WaitsForItAndWarnsOnce()
    {
        var task = await Start();
        Assert.Null(await task.PollAsync(patience.Token));
        Assert.Null(await task.PollAsync(patience.Token));
        Assert.Contains(Input, Assert.Single(context.Warnings));
        await File.WriteAllTextAsync(Input, "here\n");
        Assert.Equal(["here"], Lines(await Take(task, 1)));
    }

    [Fact]
    public async Task Poll_FileIsAFolder_Fails()
    {
        Directory.CreateDirectory(Input);
        var task = await Start();
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await task.PollAsync(patience.Token));
        Assert.Contains("folder", error.Message);
        Assert.Contains(Input, error.Message);
    }

    [Fact]
    public async Task Poll_FileNotReadable_FailsWithItsName()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("A privileged user may read every file");
            return;
        }

        await File.WriteAllTextAsync(Input, "secret\n");
        File.SetUnixFileMode(Input, UnixFileMode.None);
        var task = await Start();
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await task.PollAsync(patience.Token));
        Assert.Contains(Input, error.Message);
    }

    [Fact]
    public async Task Poll_WaitingAtTheEnd_ReturnsWhenItsTokenIsCancelled()
    {
        await File.WriteAllTextAsync(Input, string.Empty);
        var task = await Start();
        using var stop = new CancellationTokenSource();
        var poll = task.PollAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.Null(await poll);
    }

    [Fact]
    public async Task Stop_WhileAPollWaits_EndsThePoll()
    {
        await File.WriteAllTextAsync(Input, string.Empty);
        var task = await Start();
        var poll = task.PollAsync(patience.Token).AsTask();
        await task.StopAsync(CancellationToken.None);
        Assert.Null(await poll);
    }

    [Fact]
    public async Task Poll_NoFile_ReadsTheStandardInputAndKeepsTheRestForTheNextTask()
    {
        using var writing = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        var reading = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.In, writing.ClientSafePipeHandle);
        var input = new BlockingInput(reading);
        var first = await Start(new FileStreamSourceTask(TimeProvider.System, input), ("topic", "t"));
        await writing.WriteAsync("one\n"u8.ToArray());
        var record = (await Take(first, 1))[0];
        Assert.Equal("one", record.Value);
        Assert.Null(Assert.Single(record.SourcePartition!).Value);
        Assert.Null(Assert.Single(record.SourceOffset!).Value);
        Assert.Null(await first.PollAsync(patience.Token));
        await first.StopAsync(CancellationToken.None);
        await writing.WriteAsync("two\n"u8.ToArray());
        var second = await Start(new FileStreamSourceTask(TimeProvider.System, input), ("topic", "t"));
        Assert.Equal(["two"], Lines(await Take(second, 1)));
    }

    [Fact]
    public async Task Poll_ANamedPipe_IsReadLikeTheStandardInput()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Makes its pipe with mkfifo");
            return;
        }

        using (var made = System.Diagnostics.Process.Start("mkfifo", [Input]))
        {
            await made.WaitForExitAsync(patience.Token);
        }

        var task = await Start();
        var poll = Task.Run(() => Take(task, 1));
        await File.AppendAllTextAsync(Input, "through a pipe\n");
        Assert.Equal(["through a pipe"], Lines(await poll));
    }

    private static IEnumerable<string> Lines(IEnumerable<SourceRecord> records) => records.Select(r => (string)r.Value!);

    private static long Position(SourceRecord record) => (long)record.SourceOffset!["position"]!;

    private static Dictionary<string, object?> At(long position) => new() { ["position"] = position };

    private Task<FileStreamSourceTask> Start(params (string Name, string Value)[] settings) =>
        Start(new FileStreamSourceTask(), [("file", Input), ("topic", "t"), .. settings]);

    private async Task<FileStreamSourceTask> Start(FileStreamSourceTask task, params (string Name, string Value)[] settings)
    {
        started.Add(task);
        task.Initialize(context);
        await task.StartAsync(settings.ToDictionary(s => s.Name, s => s.Value), patience.Token);
        return task;
    }

    private async Task<List<SourceRecord>> Take(FileStreamSourceTask task, int count)
    {
        var taken = new List<SourceRecord>();
        while (taken.Count < count)
        {
            Assert.False(patience.IsCancellationRequested, $"{taken.Count} of {count} records came: {string.Join(", ", Lines(taken))}");
            taken.AddRange(await task.PollAsync(patience.Token) ?? []);
        }

        Assert.Equal(count, taken.Count);
        return taken;
    }
}
