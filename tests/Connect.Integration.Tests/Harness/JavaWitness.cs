using System.Diagnostics;

namespace Connect.Integration.Tests.Harness;

/// <summary>Avro's Java library as an independent reader and writer of topics: <c>Java/AvroTopic.java</c>.</summary>
internal static class JavaWitness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The library; null where it is not there.</summary>
    private static string? Library => Repository.Shared is { } shared
        ? Directory.EnumerateFiles(Path.Combine(shared, "avro"), "avro-*.jar").FirstOrDefault()
        : null;

    /// <summary>Runs the program; skips the test where there is nothing to run it with.</summary>
    /// <returns>The lines that it printed.</returns>
    public static async Task<string[]> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(Library is not null, "No Avro library for Java: put the shared folder with avro/avro-*.jar beside the repository.");
        var start = new ProcessStartInfo("java")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-cp");
        start.ArgumentList.Add($"{Library}:{Path.Combine(Repository.Shared!, "kafka", "libs", "*")}");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Java", "AvroTopic.java"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("java did not start.");
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"java ended with {process.ExitCode}: {await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
