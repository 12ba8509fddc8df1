using System.Globalization;
using System.Text.RegularExpressions;

namespace Connect.Vectors.Subjects;

/// <summary>Compares JSON whose floats may differ in text: older Java does not always write the shortest digits.</summary>
internal static partial class JavaFloats
{
    public static bool AreSame(string? expected, string? actual)
    {
        if (expected is null || actual is null)
        {
            return false;
        }

        var e = Float().Matches(expected);
        var a = Float().Matches(actual);
        return Float().Replace(expected, "#") == Float().Replace(actual, "#")
            && e.Zip(a).All(pair => Same(pair.First.Value, pair.Second.Value));
    }

    // The texts of a float32 are the same number as float32 only.
    private static bool Same(string expected, string actual)
    {
        var asDouble = double.Parse(expected, CultureInfo.InvariantCulture).Equals(double.Parse(actual, CultureInfo.InvariantCulture));
        return asDouble
            || (actual.Count(char.IsAsciiDigit) < 12
                && float.Parse(expected, CultureInfo.InvariantCulture).Equals(float.Parse(actual, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"(?<![""\w.])-?\d+\.\d+(E-?\d+)?(?![""\w.])")]
    private static partial Regex Float();
}
