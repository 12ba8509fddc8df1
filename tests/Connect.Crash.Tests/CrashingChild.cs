using System.Diagnostics;
using System.Globalization;

namespace Connect.Crash.Tests;

/// <summary>A child process that writes to the embedded log, and is killed without warning.</summary>
internal static class CrashingChild
{
    /// <summary>Runs the child until it has printed so many lines, then kills it.</summary>
    /// <returns>All complete lines.</returns>
    public static async Task<List<string>> RunAsync(string folder, int round, int linesBeforeKill, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Connect.Crash.Child.dll");
        string[] arguments = [folder, round.ToString(CultureInfo.InvariantCulture)];
        var start = UsesHost
            ? new ProcessStartInfo(Environment.ProcessPath!, [program, .. arguments])
            : new ProcessStartInfo(Path.ChangeExtension(program, null), arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            var lines = new List<string>();
            while (lines.Count < linesBeforeKill)
            {
                if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { } line)
                {
                    Assert.Fail($"The child ended by itself: {await errors}");
                    break;
                }

                lines.Add(line);
            }

            process.Kill();
            var rest = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);

            // The last line may be torn.
            lines.AddRange(rest.Split('\n')[..^1]);
            return lines;
        }
        finally
        {
            process.Kill();
        }
    }

    private static bool UsesHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
