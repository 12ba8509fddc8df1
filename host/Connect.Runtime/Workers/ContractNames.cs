using System.Reflection;
using Connect.Abi;

namespace Connect.Runtime.Workers;

/// <summary>The name of a loaded class for Connect's clients.</summary>
internal static class ContractNames
{
    public static string Of(Type type) => type.GetCustomAttribute<ContractNameAttribute>()?.Name ?? type.FullName ?? type.Name;
}
