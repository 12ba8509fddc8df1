using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's types out of the store of validation attributes.</summary>
internal sealed class ValidationAttributes : FrameworkRelease
{
    private const string Store = "System.ComponentModel.DataAnnotations.ValidationAttributeStore";
    private FieldInfo _instance = null!;
    private FieldInfo _types = null!;

    public ValidationAttributes()
        : base("validation attributes", "System.ComponentModel.Annotations")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _instance = members.Field(Store, "Instance");
        _types = members.Field(Store, "_typeStoreItems");
    }

    protected override int LetGo(DeadContext dead) => Tables.RemoveOwn(_types.GetValue(_instance.GetValue(null)), dead);
}
