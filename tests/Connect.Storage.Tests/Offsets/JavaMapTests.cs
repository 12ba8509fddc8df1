using System.Text;
using Connect.Storage.Offsets;
using Connect.TestVectors;

namespace Connect.Storage.Tests.Offsets;

/// <summary>The format of Java's offset file, against files that Java wrote.</summary>
public sealed class JavaMapTests
{
    [Theory]
    [InlineData("empty")]
    [InlineData("one")]
    [InlineData("null-value")]
    [InlineData("null-key")]
    [InlineData("twenty")]
    public void Map_ReadAndWrittenAgain_IsJavasToTheByte(string name)
    {
        var golden = Golden(name);
        Assert.Equal(golden, JavaMapWriter.Write(JavaMapReader.Read(golden)).ToArray());
    }

    [Fact]
    public void Map_WithOneOffset_HasKeyAndValue()
    {
        var entry = Assert.Single(JavaMapReader.Read(Golden("one")));
        Assert.Equal("""["my-connector",{"filename":"test.txt"}]""", Encoding.UTF8.GetString(entry.Key!));
        Assert.Equal("""{"position":42}""", Encoding.UTF8.GetString(entry.Value!));
    }

    [Fact]
    public void Map_WithTwentyOffsets_HasAllAndTheNullValue()
    {
        var entries = JavaMapReader.Read(Golden("twenty")).ToDictionary(e => Encoding.UTF8.GetString(e.Key!), e => e.Value);
        Assert.Equal(20, entries.Count);
        Assert.Null(entries["""["c",{"f":7}]"""]);
        Assert.Equal("""{"position":19000}""", Encoding.UTF8.GetString(entries["""["c",{"f":19}]"""]!));
    }

    [Fact]
    public void Map_WithOneArrayTwice_ReadsTheReference()
    {
        var entry = Assert.Single(JavaMapReader.Read(Golden("shared-array")));
        Assert.Equal("x"u8, entry.Key!);
        Assert.Equal("x"u8, entry.Value!);
    }

    [Fact]
    public void Map_WithAnotherCapacity_IsRead()
    {
        var entry = Assert.Single(JavaMapReader.Read(Golden("presized")));
        Assert.Equal("v"u8, entry.Value!);
    }

    [Theory]
    [InlineData("tree-map", "java.util.HashMap")]
    [InlineData("strings", "0x74")]
    public void Map_OfSomethingElse_IsRefusedWithWhatIsThere(string name, string hint) =>
        Assert.Contains(hint, Assert.Throws<InvalidDataException>(() => JavaMapReader.Read(Golden(name))).Message);

    [Fact]
    public void Map_CutOffAnywhere_IsRefused()
    {
        var golden = Golden("twenty");
        for (var length = 0; length < golden.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => JavaMapReader.Read(golden.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Map_WithAnyByteFlipped_IsReadOrRefusedButNothingElse()
    {
        var golden = Golden("twenty");
        for (var at = 0; at < golden.Length; at++)
        {
            var broken = (byte[])golden.Clone();
            broken[at] ^= 0xFF;
            try
            {
                JavaMapReader.Read(broken);
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public void Map_FollowedByMore_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => JavaMapReader.Read([.. Golden("one"), 0]));

    private static byte[] Golden(string name) => File.ReadAllBytes(VectorFile.PathOf("tests", "Golden", "OffsetFiles", name + ".bin"));
}
