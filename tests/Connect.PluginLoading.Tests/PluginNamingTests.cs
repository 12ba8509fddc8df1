namespace Connect.PluginLoading;

public sealed class PluginNamingTests : IDisposable
{
    private readonly Places _places = new();

    public void Dispose() => _places.Dispose();

    [Theory]
    [InlineData(PluginKind.Sink, "TestPlugins.Plain.PlainSinkConnector")]
    [InlineData(PluginKind.Sink, "PlainSinkConnector")]
    [InlineData(PluginKind.Sink, "PlainSink")]
    [InlineData(PluginKind.Converter, "org.example.BothConverter")]
    [InlineData(PluginKind.Converter, "TestPlugins.Assorted.BothConverter")]
    [InlineData(PluginKind.HeaderConverter, "BothConverter")]
    [InlineData(PluginKind.Converter, "Both")]
    [InlineData(PluginKind.Predicate, "TestPlugins.Assorted.Holder$Value")]
    [InlineData(PluginKind.Predicate, "TestPlugins.Assorted.Holder+Value")]
    [InlineData(PluginKind.Predicate, "Holder$Value")]
    public void Name_InAnyForm_FindsTheClass(PluginKind kind, string name)
    {
        _places.Install("Plain");
        _places.Install("Assorted");
        using var catalogue = _places.Open();

        var found = catalogue.Find(kind, name);

        Assert.Equal(kind, found.Kind);
        Assert.EndsWith(name.Split('.', '$', '+')[^1], found.TypeName.Replace("Connector", name.EndsWith("Sink") ? "" : "Connector")
            .Replace("Converter", name == "Both" ? "" : "Converter"));
    }

    [Fact]
    public void Name_Mistyped_ListsNearNamesAndWhatIsThere()
    {
        _places.Install("Plain");
        _places.Install("Assorted");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginNotFoundException>(() => catalogue.FindConnector("PlainSinkConector"));

        Assert.Contains("Did you mean TestPlugins.Plain.PlainSinkConnector?", thrown.Message);
        Assert.Contains("TestPlugins.Assorted.FarawaySinkConnector 2.5.0-rc1", thrown.Message);
        Assert.DoesNotContain("Greets", thrown.Message);
    }

    [Fact]
    public void Name_OfAnotherKind_SaysWhichItIs()
    {
        _places.Install("Plain");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginNotFoundException>(() => catalogue.Find(PluginKind.Converter, "PlainPredicate"));

        Assert.Contains("TestPlugins.Plain.PlainPredicate is a Predicate", thrown.Message);
    }

    [Fact]
    public void Name_WhileAPlaceIsBroken_PointsThere()
    {
        File.WriteAllText(Path.Combine(_places.Entry, "torn.zip"), "this is no zip");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginNotFoundException>(() => catalogue.FindConnector("Anything"));

        Assert.Contains("torn.zip", thrown.Message);
    }

    [Fact]
    public void Version_GivenOrNot_PicksTheExactOrTheHighest()
    {
        _places.Install("Json12");
        _places.Install("Json13");
        using var catalogue = _places.Open();

        Assert.Equal("13", catalogue.Find(PluginKind.Predicate, "JsonLibrary").Version);
        Assert.Equal("13", catalogue.Find(PluginKind.Predicate, "JsonLibrary", "latest").Version);
        Assert.Equal("12", catalogue.Find(PluginKind.Predicate, "JsonLibrary", "12").Version);
        var thrown = Assert.Throws<PluginNotFoundException>(() => catalogue.Find(PluginKind.Predicate, "JsonLibrary", "14"));
        Assert.Contains("12, 13", thrown.Message);
    }
}
