using System.Text;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Storage.Tests;

public sealed class FileOffsetStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("offsets").FullName;

    private string Path => System.IO.Path.Combine(folder, "connect.offsets");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task File_WrittenAndOpenedAgain_HoldsTheOffsets()
    {
        var store = await Open();
        await store.SetAsync([Entry("a", "1"), Entry("b", null)], CancellationToken.None);
        await store.SetAsync([Entry("a", "2"), Entry("c", "3")], CancellationToken.None);
        await store.StopAsync(CancellationToken.None);
        var again = await Open();
        Assert.Equal(["2", null, "3", null], await Get(again, "a", "b", "c", "d"));
        Assert.Equal([Path], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task File_OfJava_IsTakenOver()
    {
        File.Copy(VectorFile.PathOf("tests", "Golden", "OffsetFiles", "twenty.bin"), Path);
        var store = await Open();
        Assert.Equal(["""{"position":19000}"""], await Get(store, """["c",{"f":19}]"""));
        Assert.Equal(19, store.ConnectorPartitions("c").Count);
    }

    [Fact]
    public async Task File_Missing_IsANewStore() => Assert.Equal([null], await Get(await Open(), "a"));

    [Fact]
    public async Task File_Empty_IsANewStore()
    {
        await File.WriteAllBytesAsync(Path, []);
        Assert.Equal([null], await Get(await Open(), "a"));
    }

    [Fact]
    public async Task File_Corrupt_IsRefusedByNameAndLeftAlone()
    {
        await File.WriteAllTextAsync(Path, "no offsets");
        var error = await Assert.ThrowsAsync<ConfigException>(Open);
        Assert.Contains(Path, error.Message);
        Assert.Equal("no offsets", await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task Folder_Missing_IsRefusedWithTheSetting()
    {
        var store = new FileOffsetStore(System.IO.Path.Combine(folder, "none", "x"));
        var error = await Assert.ThrowsAsync<ConfigException>(async () => await store.StartAsync(CancellationToken.None));
        Assert.Contains("offset.storage.file.filename", error.Message);
    }

    [Fact]
    public async Task Write_Fails_KeepsWhatWasStored()
    {
        var store = await Open();
        await store.SetAsync([Entry("a", "1")], CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await store.SetAsync([Entry("a", "2")], CancellationToken.None));
        Assert.Contains(Path, error.Message);
        Assert.Equal(["1"], await Get(store, "a"));
        Directory.CreateDirectory(folder);
        await store.SetAsync([Entry("b", "2")], CancellationToken.None);
        Assert.Equal(["1", "2"], await Get(await Open(), "a", "b"));
    }

    [Fact]
    public async Task File_IsALink_ItsTargetIsReplacedWithItsPermissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions");
            return;
        }

        var target = System.IO.Path.Combine(folder, "target");
        File.Copy(VectorFile.PathOf("tests", "Golden", "OffsetFiles", "one.bin"), target);
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(target, Private);
        File.CreateSymbolicLink(Path, target);
        var store = await Open();
        await store.SetAsync([Entry("a", "1")], CancellationToken.None);
        Assert.Equal(target, File.ResolveLinkTarget(Path, true)!.FullName);
        Assert.Equal(Private, File.GetUnixFileMode(target));
        Assert.Equal(["1"], await Get(await Open(), "a"));
    }

    [Fact]
    public async Task Writes_SideBySide_AllArrive()
    {
        var store = await Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.SetAsync([Entry($"k{i}", $"{i}")], CancellationToken.None).AsTask()));
        var values = await Get(await Open(), [.. Enumerable.Range(0, 50).Select(i => $"k{i}")]);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), values);
    }

    private static KeyValuePair<byte[], byte[]?> Entry(string key, string? value) =>
        new(Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value));

    private static async Task<IEnumerable<string?>> Get(FileOffsetStore store, params string[] keys)
    {
        var values = await store.GetAsync([.. keys.Select(Encoding.UTF8.GetBytes)], CancellationToken.None);
        return values.Select(v => v is null ? null : Encoding.UTF8.GetString(v));
    }

    private async Task<FileOffsetStore> Open()
    {
        var store = new FileOffsetStore(Path);
        await store.StartAsync(CancellationToken.None);
        return store;
    }
}
