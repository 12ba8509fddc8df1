using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.Abi.TestKit.Tests.Faulty.Converters;

/// <summary>Memory where a span lies, which nobody may keep; for the fault of keeping it. The suite's arrays do not move.</summary>
internal sealed unsafe class InputMemory(ReadOnlySpan<byte> bytes) : MemoryManager<byte>
{
    private readonly byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
    private readonly int length = bytes.Length;

    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    public override void Unpin()
    {
        // Nothing moves.
    }

    protected override void Dispose(bool disposing)
    {
        // Nothing is held.
    }
}
