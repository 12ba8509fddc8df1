using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's types out of <c>XmlSerializer</c>'s tables: <c>List&lt;Mine&gt;</c> counts there as the framework's.</summary>
internal sealed class XmlSerializers : FrameworkRelease
{
    private readonly List<FieldInfo> _holders = [];
    private FieldInfo _cache = null!;
    private FieldInfo _fast = null!;

    public XmlSerializers()
        : base("XML serializers", "System.Private.Xml")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _holders.Add(members.Field("System.Xml.Serialization.DynamicAssemblies", "s_tableIsTypeDynamic"));
        _holders.Add(members.Field("System.Xml.Serialization.XmlSerializer", "s_xmlSerializerTable"));
        _holders.ForEach(static holder => RuntimeMembers.Field(holder.FieldType, "_defaultTable"));
        _cache = members.Field("System.Xml.Serialization.XmlSerializer", "s_cache");
        _fast = members.Field("System.Xml.Serialization.TempAssemblyCache", "_fastCache");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = _holders.Sum(holder =>
            Tables.RemoveOwn(RuntimeMembers.Field(holder.FieldType, "_defaultTable").GetValue(holder.GetValue(null)), dead));
        return count + Tables.RemoveWhere(_fast.GetValue(_cache.GetValue(null)), entry => dead.Reaches(entry.Key) || dead.Reaches(entry.Value));
    }
}
