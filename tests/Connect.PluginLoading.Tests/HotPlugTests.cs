using System.Diagnostics;
using Connect.Abi.Transforms;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>Plugins come and go while the catalogue is open.</summary>
public sealed class HotPlugTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Places _places = new();
    private PluginCatalogue? _catalogue;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PluginCatalogue Catalogue => _catalogue!;

    public void Dispose()
    {
        _catalogue?.Dispose();
        _places.Dispose();
    }

    [Fact]
    public async Task Zip_DroppedIn_IsListedWithinASecond()
    {
        Follow();
        var began = Stopwatch.GetTimestamp();

        _places.Pack("Json12", "");
        await Until(() => Listed("JsonLibrary"));

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1), $"It took {Stopwatch.GetElapsedTime(began)}.");
    }

    [Fact]
    public async Task Folder_CopiedBitByBit_IsListedOnlyOnceItIsWhole()
    {
        Follow();
        var listed = new List<string[]>();
        Catalogue.Changed += () => listed.Add(Directory.GetFiles(Path.Combine(_places.Entry, "Json12")));
        var built = Path.Combine(Places.Built, "Json12");
        var target = Directory.CreateDirectory(Path.Combine(_places.Entry, "Json12")).FullName;
        string[] files = [.. Directory.GetFiles(built).OrderBy(f => f.EndsWith("Newtonsoft.Json.dll", StringComparison.Ordinal))];
        foreach (var file in files[..^1])
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        // Long enough for a look that does not wait to have taken it for whole.
        var library = Path.Combine(target, Path.GetFileName(files[^1]));
        var bytes = File.ReadAllBytes(files[^1]);
        var began = Stopwatch.GetTimestamp();
        using (var file = new FileStream(library, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
        {
            file.Write(bytes.AsSpan(0, bytes.Length / 2));
            file.Flush();
            await Until(() => Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(1));
            Assert.Empty(Catalogue.Plugins);
            file.Write(bytes.AsSpan(bytes.Length / 2));
        }

        await Until(() => Listed("JsonLibrary"));
        using var instance = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"));
        Assert.Equal("True 12.0.0.0", instance.Value.ToString());
        Assert.Equal(files.Length, Assert.Single(listed).Length);
    }

    [Fact]
    public async Task Zip_CutOff_IsAnErrorOnceNothingMoreComes_AndListedWhenItIsMended()
    {
        var whole = await File.ReadAllBytesAsync(_places.Pack("Json12", ""), Token);
        var zip = Path.Combine(_places.Entry, "Json12.zip");
        File.Delete(zip);
        Follow();

        await File.WriteAllBytesAsync(zip, whole[..(whole.Length / 2)], Token);
        await Until(() => Catalogue.Errors.Count > 0);
        Assert.Equal(zip, Assert.Single(Catalogue.Errors).Location);

        await File.WriteAllBytesAsync(zip, whole, Token);
        await Until(() => Listed("JsonLibrary"));
        Assert.Empty(Catalogue.Errors);
    }

    [Fact]
    public async Task Plugin_Replaced_IsUsedByNewInstancesWhileTheOldOneGoesOn()
    {
        _places.Install("Json12", "library");
        Follow();
        var old = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"), new PluginUser("copy", 0));

        _places.Install("Json13", "library");
        await Until(() => Catalogue.Find(PluginKind.Predicate, "JsonLibrary").Version.StartsWith("13", StringComparison.Ordinal));
        using var young = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"));

        Assert.Equal("True 13.0.0.0", young.Value.ToString());
        Assert.Equal("True 12.0.0.0", old.Value.ToString());
        Assert.Equal(["copy"], Catalogue.ConnectorsOfReplaced());
        var retired = Assert.Single(Catalogue.Installed, p => p.State == PluginState.Retired);
        Assert.Equal(new PluginUse("TestPlugins.Shared.JsonLibrary", new PluginUser("copy", 0)), Assert.Single(retired.Uses));
        Assert.StartsWith("12", Assert.Single(retired.Classes).Version, StringComparison.Ordinal);

        old.Dispose();
        Assert.DoesNotContain(Catalogue.Installed, p => p.State == PluginState.Retired);
        Assert.Empty(Catalogue.ConnectorsOfReplaced());
    }

    [Fact]
    public async Task Plugin_Removed_IsOfferedNoMoreWhileWhatRunsGoesOn()
    {
        var folder = _places.Install("Json12");
        Follow();
        using var running = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"), new PluginUser("copy", null));

        Directory.Delete(folder, recursive: true);
        await Until(() => Catalogue.Plugins.Count == 0);

        Assert.Equal("True 12.0.0.0", running.Value.ToString());
        Assert.Throws<PluginNotFoundException>(() => Catalogue.Find(PluginKind.Predicate, "JsonLibrary"));
        Assert.Empty(Catalogue.ConnectorsOfReplaced());
    }

    [Fact]
    public async Task Plugin_TouchedWithoutAChange_StaysAsItIs()
    {
        var folder = _places.Install("Json12");
        Follow();
        using var running = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"));
        var changes = 0;
        Catalogue.Changed += () => changes++;

        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        await Catalogue.RescanAsync(Token);
        _places.Install("Plain");
        await Until(() => Listed("PlainSink"));

        // It is told after the list has changed.
        await Until(() => changes > 0);
        Assert.Equal(1, changes);
        Assert.DoesNotContain(Catalogue.Installed, p => p.State == PluginState.Retired);
        using var again = Catalogue.Create<IPredicate>(Catalogue.Find(PluginKind.Predicate, "JsonLibrary"));
        Assert.Same(running.Plugin, again.Plugin);
    }

    [Fact]
    public async Task Versions_InTwoPlaces_AreOfferedSideBySide()
    {
        _places.Install("Json12");
        Follow();
        _places.Install("Json13");
        await Until(() => Catalogue.Plugins.Count == 2);

        Assert.StartsWith("13", Catalogue.Find(PluginKind.Predicate, "JsonLibrary").Version, StringComparison.Ordinal);
        Assert.StartsWith("12", Catalogue.Find(PluginKind.Predicate, "JsonLibrary", "[12,13)").Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntryOfThePluginPath_MadeLater_IsFollowed()
    {
        var entry = _places.At("later");
        _catalogue = _places.Open(false, entry);
        Catalogue.Watch(TimeProvider.System);

        _places.Install("Plain", into: entry);
        await Catalogue.RescanAsync(Token);

        Assert.True(Listed("PlainSink"));
        Assert.Empty(Catalogue.Errors);
    }

    [Fact]
    public void Plugin_WhoseFilesAreBeingReplaced_IsNotLoadedHalf()
    {
        var folder = _places.Install("Json12");
        _catalogue = _places.Open();
        var found = Catalogue.Find(PluginKind.Predicate, "JsonLibrary");
        Places.Copy(Path.Combine(Places.Built, "Json13"), folder);

        var thrown = Assert.Throws<PluginLoadException>(() => Catalogue.Create<IPredicate>(found));

        Assert.Contains("are being replaced", thrown.Message, StringComparison.Ordinal);
    }

    private void Follow()
    {
        _catalogue = _places.Open();
        Catalogue.Watch(TimeProvider.System);
    }

    private bool Listed(string name) => Catalogue.Plugins.Any(p => p.ContractName.Contains(name, StringComparison.Ordinal));

    private async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (!condition())
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                Assert.Fail($"It did not come within {Patience}.\n{string.Join('\n', _places.Lines.Where(l => l.Level >= LogLevel.Information).Select(l => l.Text))}");
            }
        }
    }
}
