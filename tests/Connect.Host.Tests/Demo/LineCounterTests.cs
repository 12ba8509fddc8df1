using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class LineCounterTests
{
    [Fact]
    public async Task LineCounter_GrowingFile_CountsWholeLinesOnce()
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.GetTempFileName();
        File.Delete(path);
        var counter = new LineCounter(path);
        Assert.Equal(0, await counter.CountAsync(token));
        await File.WriteAllTextAsync(path, "one\ntwo\nthr", token);
        Assert.Equal(2, await counter.CountAsync(token));
        await File.AppendAllTextAsync(path, "ee\n", token);
        Assert.Equal(3, await counter.CountAsync(token));
        File.Delete(path);
    }
}
