using System.Diagnostics;

namespace Connect.Integration.Tests.Harness;

/// <summary>Runs commands as a user does in a shell.</summary>
internal static class Shell
{
    /// <summary>Runs one to its end.</summary>
    /// <returns>The exit code, and all that it wrote.</returns>
    public static async Task<(int Code, string Output)> TryAsync(string folder, string command, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // Nothing of a build outlives its test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs one that has to succeed.</summary>
    /// <returns>All that it wrote.</returns>
    public static async Task<string> RunAsync(string folder, string command, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        var (code, output) = await TryAsync(folder, command, cancellationToken, all);
        Assert.True(code == 0, $"{command} {string.Join(' ', all)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs <c>./connect plugins …</c>.</summary>
    public static Task<string> PluginsAsync(string folder, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        RunAsync(folder, Repository.ConnectScript, cancellationToken, ["plugins", .. arguments]);
}
