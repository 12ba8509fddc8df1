using System.Collections;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Takes the names, in any case, of the keyed hashes that Java and .NET both have.</summary>
internal static class HmacValidator
{
    private static readonly string[] Known = ["HmacMD5", "HmacSHA1", "HmacSHA256", "HmacSHA384", "HmacSHA512"];

    /// <summary>For a setting with one.</summary>
    public static LambdaValidator One { get; } = LambdaValidator.With(Check, () => string.Join(", ", Known));

    /// <summary>For a list of at least one.</summary>
    public static LambdaValidator All { get; } = LambdaValidator.With(
        (name, value) =>
        {
            var any = false;
            foreach (var algorithm in value as IEnumerable ?? Array.Empty<object>())
            {
                Check(name, algorithm);
                any = true;
            }

            if (!any)
            {
                throw new ConfigException(name, value, "At least one signature verification algorithm must be provided");
            }
        },
        () => $"One or more of {string.Join(", ", Known)}");

    private static void Check(string name, object? value)
    {
        if (value is not string algorithm || !Known.Contains(algorithm, StringComparer.OrdinalIgnoreCase))
        {
            throw new ConfigException(name, value, $"The algorithm is not supported; supported are {string.Join(", ", Known)}");
        }
    }
}
