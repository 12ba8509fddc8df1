using Connect.Abi;
using TestPlugins.Shared;

namespace TestPlugins.Assorted;

public abstract class AbstractOne : TestPredicate;

public sealed class GenericOne<T> : TestPredicate
{
    public T? Value { get; set; }
}

internal sealed class InternalOne : TestPredicate;

public sealed class PrivateConstructor : TestPredicate
{
    private PrivateConstructor()
    {
    }

    public static PrivateConstructor Make() => new();
}

public sealed class NeedsArgument(string argument) : TestPredicate
{
    public override string ToString() => argument;
}

[NotAPlugin]
public sealed class MarkedOne : TestPredicate;

public sealed class ThrowingConstructor : TestPredicate
{
    public ThrowingConstructor() => throw new InvalidOperationException("the constructor says no");
}

public sealed class ThrowingInitializer : TestPredicate
{
    static ThrowingInitializer() => throw new InvalidOperationException("the initializer says no");
}

public sealed class LeavesTraces : TestPredicate
{
    public LeavesTraces() => System.Globalization.CultureInfo.CurrentCulture =
        (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
}
