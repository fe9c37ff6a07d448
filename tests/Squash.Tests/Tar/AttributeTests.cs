using System.Text;

namespace Squash.Tests.Tar;

/// <summary>R33, R34, R35: modes, owners, times, xattrs and devices.</summary>
public sealed class AttributeTests
{
    [Theory]
    [InlineData(0x81A4, 0x1A4)]
    [InlineData(0x41ED, 0x1ED)]
    [InlineData(0xFFF, 0xFFF)]
    public void ModesAreTwelveBits(int stored, int mode)
    {
        var entry = Reading.One(new TarBuilder().Entry("f", change: h => h.Octal(100, 8, stored)));
        Assert.Equal((mode, stored == mode), (entry.Mode, entry.IsCanonical));
    }

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(4294967294, 4294967294)]
    [InlineData(-2, 4294967294)]
    [InlineData(int.MinValue, 2147483648)]
    public void OwnersReachFromZeroToTheLargestId(long stored, uint id)
    {
        var entry = Reading.One(new TarBuilder().Gnu("f", change: h => h.Base256(108, 8, stored).Base256(116, 8, stored)));
        Assert.Equal((id, id), (entry.Uid, entry.Gid));
        entry = Reading.One(new TarBuilder().Pax(("uid", $"{stored}"), ("gid", $"{stored}")).Entry("f"));
        Assert.Equal((id, id, stored >= 0), (entry.Uid, entry.Gid, entry.IsCanonical));
    }

    [Theory]
    [InlineData(4294967295)]
    [InlineData(4294967296)]
    [InlineData(-1)]
    [InlineData(-2147483649)]
    public void OwnersBeyondAreRefused(long stored)
    {
        Assert.Contains("ID", Reading.Refusal(new TarBuilder().Gnu("f", change: h => h.Base256(108, 8, stored))));
        Assert.Contains("ID", Reading.Refusal(new TarBuilder().Gnu("f", change: h => h.Base256(116, 8, stored))));
    }

    [Theory]
    [InlineData("1234567890.123456789", 1234567890, 123456789)]
    [InlineData("1234567890.5", 1234567890, 500000000)]
    [InlineData("1234567890.0000000019", 1234567890, 1)]
    [InlineData("5.", 5, 0)]
    [InlineData("-1", -1, 0)]
    [InlineData("-1.25", -2, 750000000)]
    [InlineData("-0.5", -1, 500000000)]
    [InlineData("-0", 0, 0)]
    [InlineData("-62135596800", -62135596800, 0)]
    public void TimesKeepTheirSpelling(string text, long seconds, int nanoseconds)
    {
        var entry = Reading.One(new TarBuilder().Pax(("mtime", text)).Entry("f"));
        Assert.Equal((text, seconds), (entry.MtimeText, entry.Mtime));
        Assert.Equal(nanoseconds, TarTime.Nanoseconds(Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775808")]
    [InlineData("1.5x")]
    public void TimesThatAreNoneAreRefused(string text) =>
        Assert.Contains("time", Reading.Refusal(new TarBuilder().Pax(("mtime", text)).Entry("f")));

    [Fact]
    public void NamesNeverChangeIds()
    {
        var entry = Reading.One(new TarBuilder().Pax(("uname", "daemon"), ("gname", "daemon")).Entry("f"));
        Assert.Equal(("daemon", 0u, 0u), (entry.UserName, entry.Uid, entry.Gid));
    }

    [Theory]
    [InlineData('3')]
    [InlineData('4')]
    public void DevicesHaveNumbersInOctalOrBase256(char typeflag)
    {
        var archive = new TarBuilder().Entry("a", typeflag, change: h => h.Octal(329, 8, 8).Octal(337, 8, 17))
            .Gnu("b", typeflag, change: h => h.Base256(329, 8, uint.MaxValue).Base256(337, 8, 3000000)).Entry("f");
        Assert.Equal(
            [(8u, 17u), (uint.MaxValue, 3000000u), (0u, 0u)],
            Reading.All(archive).Select(entry => (entry.DevMajor, entry.DevMinor)));
    }

    [Fact]
    public void DeviceNumbersOutOfRangeAreRefused()
    {
        Assert.Contains("device", Reading.Refusal(new TarBuilder().Gnu("d", '3', change: h => h.Base256(329, 8, -1))));
        Assert.Contains("device", Reading.Refusal(new TarBuilder().Gnu("d", '4', change: h => h.Base256(337, 8, 1L << 32))));
    }

    [Fact]
    public void OnlyDevicesHaveDeviceNumbers()
    {
        var entry = Reading.One(new TarBuilder().Entry("f", change: h => h.Octal(329, 8, 8).Text(337, "none\0")));
        Assert.Equal((0u, 0u, false), (entry.DevMajor, entry.DevMinor, entry.IsCanonical));
    }
}
