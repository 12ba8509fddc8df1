using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>Takes numbers between two limits, both included; null is refused.</summary>
public sealed class ValidRange : IValidator
{
    private readonly object? _min;
    private readonly object? _max;

    private ValidRange(object? min, object? max)
    {
        _min = min;
        _max = max;
    }

    /// <summary>Takes numbers from a lower limit on.</summary>
    /// <typeparam name="T">The limit's type.</typeparam>
    /// <param name="min">The lower limit.</param>
    public static ValidRange AtLeast<T>(T min)
        where T : struct, IConvertible => new(min, null);

    /// <summary>Takes numbers between two limits.</summary>
    /// <typeparam name="T">The limits' type.</typeparam>
    /// <param name="min">The lower limit.</param>
    /// <param name="max">The upper limit.</param>
    public static ValidRange Between<T>(T min, T max)
        where T : struct, IConvertible => new(min, max);

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (value is null)
        {
            throw new ConfigException(name, null, "Value must be non-null");
        }

        if (value is not IConvertible or string or bool)
        {
            throw new ConfigException(name, ConfigText.Show(value), "Value must be a number");
        }

        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (_min is not null && number < Convert.ToDouble(_min, CultureInfo.InvariantCulture))
        {
            throw new ConfigException(name, ConfigText.Show(value), $"Value must be at least {ConfigText.Show(_min)}");
        }

        if (_max is not null && number > Convert.ToDouble(_max, CultureInfo.InvariantCulture))
        {
            throw new ConfigException(name, ConfigText.Show(value), $"Value must be no more than {ConfigText.Show(_max)}");
        }
    }

    /// <summary>The range as <c>[1,...,10]</c>.</summary>
    public override string ToString() =>
        _max is null ? $"[{ConfigText.Show(_min)},...]" : $"[{ConfigText.Show(_min)},...,{ConfigText.Show(_max)}]";
}
