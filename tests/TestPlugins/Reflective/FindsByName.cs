using System.Reflection;
using System.Text.Json;
using System.Xml.Serialization;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace TestPlugins.Reflective;

/// <summary>Finds types and assemblies by names, and serializes types of its own by reflection, as its text says.</summary>
public sealed class FindsByName : IPredicate
{
    private string way = "";

    public ConfigDef ConfigDef { get; } = new();

    public void Configure(IReadOnlyDictionary<string, string?> settings) => way = settings["way"]!;

    public bool Test(ConnectRecord record) => true;

    public override string ToString() => way switch
    {
        "own type by its name" => Type.GetType("TestPlugins.Reflective.Row")!.Name,
        "own type by its full name" => Type.GetType("TestPlugins.Reflective.Row, TestPlugins.Reflective")!.Name,
        "a library's type" => Type.GetType("Newtonsoft.Json.JsonConvert, Newtonsoft.Json")!.Name,
        "a generic type over its own" => Type.GetType("System.Collections.Generic.List`1[[TestPlugins.Reflective.Row, TestPlugins.Reflective]]")!.GetGenericArguments()[0].Name,
        "an assembly by its name" => Assembly.Load("Newtonsoft.Json").GetName().Name!,
        "an instance by its name" => Activator.CreateInstance("TestPlugins.Reflective", "TestPlugins.Reflective.Row")!.Unwrap()!.GetType().Name,
        "Json" => JsonSerializer.Deserialize<List<Row>>(JsonSerializer.Serialize(new List<Row> { new() { Name = "Row" } }))![0].Name!,
        "Xml" => Xml(),
        "Xml of a list" => XmlOfAList(),
        "Newtonsoft with type names" => Named(),
        _ => throw new ArgumentException(way),
    };

    private static string Xml()
    {
        var serializer = new XmlSerializer(typeof(Table));
        var text = new StringWriter();
        serializer.Serialize(text, new Table { Rows = { new Row { Name = "Row" } } });
        return ((Table)serializer.Deserialize(new StringReader(text.ToString()))!).Rows[0].Name!;
    }

    private static string XmlOfAList()
    {
        var serializer = new XmlSerializer(typeof(List<Row>));
        serializer.Serialize(TextWriter.Null, new List<Row>());
        return "Row";
    }

    private static string Named()
    {
        var settings = new Newtonsoft.Json.JsonSerializerSettings { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All };
        var text = Newtonsoft.Json.JsonConvert.SerializeObject(new Row(), settings);
        return Newtonsoft.Json.JsonConvert.DeserializeObject(text, settings)!.GetType().Name;
    }
}

public sealed class Row
{
    public string? Name { get; set; }
}

public sealed class Table
{
    public List<Row> Rows { get; } = [];
}
