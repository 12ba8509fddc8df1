using System.Globalization;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Takes a positive number, or -1 for the broker's default.</summary>
internal static class CountValidator
{
    public static LambdaValidator For(string what) => LambdaValidator.With(
        (name, value) =>
        {
            if (value is not (short or int) || Convert.ToInt32(value, CultureInfo.InvariantCulture) is not (-1 or >= 1))
            {
                throw new ConfigException(name, value, $"{what} must be positive, or -1 to use the broker's default");
            }
        },
        () => "Positive number, or -1 to use the broker's default");
}
