using System.Globalization;
using System.Numerics;

namespace Connect.PluginLoading.Catalogue;

/// <summary>
/// Orders versions as Maven does: parts between dots, dashes and changes from digits to letters; numbers by value; the known
/// qualifiers alpha, beta, milestone, rc and snapshot before the release, sp after it, unknown ones after that.
/// </summary>
internal sealed class MavenVersion : IComparable<MavenVersion>
{
    private static readonly string[] Qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
    private const int Release = 5;
    private readonly List<Part> _parts = [];

    public MavenVersion(string text)
    {
        Text = text;
        Parse(text.ToLowerInvariant());
    }

    public string Text { get; }

    public int CompareTo(MavenVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Max(_parts.Count, other._parts.Count); i++)
        {
            var order = At(i, other).CompareTo(other.At(i, this));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private Part At(int index, MavenVersion other) =>
        index < _parts.Count ? _parts[index] : other._parts[index].Neutral;

    private void Parse(string text)
    {
        var afterDash = false;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is '.' or '-' or '_')
            {
                // What is no more than the release may be left out before a dash: 1.0-rc is 1-rc.
                if (text[i] == '-')
                {
                    TrimNeutral();
                }

                afterDash = text[i] == '-';
                i++;
                continue;
            }

            var digits = char.IsAsciiDigit(text[i]);
            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end]) == digits && text[end] is not ('.' or '-' or '_'))
            {
                end++;
            }

            var part = text[i..end];
            if (digits)
            {
                _parts.Add(new Part(afterDash ? PartKind.DashedNumber : PartKind.Number, BigInteger.Parse(part, CultureInfo.InvariantCulture), 0, string.Empty));
            }
            else
            {
                if (!afterDash)
                {
                    TrimNeutral();
                }

                _parts.Add(Qualifier(part, end < text.Length && char.IsAsciiDigit(text[end])));
            }

            afterDash = end < text.Length && text[end] is not ('.' or '-' or '_');
            i = end;
        }

        TrimNeutral();
    }

    private void TrimNeutral()
    {
        while (_parts.Count > 0 && _parts[^1].CompareTo(_parts[^1].Neutral) == 0)
        {
            _parts.RemoveAt(_parts.Count - 1);
        }
    }

    private static Part Qualifier(string text, bool beforeDigit)
    {
        var name = (text, beforeDigit) switch
        {
            ("a", true) => "alpha",
            ("b", true) => "beta",
            ("m", true) => "milestone",
            ("cr", _) => "rc",
            ("ga" or "final" or "release", _) => string.Empty,
            _ => text,
        };
        var rank = Array.IndexOf(Qualifiers, name);
        return new Part(PartKind.Qualifier, 0, rank < 0 ? Qualifiers.Length : rank, rank < 0 ? name : string.Empty);
    }

    private enum PartKind
    {
        Qualifier,
        DashedNumber,
        Number,
    }

    private readonly record struct Part(PartKind Kind, BigInteger Number, int Rank, string Name) : IComparable<Part>
    {
        public Part Neutral => Kind == PartKind.Qualifier
            ? new Part(PartKind.Qualifier, 0, Release, string.Empty)
            : new Part(Kind, 0, 0, string.Empty);

        public int CompareTo(Part other)
        {
            var order = Kind.CompareTo(other.Kind);
            order = order != 0 ? order : Number.CompareTo(other.Number);
            order = order != 0 ? order : Rank.CompareTo(other.Rank);
            return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
        }
    }
}
