using System.Security.Cryptography;
using Squash.Tests.Merging;

namespace Squash.Tests.Archives;

/// <summary>A layer for an archive, written in the language of the merge cases.</summary>
internal sealed record TestLayer(byte[] Tar)
{
    public string DiffId { get; } = Sha(Tar);

    public static TestLayer Of(string entries)
    {
        using var layer = new Stack(StackText.Parse(entries)).Openers()[0]();
        using var bytes = new MemoryStream();
        layer.CopyTo(bytes);
        return new TestLayer(bytes.ToArray());
    }

    public static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
