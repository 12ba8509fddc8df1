namespace Connect.Storage.Offsets;

/// <summary>The bytes of Java's object streams that a map of byte arrays needs.</summary>
internal static class JavaStream
{
    public const byte Null = 0x70;
    public const byte Reference = 0x71;
    public const byte Array = 0x75;
    public const byte BlockData = 0x77;
    public const byte EndBlockData = 0x78;

    /// <summary>The number of the first class or object in a stream; each one that follows takes the next.</summary>
    public const int FirstHandle = 0x7E0000;

    /// <summary>The number of the class of byte arrays: third, after the map's class and the map itself.</summary>
    public const int ByteArrayClassHandle = FirstHandle + 2;

    /// <summary>0.75f.</summary>
    public const int LoadFactorBits = 0x3F400000;

    /// <summary>Magic, version, a new object, and the class <c>java.util.HashMap</c> with its fields.</summary>
    public static ReadOnlySpan<byte> MapPrefix =>
    [
        0xAC, 0xED, 0x00, 0x05,
        0x73, 0x72, 0x00, 0x11,
        (byte)'j', (byte)'a', (byte)'v', (byte)'a', (byte)'.', (byte)'u', (byte)'t', (byte)'i', (byte)'l', (byte)'.',
        (byte)'H', (byte)'a', (byte)'s', (byte)'h', (byte)'M', (byte)'a', (byte)'p',
        0x05, 0x07, 0xDA, 0xC1, 0xC3, 0x16, 0x60, 0xD1, 0x03, 0x00, 0x02,
        (byte)'F', 0x00, 0x0A,
        (byte)'l', (byte)'o', (byte)'a', (byte)'d', (byte)'F', (byte)'a', (byte)'c', (byte)'t', (byte)'o', (byte)'r',
        (byte)'I', 0x00, 0x09,
        (byte)'t', (byte)'h', (byte)'r', (byte)'e', (byte)'s', (byte)'h', (byte)'o', (byte)'l', (byte)'d',
        EndBlockData, Null,
    ];

    /// <summary>The class <c>byte[]</c>.</summary>
    public static ReadOnlySpan<byte> ByteArrayClass =>
    [
        0x72, 0x00, 0x02, (byte)'[', (byte)'B', 0xAC, 0xF3, 0x17, 0xF8, 0x06, 0x08, 0x54, 0xE0, 0x02, 0x00, 0x00, EndBlockData, Null,
    ];
}
