using System.Reflection;
using System.Runtime.Loader;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// A context that is to go, and the question whose something is. It answers for this one context only: what another plugin holds of the
/// same kind is not touched. Holds the context: it must not outlive the work of a round. Not thread-safe.
/// </summary>
internal sealed class DeadContext
{
    private readonly Dictionary<Type, bool> _known = [];
    private readonly FrameworkWalk _walk;
    private readonly AssemblyLoadContext _context;

    public DeadContext(AssemblyLoadContext context)
    {
        _context = context;
        _walk = new FrameworkWalk(Owns);
    }

    /// <summary>The context itself.</summary>
    public AssemblyLoadContext Context => _context;

    /// <summary>Its assemblies.</summary>
    public IEnumerable<Assembly> Assemblies => _context.Assemblies;

    /// <summary>Whether one of its assemblies refers to one of this name.</summary>
    public bool Uses(string assembly) => Assemblies.Any(mine => mine.GetReferencedAssemblies().Any(other => other.Name == assembly));

    /// <summary>Whether a type is of this context, or built over one that is: <c>List&lt;Mine&gt;</c>, <c>Mine[]</c>.</summary>
    public bool Owns(Type type)
    {
        if (_known.TryGetValue(type, out var known))
        {
            return known;
        }

        var owns = AssemblyLoadContext.GetLoadContext(type.Assembly) == _context;
        if (!owns && type.HasElementType)
        {
            owns = Owns(type.GetElementType()!);
        }

        if (!owns && type is { IsGenericType: true, IsGenericTypeDefinition: false })
        {
            owns = type.GetGenericArguments().Any(Owns);
        }

        _known.Add(type, owns);
        return owns;
    }

    /// <summary>Whether an object is of this context: by its type, or because it stands for something of it (a type, a member, a delegate).</summary>
    public bool Owns(object? value) => value switch
    {
        null => false,
        Type type => Owns(type),
        MemberInfo member => OwnsMember(member),
        Assembly assembly => AssemblyLoadContext.GetLoadContext(assembly) == _context,
        Module module => AssemblyLoadContext.GetLoadContext(module.Assembly) == _context,
        AssemblyLoadContext context => context == _context,
        Delegate call => OwnsDelegate(call),
        _ => Owns(value.GetType()),
    };

    /// <summary>
    /// Whether something of this context can be reached from an object of the shared framework, through such objects only.
    /// </summary>
    public bool Reaches(object? value) => _walk.Reaches(value);

    private bool OwnsMember(MemberInfo member) =>
        (member.DeclaringType is { } declaring && Owns(declaring))
        || (member.ReflectedType is { } reflected && Owns(reflected))
        || AssemblyLoadContext.GetLoadContext(member.Module.Assembly) == _context
        || (member is MethodInfo { IsGenericMethod: true } method && method.GetGenericArguments().Any(Owns));

    private bool OwnsDelegate(Delegate call)
    {
        if (Owns(call.GetType()))
        {
            return true;
        }

        foreach (var one in call.GetInvocationList())
        {
            if (OwnsMember(one.Method) || (one.Target is { } target && (target is Delegate ? Owns(target) : Owns(target.GetType()))))
            {
                return true;
            }
        }

        return false;
    }
}
