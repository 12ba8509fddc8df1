namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class ShippedTransformationTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var (name, suite) in ShippedTransformations.All)
            {
                foreach (var check in suite.Checks)
                {
                    all.Add(name, check.Name);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public Task Transformation_DoesWhatTheHostReliesOn(string name, string check) =>
        ShippedTransformations.All[name].Checks.Single(c => c.Name == check).RunAsync();
}
