using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Plugins.Files.Tests;

public sealed class FileStreamSinkTaskTests : IDisposable
{
    private static readonly Dictionary<TopicPartition, OffsetAndMetadata> NoOffsets = [];
    private readonly string folder = Directory.CreateTempSubdirectory("sink").FullName;
    private readonly FakeSinkContext context = new();

    private string Output => Path.Combine(folder, "out.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Put_ValuesOfAllKinds_WritesWhatJavaWrites()
    {
        var schema = SchemaBuilder.Struct().Field("id", Schema.Int64).Field("name", Schema.OptionalString).Build();
        var structure = new Struct(schema);
        structure.Put("id", 5L);
        structure.Put("name", "é");
        var task = await Start();
        await Put(task, "text é中😀", null, 42, 1.0, 1e10, true, structure, new ConnectMap { { "k", 1L } }, new List<object?> { 1, "x", null });
        await task.FlushAsync(NoOffsets, CancellationToken.None);
        Assert.Equal(
            "text é中😀\nnull\n42\n1.0\n1.0E10\ntrue\nStruct{id=5,name=é}\n{k=1}\n[1, x, null]\n", await File.ReadAllTextAsync(Output));
        await task.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Put_IsInTheFileAtOnceAndAppended()
    {
        await File.WriteAllTextAsync(Output, "before\n");
        var task = await Start();
        await Put(task, "one");
        Assert.Equal("before\none\n", await File.ReadAllTextAsync(Output));
        await Put(task, "two");
        await task.StopAsync(CancellationToken.None);
        Assert.Equal("before\none\ntwo\n", await File.ReadAllTextAsync(Output));
    }

    [Fact]
    public async Task Put_TwoTasksOnOneFile_LosesNoLineAndTearsNone()
    {
        var tasks = new[] { await Start(), await Start() };
        await Task.WhenAll(tasks.Select((task, number) => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await Put(task, Enumerable.Range(i * 100, 100).Select(n => (object?)$"{number}:{n}").ToArray());
                if (i % 7 == 0)
                {
                    await task.FlushAsync(NoOffsets, CancellationToken.None);
                }
            }

            await task.StopAsync(CancellationToken.None);
        })));
        var lines = await File.ReadAllLinesAsync(Output);
        foreach (var number in new[] { 0, 1 })
        {
            Assert.Equal(
                Enumerable.Range(0, 20_000).Select(n => $"{number}:{n}"), lines.Where(l => l.StartsWith($"{number}:", StringComparison.Ordinal)));
        }

        Assert.Equal(40_000, lines.Length);
    }

    [Fact]
    public async Task Put_FileCutMeanwhile_GoesOnAtItsEnd()
    {
        var task = await Start();
        await Put(task, "one");
        await task.FlushAsync(NoOffsets, CancellationToken.None);
        await File.WriteAllTextAsync(Output, string.Empty);
        await Put(task, "two");
        await task.StopAsync(CancellationToken.None);
        Assert.Equal("two\n", await File.ReadAllTextAsync(Output));
    }

    [Fact]
    public async Task Start_LastLineTorn_EndsItWithAWarning()
    {
        await File.WriteAllTextAsync(Output, "whole\nto");
        var task = await Start();
        await Put(task, "torn");
        await task.StopAsync(CancellationToken.None);
        Assert.Equal("whole\nto\ntorn\n", await File.ReadAllTextAsync(Output));
        Assert.Contains(Output, Assert.Single(context.Warnings));
    }

    [Fact]
    public async Task Put_LineLongerThanTheBuffer_IsWhole()
    {
        var huge = new string('é', 1_000_000);
        var task = await Start();
        await Put(task, huge, "b");
        await task.StopAsync(CancellationToken.None);
        Assert.Equal([huge, "b"], await File.ReadAllLinesAsync(Output));
    }

    [Fact]
    public async Task Start_FolderMissing_FailsWithTheFilesName()
    {
        var task = new FileStreamSinkTask();
        task.Initialize(context);
        var missing = Path.Combine(folder, "none", "out.txt");
        var error = await Assert.ThrowsAsync<ConnectException>(
            async () => await task.StartAsync(new Dictionary<string, string> { ["file"] = missing }, CancellationToken.None));
        Assert.Contains(missing, error.Message);
        await task.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Put_DeviceFull_FailsWithTheFilesName()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Writes to /dev/full");
            return;
        }

        var task = new FileStreamSinkTask();
        task.Initialize(context);
        await task.StartAsync(new Dictionary<string, string> { ["file"] = "/dev/full" }, CancellationToken.None);
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await Put(task, "x"));
        Assert.Contains("/dev/full", error.Message);
        await task.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Put_NoFile_WritesToTheStandardOutputAndLeavesItOpen()
    {
        using var output = new MemoryStream();
        var task = new FileStreamSinkTask(output);
        await task.StartAsync(new Dictionary<string, string>(), CancellationToken.None);
        await Put(task, "one");
        await task.StopAsync(CancellationToken.None);
        Assert.Equal("one\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.True(output.CanWrite);
    }

    private static async Task Put(FileStreamSinkTask task, params object?[] values) =>
        await task.PutAsync([.. values.Select((v, i) => new SinkRecord("t", 0, null, null, null, v, i))], CancellationToken.None);

    private async Task<FileStreamSinkTask> Start()
    {
        var task = new FileStreamSinkTask();
        task.Initialize(context);
        await task.StartAsync(new Dictionary<string, string> { ["file"] = Output }, CancellationToken.None);
        return task;
    }
}
