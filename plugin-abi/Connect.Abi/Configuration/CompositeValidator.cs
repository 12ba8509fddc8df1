namespace Connect.Abi.Configuration;

/// <summary>Takes what all of its validators take, asked in turn.</summary>
public sealed class CompositeValidator : IValidator
{
    private readonly IValidator[] _validators;

    private CompositeValidator(IValidator[] validators) => _validators = validators;

    /// <summary>Asks these.</summary>
    /// <param name="validators">The validators.</param>
    public static CompositeValidator Of(params IValidator[] validators) => new([.. validators]);

    /// <summary>The validators that are asked.</summary>
    public IReadOnlyList<IValidator> Validators => _validators;

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        foreach (var validator in _validators)
        {
            validator.EnsureValid(name, value);
        }
    }

    /// <summary>What is allowed.</summary>
    public override string ToString() => string.Join(", ", _validators.AsEnumerable());
}

/// <summary>A validator made of a function.</summary>
public sealed class LambdaValidator : IValidator
{
    private readonly Action<string, object?> _ensureValid;
    private readonly Func<string> _describe;

    private LambdaValidator(Action<string, object?> ensureValid, Func<string> describe)
    {
        _ensureValid = ensureValid;
        _describe = describe;
    }

    /// <summary>Asks a function.</summary>
    /// <param name="ensureValid">Takes the setting's name and its value, and throws a <see cref="Errors.ConfigException"/> if it is not allowed.</param>
    /// <param name="describe">Says what is allowed.</param>
    public static LambdaValidator With(Action<string, object?> ensureValid, Func<string> describe) => new(ensureValid, describe);

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value) => _ensureValid(name, value);

    /// <summary>What is allowed.</summary>
    public override string ToString() => _describe();
}
