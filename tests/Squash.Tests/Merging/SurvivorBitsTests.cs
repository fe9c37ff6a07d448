using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class SurvivorBitsTests
{
    /// <summary>The first and last bits of words, the last word that is there at first, and far beyond it.</summary>
    private static readonly uint[] Numbers = [0, 1, 62, 63, 64, 127, 128, 4095, 4096, 6143, 6144, 100_000, 1 << 26];

    [Fact]
    public void EveryBitIsItsOwn()
    {
        foreach (var number in Numbers)
        {
            var bits = new SurvivorBits();
            bits[number] = true;
            Assert.All(Numbers, other => Assert.Equal(other == number, bits[other]));
            bits[number] = false;
            Assert.False(bits[number]);
        }
    }

    [Fact]
    public void ABitThatWasNeverSetIsUnset()
    {
        var bits = new SurvivorBits();
        bits[1u << 29] = false;
        Assert.False(bits[1u << 29]);
        Assert.False(bits[uint.MaxValue]);
    }

    [Fact]
    public void BitsAreCountedUpToOneAndIt()
    {
        var bits = All();
        foreach (var last in Numbers.SelectMany(number => new[] { number, number + 1 }))
            Assert.Equal(Numbers.Count(number => number <= last), bits.CountTo(last));
        Assert.Equal(Numbers.Length, bits.CountTo(uint.MaxValue));
    }

    [Fact]
    public void BitsAfterOneAreCleared()
    {
        foreach (var last in Numbers.SelectMany(number => new[] { number, number + 1 }))
        {
            var bits = All();
            bits.ClearAfter(last);
            Assert.All(Numbers, number => Assert.Equal(number <= last, bits[number]));
        }
        // One after the last word that there is at first.
        new SurvivorBits().ClearAfter(64 * 64);
        var untouched = All();
        untouched.ClearAfter(uint.MaxValue);
        Assert.Equal(Numbers.Length, untouched.CountTo(uint.MaxValue));
    }

    [Theory]
    [InlineData(64, 1, true)]
    [InlineData(65, 62, false)]
    [InlineData(65, 63, true)]
    [InlineData(60, 2, false)]
    [InlineData(60, 3, true)]
    [InlineData(64, 0, false)]
    public void ARangeIsItsFirstAndAsManyAsAreCounted(uint first, uint count, bool any) => Assert.Equal(any, All().Any(first, count));

    private static SurvivorBits All()
    {
        var bits = new SurvivorBits();
        foreach (var number in Numbers)
            bits[number] = true;
        return bits;
    }
}
