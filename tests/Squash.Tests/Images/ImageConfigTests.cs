using System.Text;
using System.Text.Json;
using CsCheck;
using Squash.Images;

namespace Squash.Tests.Images;

public sealed class ImageConfigTests
{
    private const string Old = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private static readonly Digest New = Digest.Parse(Old.Replace('1', '2'));

    [Theory]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["@"]}}""", """{"rootfs":{"type":"layers","diff_ids":["#"]}}""")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["@"]},"history":null}""", """{"rootfs":{"type":"layers","diff_ids":["#"]},"history":null}""")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["@"]},"history":[]}""", """{"rootfs":{"type":"layers","diff_ids":["#"]},"history":[{"created_by":"squashd","comment":"why"}]}""")]
    [InlineData(
        """{ "created" : "2020", "history":[ {} , {"empty_layer" : false,"a":1}, {"a":2} ],"rootfs":{"diff_ids":["@","@"] ,"type":"layers"}, "x":1.0e5 }""",
        """{ "created" : "2020", "history":[ {"empty_layer":true} , {"empty_layer" : true,"a":1}, {"a":2,"empty_layer":true} ,{"created":"2020","created_by":"squashd","comment":"why"}],"rootfs":{"diff_ids":["#"] ,"type":"layers"}, "x":1.0e5 }""")]
    public void OnlyDiffIdsAndHistoryChange(string before, string after)
    {
        var flat = Parse(before.Replace("@", Old, StringComparison.Ordinal)).Flatten(New, "why");
        Assert.Equal(
            JsonOf(after.Replace("#", New.ToString(), StringComparison.Ordinal)), JsonOf(Encoding.UTF8.GetString(flat.Bytes)));
    }

    [Theory]
    [InlineData(1, "#", """[{"a":1},{"a":2,"empty_layer":true},{"empty_layer":true,"a":3},{"empty_layer": true},{"created_by":"squashd","comment":"why"}]""")]
    [InlineData(2, "#", """[{"a":1},{"a":2},{"empty_layer":true,"a":3},{"empty_layer": true},{"created_by":"squashd","comment":"why"}]""")]
    [InlineData(1, "", """[{"a":1},{"a":2,"empty_layer":true},{"empty_layer":true,"a":3},{"empty_layer": true}]""")]
    [InlineData(3, "", """[{"a":1},{"a":2},{"empty_layer":false,"a":3},{"empty_layer": true}]""")]
    [InlineData(9, "#", """[{"a":1},{"a":2},{"empty_layer":false,"a":3},{"empty_layer": true},{"created_by":"squashd","comment":"why"}]""")]
    public void StepsOfKeptLayersStayAsTheyAre(int kept, string added, string history)
    {
        var (ids, steps) = (string.Join(',', Enumerable.Repeat($"\"{Old}\"", 9)), """[{"a":1},{"a":2},{"empty_layer":false,"a":3},{"empty_layer": true}]""");
        var before = $$"""{"rootfs" : {"diff_ids":[{{ids}}], "type":"layers"},"history":{{steps}} , "x" : 1.0}""";
        var flat = Parse(before).Flatten(kept, added.Length > 0 ? New : null, "why");
        var kepts = Enumerable.Repeat(Old, kept).Concat(added.Length > 0 ? [New.ToString()] : []).Select(id => $"\"{id}\"");
        Assert.Equal(
            $$"""{"rootfs" : {"diff_ids":[{{string.Join(',', kepts)}}], "type":"layers"},"history":{{history}} , "x" : 1.0}""",
            Encoding.UTF8.GetString(flat.Bytes));
    }

    [Fact]
    public void EveryOtherByteStays() => Member.Array[0, 8].Select(Gen.Int[0, 8]).Sample((members, at) =>
    {
        var (before, after) = (string.Join(" ,", members.Take(at)), string.Join(",\n", members.Skip(at)));
        var head = $"{{ {before}{(before.Length > 0 ? "," : "")}\"rootfs\" :{{\"extra\":0,\"diff_ids\":";
        var tail = $",\"type\":\"layers\"}}{(after.Length > 0 ? "," : "")}{after} }}";
        var flat = Parse($"{head}[ \"{Old}\" , \"{Old}\"]{tail}").Flatten(New, "why");
        Assert.Equal($"{head}[\"{New}\"]{tail}", Encoding.UTF8.GetString(flat.Bytes));
    });

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "no rootfs")]
    [InlineData("""{"rootfs":{"type":"foreign","diff_ids":[]}}""", "not of the type")]
    [InlineData("""{"rootfs":{"type":"layers"}}""", "no diff_ids")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["x"]}}""", "not a digest")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":[]},"rootfs":{}}""", "rootfs twice")]
    [InlineData("""{"history":[],"history":[],"rootfs":{"type":"layers","diff_ids":[]}}""", "history twice")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":[],"diff_ids":[]}}""", "diff_ids twice")]
    [InlineData("""{"history":[1],"rootfs":{"type":"layers","diff_ids":[]}}""", "not a list of objects")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":[]}} x""", "not valid JSON")]
    public void WhatWeCannotChangeSafelyIsRefused(string json, string says) => Assert.Contains(
        says, Assert.Throws<InvalidDataException>(() => Parse(json)).Message, StringComparison.Ordinal);

    /// <summary>Text is Latin-1, so that bytes can be wrong.</summary>
    [Theory]
    [InlineData("\"os\":\"\\ud800\"")]
    [InlineData("\"architecture\":\"a\u0080\"")]
    [InlineData("\"os.features\":[\"\\udc00\"]")]
    [InlineData("\"\\ud800\":1")]
    [InlineData("\"x\":{\"\u00ff\":1}")]
    [InlineData("\"config\":{\"Env\":[\"\\ud800\"]}")]
    public void TextThatIsNotUnicodeIsRefused(string member)
    {
        var bytes = Encoding.Latin1.GetBytes($"{{{member},\"rootfs\":{{\"type\":\"layers\",\"diff_ids\":[]}}}}");
        Assert.Contains(
            "not valid Unicode", Assert.Throws<InvalidDataException>(() => ImageConfig.Parse(bytes, "the config")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("busybox:latest", "docker.io/library/busybox:latest")]
    [InlineData("user/app:1", "docker.io/user/app:1")]
    [InlineData("localhost/app:1", "localhost/app:1")]
    [InlineData("registry:5000/a/b:1", "registry:5000/a/b:1")]
    [InlineData("ghcr.io/a/b:1", "ghcr.io/a/b:1")]
    public void NamesHaveAShortAndAFullForm(string familiar, string full)
    {
        Assert.Equal(full, ImageName.Full(familiar));
        Assert.Equal(familiar, ImageName.Familiar(full));
    }

    [Theory]
    [InlineData("app:1", "app", "1")]
    [InlineData("registry:5000/app", "registry:5000/app", "")]
    [InlineData("registry:5000/app:2", "registry:5000/app", "2")]
    public void ATagFollowsTheLastColonAfterTheLastSlash(string name, string repository, string tag) =>
        Assert.Equal((repository, tag), ImageName.Split(name));

    private static Gen<string> Value { get; } = Any(
        "1.0e5", "-0", "null", "\"\\u00e9 \\\" é\"", "{ \"a\" : [ ] }", "[1 ,2,{\"rootfs\":3}]", "1e400", "\"\\/\"", "true");

    private static Gen<string> Member { get; } =
        Gen.Select(Any("x", "config", "Rootfs", "histor", "variant.x", "diff_ids"), Value).Select((key, value) => $"\"{key}\" : {value}");

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static ImageConfig Parse(string json) => ImageConfig.Parse(Encoding.UTF8.GetBytes(json), "the config");

    // Where the new entry stands between blanks is not worth a rule.
    private static string JsonOf(string text) => JsonDocument.Parse(text).RootElement.GetRawText().Replace(" ]", "]", StringComparison.Ordinal)
        .Replace("} ,{\"created\"", "},{\"created\"", StringComparison.Ordinal).Replace("}  ,", "} ,", StringComparison.Ordinal);
}
