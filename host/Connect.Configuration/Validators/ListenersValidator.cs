using System.Collections;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Takes at least one URL, none of them empty. Whether they can be listened at is looked at later, with all other settings.</summary>
internal sealed class ListenersValidator : IValidator
{
    public void EnsureValid(string name, object? value)
    {
        if (value is string || value is not IEnumerable items)
        {
            throw new ConfigException($"Invalid value type for {name} (expected list of URLs, ex: http://localhost:8080,https://localhost:8443).");
        }

        var count = 0;
        foreach (var item in items)
        {
            count++;
            if (string.IsNullOrWhiteSpace(item as string))
            {
                throw new ConfigException($"Empty URL found when parsing {name} list.");
            }
        }

        if (count == 0)
        {
            throw new ConfigException(
                $"Invalid value for {name}, at least one URL is expected, ex: http://localhost:8080,https://localhost:8443.");
        }
    }

    public override string ToString() => "List of comma-separated URLs, ex: http://localhost:8080,https://localhost:8443.";
}
