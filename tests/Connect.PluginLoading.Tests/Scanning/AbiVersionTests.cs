using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

namespace Connect.PluginLoading.Scanning;

/// <summary>Plugins that were built against an ABI that does not exist yet.</summary>
public sealed class AbiVersionTests : IDisposable
{
    private readonly Places _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public void NewerMinor_ThatUsesWhatExists_IsListed()
    {
        Build("1.99", usesNewMember: false, usesNewType: false);

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Errors);
        Assert.Equal("Tomorrow.Predicate", Assert.Single(catalogue.Plugins).TypeName);
    }

    [Theory]
    [InlineData(true, false, "Connect.Abi.Errors.ConnectException.Explain(String): Int32")]
    [InlineData(false, true, "Connect.Abi.NewThing")]
    public void NewerMinor_ThatUsesWhatIsMissing_IsAnErrorThatNamesIt(bool usesNewMember, bool usesNewType, string missing)
    {
        Build("1.99", usesNewMember, usesNewType);

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Plugins);
        var error = Assert.Single(catalogue.Errors);
        Assert.Contains("Connect.Abi 1.99", error.Message);
        Assert.Contains("lacks " + missing + ". Use a newer worker", error.Message);
    }

    [Theory]
    [InlineData("2.0", "Use a newer worker")]
    [InlineData("0.9", "Use a newer version of the plugin")]
    [InlineData("latest", "is no version")]
    public void OtherMajor_IsAnError(string version, string wayOut)
    {
        Build(version, usesNewMember: false, usesNewType: false);

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Plugins);
        Assert.Contains(wayOut, Assert.Single(catalogue.Errors).Message);
    }

    /// <summary>Makes an ABI of its own, loads it beside the real one, and a plugin against it.</summary>
    private void Build(string version, bool usesNewMember, bool usesNewType)
    {
        var abiFile = _places.At("Connect.Abi.dll");
        BuildAbi(abiFile);
        var context = new AssemblyLoadContext("tomorrow", isCollectible: true);
        var abi = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(abiFile)));
        try
        {
            BuildPlugin(abi, version, usesNewMember, usesNewType);
        }
        finally
        {
            context.Unload();
        }
    }

    private static void BuildAbi(string file)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Connect.Abi") { Version = new Version(1, 0, 0, 0) }, typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Connect.Abi");
        var attribute = module.DefineType("Connect.Abi.AbiVersionAttribute", TypeAttributes.Public, typeof(Attribute));
        Empty(attribute.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]).GetILGenerator());
        attribute.CreateType();
        module.DefineType("Connect.Abi.Transforms.IPredicate", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract).CreateType();
        module.DefineType("Connect.Abi.NewThing", TypeAttributes.Public, typeof(object)).CreateType();
        var exception = module.DefineType("Connect.Abi.Errors.ConnectException", TypeAttributes.Public, typeof(object));
        var explain = exception.DefineMethod("Explain", MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(string)]).GetILGenerator();
        explain.Emit(OpCodes.Ldc_I4_0);
        explain.Emit(OpCodes.Ret);
        exception.CreateType();
        assembly.Save(file);
    }

    private void BuildPlugin(Assembly abi, string version, bool usesNewMember, bool usesNewType)
    {
        var attribute = abi.GetType("Connect.Abi.AbiVersionAttribute", throwOnError: true)!.GetConstructor([typeof(string)])!;
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName("Tomorrow"), typeof(object).Assembly, [new CustomAttributeBuilder(attribute, [version])]);
        var type = assembly.DefineDynamicModule("Tomorrow").DefineType("Tomorrow.Predicate", TypeAttributes.Public, typeof(object));
        type.AddInterfaceImplementation(abi.GetType("Connect.Abi.Transforms.IPredicate", throwOnError: true)!);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var use = type.DefineMethod("Use", MethodAttributes.Public, typeof(void), []).GetILGenerator();
        if (usesNewMember)
        {
            use.Emit(OpCodes.Ldnull);
            use.Emit(OpCodes.Call, abi.GetType("Connect.Abi.Errors.ConnectException", throwOnError: true)!.GetMethod("Explain")!);
            use.Emit(OpCodes.Pop);
        }

        if (usesNewType)
        {
            use.Emit(OpCodes.Ldtoken, abi.GetType("Connect.Abi.NewThing", throwOnError: true)!);
            use.Emit(OpCodes.Pop);
        }

        use.Emit(OpCodes.Ret);
        type.CreateType();
        Directory.CreateDirectory(Path.Combine(_places.Entry, "tomorrow"));
        assembly.Save(Path.Combine(_places.Entry, "tomorrow", "Tomorrow.dll"));
    }

    private static void Empty(ILGenerator body) => body.Emit(OpCodes.Ret);
}
