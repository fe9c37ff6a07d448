using System.Text;

namespace Squash.Tests.Verifying;

/// <summary>A flat image keeps its config but for what must change.</summary>
public sealed class ConfigComparisonTests
{
    private const string Original =
        """{"os":"linux","x":1.0,"config":{"Env":["A=\u0061"]},"rootfs":{"type":"layers","diff_ids":["a","b"]},"history":[{"created_by":"x"},{"empty_layer":true,"created_by":"y"}]}""";

    private const string Flat =
        """{"os":"linux","x":1.0,"config":{"Env":["A=\u0061"]},"rootfs":{"type":"layers","diff_ids":["c"]},"history":[{"created_by":"x","empty_layer":true},{"empty_layer":true,"created_by":"y"},{"created_by":"squashd"}]}""";

    [Fact]
    public void TheLayerAndTheHistoryMayChange() => Assert.Empty(Differences(Flat));

    [Theory]
    [InlineData("\"os\":\"linux\",", "", "the config: the member \"os\" is missing or changed")]
    [InlineData("linux", "Linux", "the config: the member \"os\" is missing or changed")]
    [InlineData("1.0", "1", "the config: the member \"x\" is missing or changed")]
    [InlineData(@"A=\u0061", "A=a", "the config: the member \"config\" is missing or changed")]
    [InlineData("\"os\":", "\"new\":1,\"os\":", "the config: the member \"new\" is new")]
    [InlineData("\"os\":\"linux\",\"x\":1.0", "\"x\":1.0,\"os\":\"linux\"", "the config: the order of its members is changed")]
    [InlineData("[\"c\"]", "[\"c\",\"d\"]", "rootfs: the flat image has 2 diff IDs instead of 1")]
    [InlineData("[\"c\"]", "[]", "rootfs: the flat image has 0 diff IDs instead of 1")]
    [InlineData("\"type\":\"layers\",", "", "rootfs: the member \"type\" is missing or changed")]
    [InlineData(",{\"created_by\":\"squashd\"}", "", "history: the flat image has 2 entries instead of 3")]
    [InlineData("\"created_by\":\"y\"", "\"created_by\":\"z\"", "history entry 2: the member \"created_by\" is missing or changed")]
    [InlineData("\"created_by\":\"x\",\"empty_layer\":true", "\"created_by\":\"x\"", "history entry 1: is not marked as an empty layer")]
    [InlineData("{\"created_by\":\"squashd\"}", "{\"empty_layer\":true}", "history: the last entry does not stand for the layer")]
    [InlineData(",\"history\":", ",\"History\":", "history: is missing in the flat image")]
    public void AnyOtherChangeIsSaid(string part, string changed, string sentence) =>
        Assert.Contains(sentence, Differences(Flat.Replace(part, changed, StringComparison.Ordinal)));

    [Fact]
    public void AnAbsentHistoryStaysAbsent()
    {
        const string none = """{"rootfs":{"type":"layers","diff_ids":["a"]}}""";
        Assert.Empty(Differences(none, none));
        Assert.Equal(["history: is new in the flat image"],
            Differences(none, """{"rootfs":{"type":"layers","diff_ids":["a"]},"history":[{}]}"""));
    }

    private const string Kept =
        """{"os":"linux","rootfs":{"type":"layers","diff_ids":["a","b","c"]},"history":[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":false},{"created_by":"z"}]}""";

    [Theory]
    [InlineData("""["a","n"]""", """[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":true},{"created_by":"z","empty_layer":true},{}]""", 1, 1, "")]
    [InlineData("""["a","b"]""", """[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":false},{"created_by":"z","empty_layer":true}]""", 2, 0, "")]
    [InlineData("""["n"]""", """[{"created_by":"x","empty_layer":true},{"empty_layer":true},{"created_by":"y","empty_layer":true},{"created_by":"z","empty_layer":true},{}]""", 0, 1, "")]
    [InlineData("""["a","n"]""", """[{"created_by":"x","empty_layer":true},{"empty_layer":true},{"created_by":"y","empty_layer":true},{"created_by":"z","empty_layer":true},{}]""", 1, 1, "history entry 1: the member \"empty_layer\" is new")]
    [InlineData("""["a","n"]""", """[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":false},{"created_by":"z","empty_layer":true},{}]""", 1, 1, "history entry 3: is not marked as an empty layer")]
    [InlineData("""["b","n"]""", """[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":true},{"created_by":"z","empty_layer":true},{}]""", 1, 1, "rootfs: the diff IDs of the kept layers are changed")]
    [InlineData("""["a","b"]""", """[{"created_by":"x"},{"empty_layer":true},{"created_by":"y","empty_layer":false},{"created_by":"z","empty_layer":true},{}]""", 2, 0, "history: the flat image has 5 entries instead of 4")]
    public void StepsOfKeptLayersStay(string diffIds, string history, int kept, int added, string difference) => Assert.Equal(
        difference,
        string.Join(';', Differences(
            Kept, $$$"""{"os":"linux","rootfs":{"type":"layers","diff_ids":{{{diffIds}}}},"history":{{{history}}}}""", kept, added)));

    private static List<string> Differences(string flat) => Differences(Original, flat);

    private static List<string> Differences(string original, string flat) =>
        Differences(original, flat, kept: 0, added: 1);

    private static List<string> Differences(string original, string flat, int kept, int added) =>
        [.. new ConfigComparison(kept, added).Differences(Encoding.UTF8.GetBytes(original), Encoding.UTF8.GetBytes(flat))];
}
