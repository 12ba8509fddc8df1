namespace Connect.PluginLoading.Scanning;

/// <summary>The files of one plugin, in whatever form it lies there.</summary>
internal interface IPluginFiles : IDisposable
{
    /// <summary>The paths inside the plugin, with slashes, in ordinal order.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>Opens a file for reading, seekable.</summary>
    /// <param name="path">One of <see cref="Paths"/>.</param>
    Stream Open(string path);
}

/// <summary>The files of a plugin that is a folder or a single assembly.</summary>
internal sealed class LooseFiles : IPluginFiles
{
    private const int MaximumDepth = 16;
    private readonly string _root;
    private readonly Dictionary<string, FileInfo> _files = new(StringComparer.Ordinal);

    private LooseFiles(string root) => _root = root;

    public IReadOnlyList<string> Paths { get; private set; } = [];

    public static LooseFiles OfFolder(string folder)
    {
        var files = new LooseFiles(folder);
        files.Collect(new DirectoryInfo(folder), string.Empty, 0);
        files.Sort();
        return files;
    }

    /// <summary>An assembly with what the build lays beside it under its own name; nothing else in that folder is its own.</summary>
    public static LooseFiles OfAssembly(string assembly)
    {
        var files = new LooseFiles(Path.GetDirectoryName(assembly)!);
        files._files.Add(Path.GetFileName(assembly), new FileInfo(assembly));
        var symbols = new FileInfo(Path.ChangeExtension(assembly, ".pdb"));
        if (symbols.Exists)
        {
            files._files[symbols.Name] = symbols;
        }

        files.Sort();
        return files;
    }

    public FileStamp Stamp(string path) => FileStamp.Of(path, _files[path]);

    public string FullPath(string path) => Path.Combine(_root, path);

    public Stream Open(string path) =>
        new FileStream(_files[path].FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);

    public void Dispose()
    {
    }

    private void Sort()
    {
        var paths = new List<string>(_files.Keys);
        paths.Sort(StringComparer.Ordinal);
        Paths = paths;
    }

    private void Collect(DirectoryInfo folder, string prefix, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new IOException($"Folders are nested more than {MaximumDepth} deep at {folder.FullName}.");
        }

        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item is FileInfo file)
            {
                _files.Add(prefix + item.Name, file);
            }
            else
            {
                Collect((DirectoryInfo)item, prefix + item.Name + "/", depth + 1);
            }
        }
    }
}
