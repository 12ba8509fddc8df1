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
                _parts.Add(new Part(afterDash ? PartKind.DashedNumber : PartKind.Number, 0, part.TrimStart('0')));
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
        for (var rank = 0; rank < Qualifiers.Length; rank++)
        {
            if (Qualifiers[rank] == name)
            {
                return new Part(PartKind.Qualifier, rank, string.Empty);
            }
        }

        return new Part(PartKind.Qualifier, Qualifiers.Length, name);
    }

    private enum PartKind
    {
        Qualifier,
        DashedNumber,
        Number,
    }

    /// <summary>A part: a known qualifier by its rank, an unknown one by its text, a number by its digits without leading zeros.</summary>
    private sealed record Part(PartKind Kind, int Rank, string Text)
    {
        public Part Neutral => new(Kind, Kind == PartKind.Qualifier ? Release : 0, string.Empty);

        public int CompareTo(Part other)
        {
            var order = (int)Kind - (int)other.Kind;
            order = order != 0 ? order : Rank - other.Rank;
            order = order != 0 || Kind == PartKind.Qualifier ? order : Text.Length - other.Text.Length;
            return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
        }
    }
}
