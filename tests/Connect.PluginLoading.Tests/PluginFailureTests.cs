using System.Globalization;
using System.Runtime.Loader;
using Connect.Abi.Converters;
using Connect.Abi.Transforms;

namespace Connect.PluginLoading;

public sealed class PluginFailureTests : IDisposable
{
    private readonly Places _places = new();
    private readonly PluginCatalogue _catalogue;
    private readonly string _folder;

    public PluginFailureTests()
    {
        _folder = _places.Install("Assorted");
        _catalogue = _places.Open();
    }

    public void Dispose()
    {
        _catalogue.Dispose();
        _places.Dispose();
    }

    [Theory]
    [InlineData("ThrowingConstructor", "the constructor says no")]
    [InlineData("ThrowingInitializer", "the initializer says no")]
    public void Plugin_ThatFailsToBeMade_NamesClassAndPlace(string name, string cause)
    {
        var thrown = Assert.Throws<PluginLoadException>(
            () => _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, name)));

        Assert.Contains("TestPlugins.Assorted." + name, thrown.Message);
        Assert.Contains(_folder, thrown.Message);
        Assert.Contains(cause, thrown.Message);
        Assert.IsType<InvalidOperationException>(thrown.InnerException);
        Assert.Contains(_catalogue.Errors, error => error.Location == _folder && error.Message == thrown.Message);
    }

    [Fact]
    public void Plugin_ThatFailsTwice_IsListedOnce()
    {
        var plugin = _catalogue.Find(PluginKind.Predicate, "ThrowingConstructor");

        Assert.Throws<PluginLoadException>(() => _catalogue.Create<IPredicate>(plugin));
        Assert.Throws<PluginLoadException>(() => _catalogue.Create<IPredicate>(plugin));

        Assert.Single(_catalogue.Errors);
    }

    [Fact]
    public void Plugin_UsedAsWhatItIsNot_Fails() =>
        Assert.Throws<PluginLoadException>(() => _catalogue.Create<IConverter>(_catalogue.Find(PluginKind.Predicate, "Greets")));

    [Fact]
    public void Task_ThatIsNone_Fails()
    {
        using var instance = _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, "Greets"));

        Assert.Throws<PluginLoadException>(() => _catalogue.CreateTask(instance.Plugin, instance.Value.GetType()));
    }

    [Fact]
    public void Constructor_ThatLeavesTraces_LeavesNone()
    {
        var before = CultureInfo.CurrentCulture;

        using var instance = _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, "LeavesTraces"));

        Assert.Same(before, CultureInfo.CurrentCulture);
    }

    [Fact]
    public void Scope_EnteredAndLeft_SetsTheContextOfReflection()
    {
        using var instance = _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, "Greets"));

        Assert.Null(AssemblyLoadContext.CurrentContextualReflectionContext);
        using (instance.Enter())
        {
            using (instance.Plugin.Enter())
            {
                Assert.Same(instance.Plugin.Context, AssemblyLoadContext.CurrentContextualReflectionContext);
            }

            Assert.Same(instance.Plugin.Context, AssemblyLoadContext.CurrentContextualReflectionContext);
        }

        Assert.Null(AssemblyLoadContext.CurrentContextualReflectionContext);
    }

    [Fact]
    public void Instance_DisposedTwice_CountsOnce()
    {
        var one = _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, "Greets"));
        using var two = _catalogue.Create<IPredicate>(_catalogue.Find(PluginKind.Predicate, "Greets"));

        one.Dispose();
        one.Dispose();

        Assert.Same(one.Plugin, two.Plugin);
        Assert.Equal(1, two.Plugin.Instances);
    }
}
