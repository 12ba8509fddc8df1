using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class DemoFolderTests
{
    [Fact]
    public void Folder_NotEmpty_IsRefusedAndLeftAlone()
    {
        var given = Directory.CreateTempSubdirectory("connect-host-tests-");
        File.WriteAllText(Path.Combine(given.FullName, "mine"), "x");
        Assert.Contains(given.FullName, Assert.Throws<DemoException>(() => DemoFolder.Create(given.FullName)).Message);
        Assert.Equal(["mine"], given.GetFiles().Select(f => f.Name));
        given.Delete(recursive: true);
    }

    [Fact]
    public void Folder_Given_IsNeverDeleted()
    {
        var given = Directory.CreateTempSubdirectory("connect-host-tests-");
        Assert.False(DemoFolder.Create(given.FullName).DeleteIfTemporary());
        Assert.True(Directory.Exists(given.FullName));
        given.Delete(recursive: true);
    }
}
