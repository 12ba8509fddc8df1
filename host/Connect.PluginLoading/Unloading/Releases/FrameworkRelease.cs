using System.Runtime.Loader;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// A release of something that one assembly of the shared framework holds in members that are not public. They are looked up once, when
/// that assembly is loaded: before, it can hold nothing, and loading it for the sake of looking would cost every start.
/// </summary>
internal abstract class FrameworkRelease : IRelease
{
    private readonly string _assembly;
    private State _state;

    /// <param name="name">Its name.</param>
    /// <param name="assembly">The simple name of the framework's assembly.</param>
    protected FrameworkRelease(string name, string assembly)
    {
        Name = name;
        _assembly = assembly;
    }

    private enum State
    {
        Unknown,
        Ready,
        Off,
    }

    public string Name { get; }

    public virtual bool IsSafe => false;

    public string? Missing { get; private set; }

    public int Run(DeadContext dead) => IsReady() ? LetGo(dead) : 0;

    /// <summary>Looks up what it needs, if its assembly is there.</summary>
    /// <returns>Whether it can run.</returns>
    public bool IsReady()
    {
        if (_state == State.Unknown && AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name == _assembly) is { } assembly)
        {
            try
            {
                LookUp(new RuntimeMembers(assembly));
                _state = State.Ready;
            }
            catch (MissingMemberException e)
            {
                Missing = e.Message;
                _state = State.Off;
            }
        }

        return _state == State.Ready;
    }

    /// <summary>Finds the members.</summary>
    /// <exception cref="MissingMemberException">The runtime lacks one.</exception>
    protected abstract void LookUp(RuntimeMembers members);

    /// <inheritdoc cref="IRelease.Run"/>
    protected abstract int LetGo(DeadContext dead);
}
