using System.Diagnostics;

namespace Connect.TestHarness;

/// <summary>The scripts of the shared folder beside the repository, which <c>CONNECT_SHARED</c> may name.</summary>
internal static class SharedTool
{
    private const string SharedVariable = "CONNECT_SHARED";

    /// <summary>A script's path; null where it is not there.</summary>
    public static string? Find(string room, string tool) =>
        Folders().Select(f => Path.Combine(f, room, "bin", tool)).FirstOrDefault(File.Exists);

    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public static async Task<string> RunAsync(string room, string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var path = Find(room, tool) ?? throw new InvalidOperationException($"{tool} is not in the shared folder.");
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{path} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{path} ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(SharedVariable) is { Length: > 0 } named)
        {
            yield return named;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Connect.Plugins.sln")))
            {
                yield return Path.Combine(at.FullName, "..", "shared");
                yield break;
            }
        }
    }
}
