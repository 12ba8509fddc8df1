using System.Collections;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Foundation;

namespace Connect.Configuration.Validators;

/// <summary>Takes one regular expression in Java's dialect, or a list of them; null is refused.</summary>
internal sealed class RegexValidator : IValidator
{
    public void EnsureValid(string name, object? value)
    {
        switch (value)
        {
            case string pattern:
                Check(name, pattern);
                break;
            case IEnumerable patterns:
                foreach (var pattern in patterns)
                {
                    Check(name, pattern as string ?? string.Empty);
                }

                break;
            default:
                throw new ConfigException(name, "null", "entry must be non null");
        }
    }

    public override string ToString() => "valid regex";

    private static void Check(string name, string pattern)
    {
        try
        {
            _ = JavaRegex.Parse(pattern);
        }
        catch (FormatException failure)
        {
            throw new ConfigException(name, pattern, "Syntax error in regular expression: " + failure.Message);
        }
    }
}
