using System.IO.Compression;
using System.Text;

namespace Connect.PluginLoading.Scanning;

public sealed class ZipFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-zip-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("../outside.dll", "leads out of its folder")]
    [InlineData("a/../../outside.dll", "leads out of its folder")]
    [InlineData("a\\..\\..\\outside.dll", "leads out of its folder")]
    [InlineData("/outside.dll", "no relative path")]
    [InlineData("\\outside.dll", "no relative path")]
    [InlineData("C:/outside.dll", "no relative path")]
    public void Entry_ThatLeadsOut_RefusesTheZip(string path, string why)
    {
        var zip = Zip(archive => Add(archive, path, "x"));

        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => ZipFiles.OfZip(zip)).Message);
    }

    [Fact]
    public void Entry_ThatIsALink_RefusesTheZip()
    {
        var zip = Zip(archive => Add(archive, "link", "/etc/passwd").ExternalAttributes = unchecked((int)0xA1FF0000));

        Assert.Contains("link", Assert.Throws<InvalidDataException>(() => ZipFiles.OfZip(zip)).Message);
    }

    [Fact]
    public void Entry_ThatBlowsUp_RefusesTheZip()
    {
        var zip = Zip(archive =>
        {
            using var entry = archive.CreateEntry("bomb.dll", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[32 << 20]);
        });

        Assert.Contains("200 times", Assert.Throws<InvalidDataException>(() => ZipFiles.OfZip(zip)).Message);
    }

    [Fact]
    public void Entries_BeyondTheBound_RefuseTheZip()
    {
        var zip = Zip(archive =>
        {
            for (var i = 0; i <= ZipFiles.MaximumEntries; i++)
            {
                archive.CreateEntry($"{i}/");
            }
        });

        Assert.Contains("at most", Assert.Throws<InvalidDataException>(() => ZipFiles.OfZip(zip)).Message);
    }

    [Fact]
    public void Entries_WithOnePath_RefuseTheZip()
    {
        var zip = Zip(archive =>
        {
            Add(archive, "a/b.dll", "1");
            Add(archive, "a\\b.dll", "2");
        });

        Assert.Contains("two entries", Assert.Throws<InvalidDataException>(() => ZipFiles.OfZip(zip)).Message);
    }

    [Fact]
    public void Entry_LongerThanTheZipSays_IsNotUnpackedBeyondThat()
    {
        var zip = Zip(archive => Add(archive, "liar.dll", new string('x', 5_000)));
        Falsify(zip, 5_000, 10);
        using var files = ZipFiles.OfZip(zip);
        var target = Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;

        var thrown = Record.Exception(() => files.Unpack(target));

        Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
        Assert.True(new FileInfo(Path.Combine(target, "liar.dll")).Length <= 10);
    }

    [Fact]
    public void Zip_InOrder_IsUnpackedAsItIs()
    {
        var zip = Zip(archive =>
        {
            archive.CreateEntry("top/");
            Add(archive, "top/lib/a.dll", "content");
        });
        using var files = ZipFiles.OfZip(zip);
        var target = Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;

        files.Unpack(target);

        Assert.Equal("content", File.ReadAllText(Path.Combine(target, "top", "lib", "a.dll")));
        Assert.Equal(["top/lib/a.dll"], files.Paths);
    }

    private string Zip(Action<ZipArchive> fill)
    {
        var zip = Path.Combine(_folder, "test.zip");
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        fill(archive);
        return zip;
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string path, string content)
    {
        var entry = archive.CreateEntry(path);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
        return entry;
    }

    /// <summary>Changes the unpacked length in the headers.</summary>
    private static void Falsify(string zip, int from, int to)
    {
        var content = File.ReadAllBytes(zip);
        var wanted = BitConverter.GetBytes(from);
        for (var at = content.AsSpan().IndexOf(wanted); at >= 0; at = content.AsSpan().IndexOf(wanted))
        {
            BitConverter.GetBytes(to).CopyTo(content, at);
        }

        File.WriteAllBytes(zip, content);
    }
}
