using System.Runtime.CompilerServices;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>Bounds how deep schemas and values are nested, so that none ends the process by using up a thread's stack.</summary>
internal static class Nesting
{
    /// <summary>The most levels: as deep as JSON is read and written.</summary>
    public const int Most = 1000;

    /// <summary>The next level's depth.</summary>
    /// <exception cref="DataException">There may be none.</exception>
    public static int Deeper(int depth) => depth < Most
        ? depth + 1
        : throw new DataException($"The value is nested more than {Most} levels deep, or holds itself");

    /// <summary>Checks where levels are not counted that another one fits the stack.</summary>
    /// <exception cref="DataException">It does not.</exception>
    public static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new DataException("The value is nested too deep, or holds itself");
        }
    }
}
