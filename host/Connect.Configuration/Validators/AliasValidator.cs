using System.Collections;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Makes the validator of a list of aliases: there, and each only once.</summary>
internal static class AliasValidator
{
    public static CompositeValidator For(string description) => CompositeValidator.Of(
        new NonNullValidator(),
        LambdaValidator.With(
            (name, value) =>
            {
                var seen = new HashSet<object>();
                foreach (var alias in (IEnumerable)value!)
                {
                    if (alias is not null && !seen.Add(alias))
                    {
                        throw new ConfigException(name, $"[{string.Join(", ", ((IEnumerable)value).Cast<object?>())}]", "Duplicate alias provided.");
                    }
                }
            },
            () => description));
}
