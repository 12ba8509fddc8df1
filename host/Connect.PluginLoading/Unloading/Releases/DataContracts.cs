using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's types out of the caches of the data contract serializers.</summary>
internal sealed class DataContracts : FrameworkRelease
{
    private FieldInfo _index = null!;
    private FieldInfo _contracts = null!;
    private FieldInfo _builtIn = null!;
    private FieldInfo _fast = null!;
    private FieldInfo _ids = null!;
    private FieldInfo _gate = null!;
    private FieldInfo _helper = null!;
    private FieldInfo _type = null!;

    public DataContracts()
        : base("data contracts", "System.Private.DataContractSerialization")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        const string Contract = "System.Runtime.Serialization.DataContracts.DataContract";
        const string Helper = Contract + "+DataContractCriticalHelper";
        _index = members.Field(Helper, "s_dataContractCache");
        _contracts = members.Field("System.Runtime.Serialization.ContextAwareDataContractIndex", "_contracts");
        _builtIn = members.Field(Helper, "s_typeToBuiltInContract");
        _fast = RuntimeMembers.Field(_builtIn.FieldType, "_fastDictionary");
        _ids = members.Field(Helper, "s_typeToIDCache");
        _gate = members.Field(Helper, "s_cacheLock");
        _helper = members.Field(Contract, "_helper");
        _type = members.Field(Helper, "_underlyingType");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        lock (_gate.GetValue(null)!)
        {
            var contracts = (Array)_contracts.GetValue(_index.GetValue(null))!;
            for (var i = 0; i < contracts.Length; i++)
            {
                var entry = contracts.GetValue(i)!;
                var contract = entry.GetType().GetField("Item1")!.GetValue(entry);
                if (contract is not null && _type.GetValue(_helper.GetValue(contract)) is Type type && dead.Owns(type))
                {
                    contracts.SetValue(null, i);

                    // By the type's handle: another type may get the same one later.
                    Tables.RemoveWhere(_ids.GetValue(null), id => (IntPtr)id.Key == type.TypeHandle.Value);
                    count++;
                }
            }
        }

        return count + Tables.RemoveOwn(_fast.GetValue(_builtIn.GetValue(null)), dead);
    }
}
