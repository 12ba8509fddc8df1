namespace Connect.Foundation.Tests;

public sealed class JaasConfigTests
{
    [Theory]
    [InlineData("KafkaConnect { a.B required file=\"/x y\"; };")]
    [InlineData("// KafkaConnect { a.C required; };\nOther { a.D required;\n};\nKafkaConnect {\n  a.B required // why\n  file=\"/x y\" /* ; */;\n};\n")]
    [InlineData("Other{x required url=\"http://h/};\";};KafkaConnect{a.B required file='/x y';};")]
    public void Section_OfAJaasFile_IsItsModule(string text)
    {
        Assert.True(JaasConfig.TryParseSection(text, "KafkaConnect", out var login));
        Assert.Equal("a.B", login.Module);
        Assert.Equal("/x y", login.Options["file"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NoKafkaConnect { a.B required; };")]
    [InlineData("KafkaConnect { a.B required; a.C required; };")]
    [InlineData("KafkaConnect { a.B required file=\"x\"; }")]
    [InlineData("KafkaConnect { }; ")]
    public void Section_ThatIsNotThereOrNotOne_IsNone(string text) => Assert.False(JaasConfig.TryParseSection(text, "KafkaConnect", out _));
}
