using System.Diagnostics;

namespace Connect.Host.Commands.Plugins;

/// <summary>Runs the .NET SDK's own commands.</summary>
internal static class DotNet
{
    /// <summary>Runs one, with its output kept.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>All that it wrote.</returns>
    /// <exception cref="CommandException">It is not there, or it failed: what it wrote is in the message.</exception>
    public static async Task<string> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken stop)
    {
        string[] all = [.. arguments];
        var start = new ProcessStartInfo("dotnet", all)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // No build server outlives the command.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var text = await output + await error;
        return process.ExitCode == 0
            ? text
            : throw new CommandException($"dotnet {string.Join(' ', all)} failed:{Environment.NewLine}{text.Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CommandException($"The .NET SDK is needed and 'dotnet' can't be started ({e.Message}): https://dot.net");
        }
    }
}
