namespace Connect.Abi.TestKit.Tests;

/// <summary>A folder that a check works in, made anew for each.</summary>
internal sealed class TemporaryFolder
{
    public string Path { get; private set; } = string.Empty;

    public string File => System.IO.Path.Combine(Path, "lines");

    public ValueTask MakeAsync()
    {
        Path = Directory.CreateTempSubdirectory("test-kit-").FullName;
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
