using Connect.Abi;
using TestPlugins.Bases;
using TestPlugins.Shared;

namespace TestPlugins.Plain;

/// <summary>A sink as most plugins are: its own assembly and a library.</summary>
[PluginVersion("1.0")]
public sealed class PlainSinkConnector : QuietSinkBase;

/// <summary>Beside it.</summary>
public sealed class PlainPredicate : TestPredicate;
