using System.Globalization;
using System.Text;
using Squash.Layers;

namespace Squash.Tests.Layers;

public sealed class PathHashTests
{
    // The vectors of the reference implementation: key 00..0f, message 00, 01, 02, ...
    private static readonly PathHash Reference = new(0x0706050403020100, 0x0f0e0d0c0b0a0908);

    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    [InlineData(2, "8177228da4a45dc7fca38bdef60affe4")]
    public void TheHashIsSipHash128(int length, string expected)
    {
        var message = Enumerable.Range(0, length).Select(value => (byte)value).ToArray();
        var key = Reference.Hash(message);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, key.Low);
        BitConverter.TryWriteBytes(bytes[8..], key.High);
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void APathIsTheChainOfItsComponents()
    {
        var parent = Reference.Child(PathHash.Root, "usr"u8);
        Assert.Equal(Reference.Of("usr/bin"u8), Reference.Child(parent, "bin"u8));
        Assert.NotEqual(Reference.Of("usr/bin"u8), Reference.Of("usrb/in"u8));
    }

    [Fact]
    public void WhatIsInADirectoryIsKeptTogetherAndApartFromOthers()
    {
        ulong Place(string path) => Reference.Of(Encoding.ASCII.GetBytes(path)).High >> (64 - PathHash.DirectoryBits);
        Assert.Single(Enumerable.Range(0, 100).Select(number => Place($"usr/bin/{number}")).Distinct());
        Assert.InRange(Enumerable.Range(0, 100).Select(number => Place($"usr/{number}/file")).Distinct().Count(), 95, 100);
    }

    [Fact]
    public void EveryRunHasAnotherKey() => Assert.NotEqual(new PathHash().Of("a"u8), new PathHash().Of("a"u8));

    [Fact]
    public void AMillionPathsHaveAMillionKeys()
    {
        var hash = new PathHash();
        var keys = Enumerable.Range(0, 1_000_000)
            .Select(number => hash.Of(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(1_000_000, keys.Distinct().Count());
    }
}
