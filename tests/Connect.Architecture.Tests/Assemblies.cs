using System.Reflection;

namespace Connect.Architecture.Tests;

/// <summary>The built assemblies, read without running them.</summary>
internal sealed class Assemblies : IDisposable
{
    private readonly MetadataLoadContext context;

    public Assemblies()
    {
        var folders = new[]
        {
            Path.GetDirectoryName(typeof(object).Assembly.Location)!,
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(Path.GetDirectoryName(typeof(object).Assembly.Location)!)),
            Path.Combine(Repository.Root, "artifacts", "worker"),
        };
        var files = folders.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.dll"))
            .Concat(Repository.Projects.Select(p => p.AssemblyPath).Where(File.Exists))
            .GroupBy(Path.GetFileName).Select(g => g.Last());
        context = new MetadataLoadContext(new PathAssemblyResolver(files));
    }

    public IReadOnlyList<Type> TypesOf(Project project) =>
        [.. context.LoadFromAssemblyPath(project.AssemblyPath).GetTypes().Where(IsWritten)];

    public void Dispose() => context.Dispose();

    /// <summary>Written in this repository, not made by the compiler or a generator.</summary>
    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute")
        && (type.DeclaringType is null || IsWritten(type.DeclaringType))
        && type.Namespace?.StartsWith("Connect.", StringComparison.Ordinal) == true;
}
