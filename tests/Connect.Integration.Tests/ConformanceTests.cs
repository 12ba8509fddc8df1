using System.Diagnostics;
using System.Text.Json.Nodes;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>The black-box suite that Java's own worker passes.</summary>
public sealed class ConformanceTests(SharedKafka kafka, ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConformanceSuite_Standalone_Passes()
    {
        var suite = Path.Combine(Repository.Shared ?? string.Empty, "conformance", "run.py");
        Assert.SkipUnless(File.Exists(suite), "The conformance suite is not here: set CONNECT_SHARED, or put the shared folder beside the repository.");
        var bootstrap = await kafka.StartAsync(Token);
        var report = Path.Combine(Directory.CreateTempSubdirectory("connect-conformance-").FullName, "report.json");
        try
        {
            using var run = Process.Start(new ProcessStartInfo(
                "python3",
                [
                    suite, "--mode", "standalone", "--bootstrap", bootstrap, "--report", report, "--dir", Path.Combine(Path.GetDirectoryName(report)!, "work"),
                    "--worker", $"dotnet exec {Repository.Worker} {{mode}} {{config}}",
                ])
            { RedirectStandardOutput = true })!;
            try
            {
                output.WriteLine(await run.StandardOutput.ReadToEndAsync(Token));
                await run.WaitForExitAsync(Token);
            }
            finally
            {
                run.Kill(entireProcessTree: true);
            }

            Check(JsonNode.Parse(await File.ReadAllTextAsync(report, Token))!["cases"]!.AsArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(report)!, recursive: true);
        }
    }

    private void Check(JsonArray cases)
    {
        var failed = cases.Where(c => !(bool)c!["passed"]!).ToDictionary(c => (string)c!["name"]!, c => (string?)c!["message"]);
        output.WriteLine($"{cases.Count - failed.Count} passed, {failed.Count} failed");
        Assert.NotEmpty(cases);
        Assert.Empty(failed.Select(c => $"{c.Key} fails: {c.Value}"));
    }
}
