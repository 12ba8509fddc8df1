using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace Connect.PluginLoading.Scanning;

/// <summary>Members with their signatures as texts that are equal in a reference and in the definition that it means.</summary>
internal sealed class SignatureText : ISignatureTypeProvider<string, object?>
{
    private readonly AssemblyMetadata _assembly;

    public SignatureText(AssemblyMetadata assembly) => _assembly = assembly;

    public string Of(MemberReference member)
    {
        var name = _assembly.Reader.GetString(member.Name);
        return member.GetKind() == MemberReferenceKind.Field
            ? Field(name, member.DecodeFieldSignature(this, null))
            : Method(name, member.DecodeMethodSignature(this, null));
    }

    public string Of(MethodDefinition method) => Method(_assembly.Reader.GetString(method.Name), method.DecodeSignature(this, null));

    public string Of(FieldDefinition field) => Field(_assembly.Reader.GetString(field.Name), field.DecodeSignature(this, null));

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => _assembly.FullName(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => _assembly.FullName(handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        genericType + "<" + string.Join(", ", typeArguments) + ">";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index.ToString(CultureInfo.InvariantCulture);

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index.ToString(CultureInfo.InvariantCulture);

    public string GetArrayType(string elementType, ArrayShape shape) =>
        elementType + "[" + new string(',', shape.Rank - 1) + "]";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => Method("*", signature);

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        isRequired ? unmodifiedType + " required " + modifier : unmodifiedType;

    private static string Field(string name, string type) => name + ": " + type;

    private static string Method(string name, MethodSignature<string> signature)
    {
        var generic = signature.GenericParameterCount == 0
            ? string.Empty
            : "`" + signature.GenericParameterCount.ToString(CultureInfo.InvariantCulture);
        return name + generic + "(" + string.Join(", ", signature.ParameterTypes) + "): " + signature.ReturnType;
    }
}
