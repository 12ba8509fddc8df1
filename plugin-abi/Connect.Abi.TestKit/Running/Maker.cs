using System.Reflection;

namespace Connect.Abi.TestKit.Running;

/// <summary>Makes plugin classes as the host does: by their public parameterless constructor.</summary>
internal static class Maker
{
    /// <exception cref="CheckFailedException">The class is not of the kind, or can't be made.</exception>
    public static T New<T>(Type type, string what)
        where T : class
    {
        if (type.IsAbstract || !type.IsAssignableTo(typeof(T)) || type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw new CheckFailedException(
                $"{what} is a class derived from {typeof(T).Name} with a public parameterless constructor",
                type.FullName ?? type.Name,
                "derive it, make it concrete, and give it such a constructor: the host uses no other");
        }

        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
