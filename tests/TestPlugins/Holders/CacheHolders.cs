using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Data;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Xml.Serialization;

namespace TestPlugins.Holders;

/// <summary>A row of some table, as a plugin has them.</summary>
[DataContract]
public sealed class Row
{
    [DataMember]
    [Required]
    public string? Name { get; set; }

    [DataMember]
    [Range(1, 9)]
    public int Number { get; set; }
}

public sealed class Page
{
    public List<Row> Rows { get; } = [];
}

[TypeConverter(typeof(PlaceConverter))]
public sealed record Place(string Name);

public sealed class PlaceConverter : System.ComponentModel.TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(ITypeDescriptorContext? context, System.Globalization.CultureInfo? culture, object value) => new Place((string)value);
}

internal sealed class JsonHolder : IHolder
{
    public void Hold() => Write();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Write());

    private static bool Write() =>
        JsonSerializer.Deserialize<List<Row>>(JsonSerializer.Serialize(new List<Row> { new() { Name = "a", Number = 2 } }))![0].Number == 2;
}

internal sealed class TypeConverterHolder : IHolder
{
    public void Hold() => Convert();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Convert() && TypeDescriptor.GetProperties(typeof(Row)).Count == 2);

    private static bool Convert() =>
        TypeDescriptor.GetConverter(typeof(Place)).ConvertFromInvariantString("here") is Place { Name: "here" } && TypeDescriptor.GetProperties(typeof(Row)).Count == 2;
}

internal sealed class TypeProviderHolder : IHolder
{
    public void Hold() => TypeDescriptor.AddProvider(new Provider(), typeof(Version));

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(
        TypeDescriptor.GetProvider(typeof(Version)).GetTypeDescriptor(typeof(Version))!.GetAttributes()[typeof(HereAttribute)] is not null);

    [AttributeUsage(AttributeTargets.All)]
    private sealed class HereAttribute : Attribute;

    private sealed class Provider : TypeDescriptionProvider
    {
        public override ICustomTypeDescriptor? GetTypeDescriptor(Type objectType, object? instance) => new Descriptor();
    }

    private sealed class Descriptor : CustomTypeDescriptor
    {
        public override AttributeCollection GetAttributes() => new(new HereAttribute());
    }
}

internal sealed class TypeRefreshHolder : IHolder
{
    private int _heard;

    public void Hold() => TypeDescriptor.Refreshed += OnRefreshed;

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _heard;
        TypeDescriptor.GetProperties(typeof(Uri));
        TypeDescriptor.Refresh(typeof(Uri));
        return Task.FromResult(_heard > before);
    }

    private void OnRefreshed(RefreshEventArgs e) => _heard++;
}

internal sealed class XmlHolder : IHolder
{
    public void Hold() => Write();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Write());

    private static bool Write()
    {
        var serializer = new XmlSerializer(typeof(Page));
        var text = new StringWriter();
        serializer.Serialize(text, new Page { Rows = { new() { Number = 3 } } });
        return ((Page)serializer.Deserialize(new StringReader(text.ToString()))!).Rows[0].Number == 3;
    }
}

internal sealed class DataContractHolder : IHolder
{
    public void Hold() => Write();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Write());

    private static bool Write()
    {
        var serializer = new DataContractSerializer(typeof(List<Row>));
        using var stream = new MemoryStream();
        serializer.WriteObject(stream, new List<Row> { new() { Number = 4 } });
        stream.Position = 0;
        return ((List<Row>)serializer.ReadObject(stream)!)[0].Number == 4;
    }
}

public interface IGreeter
{
    string Greet(string name);
}

internal sealed class DispatchProxyHolder : IHolder
{
    public void Hold() => Greet();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Greet());

    private static bool Greet() => DispatchProxy.Create<IGreeter, GreeterProxy>().Greet("you") == "Greet you";
}

public class GreeterProxy : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => $"{targetMethod!.Name} {args![0]}";
}

internal sealed class DataColumnHolder : IHolder
{
    public void Hold() => Fill();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Fill());

    private static bool Fill()
    {
        using var table = new DataTable();
        table.Columns.Add("place", typeof(Place));
        table.Rows.Add(new Place("there"));
        return table.Rows[0]["place"] is Place { Name: "there" };
    }
}

internal sealed class ValidationHolder : IHolder
{
    public void Hold() => Validate();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Validate());

    private static bool Validate()
    {
        var row = new Row { Number = 12 };
        var errors = new List<ValidationResult>();
        return !Validator.TryValidateObject(row, new ValidationContext(row), errors, validateAllProperties: true) && errors.Count == 2;
    }
}

internal sealed class DynamicHolder : IHolder
{
    public void Hold() => Read();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    private static bool Read()
    {
        dynamic row = new Row { Name = "d", Number = 5 };
        row.Number += 1;
        return row.Number == 6 && row.Name == "d";
    }
}
