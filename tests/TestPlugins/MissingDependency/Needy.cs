using Newtonsoft.Json.Linq;
using Spectre.Console;
using TestPlugins.Shared;

namespace TestPlugins.MissingDependency;

/// <summary>Needs what only the host has.</summary>
public sealed class NeedsWhatTheHostHas : TestPredicate
{
    private readonly JObject _object = [];

    public override string ToString() => _object.ToString();
}

/// <summary>Needs what nobody has.</summary>
public sealed class NeedsWhatNobodyHas : TestPredicate
{
    private readonly Table _table = new();

    public override string? ToString() => _table.ToString();
}

/// <summary>Needs neither.</summary>
public sealed class NeedsNothing : TestPredicate;
