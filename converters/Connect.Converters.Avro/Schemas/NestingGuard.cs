using System.Runtime.CompilerServices;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Ends a walk through a schema before the stack does. Text is bounded in its depth, but definitions that refer to one another
/// can nest as deep as there are definitions.
/// </summary>
internal static class NestingGuard
{
    /// <summary>The depth of JSON that is read, which is also Jackson's.</summary>
    public const int MaxJsonDepth = 1000;

    /// <summary>Refuses to go deeper when the stack is nearly used up. Called at each step into a part.</summary>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new AvroSchemaException("The Avro schema's definitions are nested too deep to be followed: use fewer levels.");
        }
    }
}
