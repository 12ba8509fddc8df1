namespace Connect.Plugins.Transforms.Dates;

/// <summary>A piece of a date pattern: literal text, or a letter repeated.</summary>
/// <param name="Letter">The pattern letter; <c>'\0'</c> for literal text.</param>
/// <param name="Count">How often the letter is repeated.</param>
/// <param name="Literal">The text; empty where there is a letter.</param>
internal readonly record struct DatePatternPart(char Letter, int Count, string Literal)
{
    /// <summary>
    /// Whether a number that comes right before this part has to stop after as many digits as its pattern has letters.
    /// </summary>
    public bool BoundsNumberBefore => Letter switch
    {
        'M' or 'L' => Count <= 2,
        'y' or 'Y' or 'w' or 'W' or 'D' or 'd' or 'F' or 'u' or 'H' or 'k' or 'K' or 'h' or 'm' or 's' or 'S' => true,
        _ => false,
    };
}
