namespace Connect.Integration.Tests.Harness;

/// <summary>What a test measured: in its own output, and, where CONNECT_FIGURES names a file, there, which <c>./test</c> shows at its end.</summary>
internal static class Figures
{
    public static void Print(ITestOutputHelper output, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        if (Environment.GetEnvironmentVariable("CONNECT_FIGURES") is { Length: > 0 } file)
        {
            File.AppendAllLines(file, lines);
        }
    }
}
