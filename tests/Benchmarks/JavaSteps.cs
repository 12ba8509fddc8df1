using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Connect.Benchmarks;

/// <summary>Times Java's steps, with the <c>JavaSteps.java</c> of the shared folder.</summary>
internal static partial class JavaSteps
{
    /// <summary>The shared folder; null where it is not there.</summary>
    public static string? Shared(string repository) =>
        new[] { Environment.GetEnvironmentVariable("CONNECT_SHARED"), Path.Combine(repository, "..", "shared") }
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder ?? string.Empty, "bench", "JavaSteps.java")));

    /// <summary>Times those whose names contain a text.</summary>
    /// <param name="shared">The shared folder.</param>
    /// <param name="part">The text.</param>
    /// <returns>By name.</returns>
    /// <exception cref="InvalidOperationException">Java ended with an error.</exception>
    public static Dictionary<string, Measurement> Run(string shared, string part)
    {
        var start = new ProcessStartInfo("java", ["-Xmx1g", "-cp", Path.Combine("..", "kafka", "libs", "*"), "JavaSteps.java", part])
        {
            WorkingDirectory = Path.Combine(Path.GetFullPath(shared), "bench"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var java = Process.Start(start)!;
        Raise(java);
        java.ErrorDataReceived += static (_, _) => { };
        java.BeginErrorReadLine();
        var measured = new Dictionary<string, Measurement>();
        while (java.StandardOutput.ReadLine() is { } line)
        {
            if (Line().Match(line) is { Success: true } match)
            {
                var nanoseconds = double.Parse(match.Groups["ns"].ValueSpan, CultureInfo.InvariantCulture);
                measured[match.Groups["name"].Value] = new Measurement(nanoseconds, null);
            }
        }

        java.WaitForExit();
        return java.ExitCode == 0 ? measured : throw new InvalidOperationException($"JavaSteps.java ended with {java.ExitCode}");
    }

    // BenchmarkDotNet runs our side with a raised priority where it may.
    private static void Raise(Process java)
    {
        try
        {
            java.PriorityClass = ProcessPriorityClass.High;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // It may not, and neither could BenchmarkDotNet; or Java has ended, which its exit code tells.
        }
    }

    [GeneratedRegex(@"^(?<name>.*\S) +(?<ns>\d+) ns +\d+ bytes$")]
    private static partial Regex Line();
}
