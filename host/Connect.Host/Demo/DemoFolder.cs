namespace Connect.Host.Demo;

/// <summary>The demo's folder: everything it makes lies here.</summary>
internal sealed class DemoFolder
{
    private readonly bool isTemporary;

    private DemoFolder(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
        Directory.CreateDirectory(Plugins);
        Directory.CreateDirectory(Input);
    }

    /// <summary>The folder itself.</summary>
    public string Path { get; }

    /// <summary>The entry of <c>plugin.path</c> that the zip is dropped into.</summary>
    public string Plugins => Under("plugins");

    /// <summary>The folder that the source reads.</summary>
    public string Input => Under("input");

    /// <summary>The file with the lines to copy.</summary>
    public string InputFile => System.IO.Path.Combine(Input, "orders.txt");

    /// <summary>The file with the one record that the sink can't read.</summary>
    public string BadInputFile => Under("bad-record.txt");

    /// <summary>The file that the sink writes.</summary>
    public string OutputFile => Under("copied.txt");

    /// <summary>The embedded log.</summary>
    public string Log => Under("log");

    /// <summary>The worker's offset file.</summary>
    public string Offsets => Under("connect.offsets");

    /// <summary>Makes a fresh folder, or takes a given one that is new or empty.</summary>
    /// <param name="path">The folder; null for one under the temporary folder.</param>
    /// <exception cref="DemoException">The folder can't be used.</exception>
    public static DemoFolder Create(string? path)
    {
        try
        {
            if (path is null)
            {
                return new DemoFolder(Directory.CreateTempSubdirectory("connect-demo-").FullName, isTemporary: true);
            }

            path = System.IO.Path.GetFullPath(path);
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new DemoException($"--folder {path} is not empty: the demo wants a new or an empty folder.");
            }

            return new DemoFolder(path, isTemporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DemoException($"The folder {path ?? System.IO.Path.GetTempPath()} can't be used: {e.Message}", e);
        }
    }

    /// <summary>Deletes a folder of our own; one that the user chose stays.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool DeleteIfTemporary()
    {
        if (!isTemporary)
        {
            return false;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user is told that the folder is still there.
            return false;
        }
    }

    private string Under(string name) => System.IO.Path.Combine(Path, name);
}
