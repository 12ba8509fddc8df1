using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class DemoInputTests
{
    [Fact]
    public void Lines_Twice_AreTheSameAndAllDiffer()
    {
        var lines = DemoInput.Lines(100_000).ToArray();
        Assert.Equal(lines, DemoInput.Lines(100_000));
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.StartsWith("2026-03-01T06:00:0", lines[0]);
        Assert.Contains("order=00000001 customer=c-", lines[0]);
    }

    [Fact]
    public void Lines_All_HoldWhatJsonMustEscapeAndNoLineBreak()
    {
        var all = string.Concat(DemoInput.Lines(1_000));
        Assert.Contains('"', all);
        Assert.Contains('\\', all);
        Assert.Contains("東京", all);
        Assert.DoesNotContain('\n', all);
        Assert.DoesNotContain('\r', all);
    }

    [Fact]
    public async Task Write_Lines_ReadBackTheSame()
    {
        var folder = DemoFolder.Create(null);
        await DemoInput.WriteAsync(folder.InputFile, DemoInput.Lines(100), TestContext.Current.CancellationToken);
        Assert.Equal(DemoInput.Lines(100), File.ReadLines(folder.InputFile));
        Assert.Equal([folder.InputFile], Directory.GetFiles(folder.Input));
        Assert.True(folder.DeleteIfTemporary());
        Assert.False(Directory.Exists(folder.Path));
    }
}
