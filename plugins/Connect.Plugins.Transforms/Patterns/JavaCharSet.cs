using System.Collections;
using System.Globalization;
using System.Text;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>A set of UTF-16 characters, from which a class in .NET's dialect is written. Lives while an expression is translated.</summary>
internal sealed class JavaCharSet
{
    private const int Size = 0x10000;
    private readonly BitArray bits = new(Size);

    /// <summary>Puts a range in.</summary>
    public JavaCharSet Add(int from, int to)
    {
        for (var c = from; c <= to; c++)
        {
            bits[c] = true;
        }

        return this;
    }

    /// <summary>Puts in what fulfils a condition.</summary>
    public JavaCharSet Add(Func<char, bool> condition)
    {
        for (var c = 0; c < Size; c++)
        {
            bits[c] |= condition((char)c);
        }

        return this;
    }

    /// <summary>Puts another set in.</summary>
    public void Add(JavaCharSet other) => bits.Or(other.bits);

    /// <summary>Keeps what another set has too.</summary>
    public void Intersect(JavaCharSet other) => bits.And(other.bits);

    /// <summary>Turns it round.</summary>
    public JavaCharSet Invert()
    {
        bits.Not();
        return this;
    }

    /// <summary>A character, escaped for use in and outside of classes.</summary>
    public static string Escape(int c) => string.Create(CultureInfo.InvariantCulture, $@"\u{c:X4}");

    /// <summary>The class.</summary>
    /// <param name="negated">Whether it is to be written as what it does not hold (case is ignored before it is negated).</param>
    public string ToClass(bool negated)
    {
        var text = new StringBuilder(negated ? "[^" : "[");
        var empty = true;
        for (var c = 0; c < Size; c++)
        {
            if (!bits[c])
            {
                continue;
            }

            var from = c;
            while (c + 1 < Size && bits[c + 1])
            {
                c++;
            }

            empty = false;
            text.Append(Escape(from));
            if (c > from)
            {
                text.Append('-').Append(Escape(c));
            }
        }

        return empty ? (negated ? @"[\s\S]" : "(?!)") : text.Append(']').ToString();
    }
}
