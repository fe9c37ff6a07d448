namespace Squash.Tests.Tar;

/// <summary>Numeric fields at the edges of what they hold.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData(8, 0x1FFFFF)]
    [InlineData(12, 0x1FFFFFFFF)]
    public void OctalFillsItsFieldButForANul(int length, long largest)
    {
        Assert.Equal(largest, TarNumber.LargestOctal(length));
        byte[] field = [.. Enumerable.Repeat((byte)0xFF, length)];
        TarNumber.WriteOctal(field, largest);
        Assert.Equal(new string('7', length - 1) + "\0", System.Text.Encoding.Latin1.GetString(field));
        Assert.True(TarNumber.TryParse(field, out var value));
        Assert.Equal(largest, value);
    }

    [Theory]
    [InlineData("777777777777777777777", true, 0x7FFFFFFFFFFFFFFF)]
    [InlineData("1000000000000000000000", false, 0)]
    [InlineData("  12  ", true, 10)]
    [InlineData(" \0 12\0x", true, 10)]
    [InlineData("12 x", false, 0)]
    [InlineData("12x", false, 0)]
    [InlineData("x", false, 0)]
    [InlineData("07", true, 7)]
    [InlineData("08", false, 0)]
    [InlineData("", true, 0)]
    public void OctalEndsWithItsDigits(string field, bool isNumber, long number)
    {
        Assert.Equal(isNumber, TarNumber.TryParseOctal(TarBuilder.Latin(field), out var value));
        Assert.Equal(isNumber ? number : value, value);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 55)]
    [InlineData(-(1L << 55) - 1)]
    public void Base256HoldsAllOfSixtyFourBits(long number)
    {
        var field = new byte[12];
        TarNumber.WriteBase256(field, number);
        Assert.True(TarNumber.IsBase256(field));
        Assert.True(TarNumber.TryParse(field, out var value));
        Assert.Equal(number, value);
    }

    [Theory]
    [InlineData(0x80, 1)]
    [InlineData(0xFF, 0xFE)]
    public void Base256HoldsNoMore(byte first, byte third)
    {
        byte[] field = [first, (byte)(first == 0x80 ? 0 : 0xFF), (byte)(first == 0x80 ? 0 : 0xFF), third, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.False(TarNumber.TryParse(field, out _));
        byte[] signless = [first, .. Enumerable.Repeat((byte)(first == 0x80 ? 0 : 0xFF), 3), (byte)(first == 0x80 ? 0x80 : 0x7F), 0, 0, 0, 0, 0, 0, 0];
        Assert.False(TarNumber.TryParse(signless, out _));
    }

    [Fact]
    public void Base256InEightBytesHasSixtyTwoBitsAndASign()
    {
        byte[] largest = [0xBF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] smallest = [0xC0, 0, 0, 0, 0, 0, 0, 0];
        Assert.True(TarNumber.TryParse(largest, out var value));
        Assert.Equal(0x3FFFFFFFFFFFFFFF, value);
        Assert.True(TarNumber.TryParse(smallest, out value));
        Assert.Equal(-0x4000000000000000, value);
    }

    [Theory]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("-9223372036854775808", true, long.MinValue)]
    [InlineData("007", true, 7)]
    [InlineData("+7", false, 0)]
    [InlineData("7 ", false, 0)]
    [InlineData("", false, 0)]
    public void DecimalIsDigitsAndPerhapsAMinus(string text, bool isNumber, long number)
    {
        Assert.Equal(isNumber, TarNumber.TryParseDecimal(TarBuilder.Latin(text), out var value));
        Assert.Equal(isNumber ? number : value, value);
    }
}
