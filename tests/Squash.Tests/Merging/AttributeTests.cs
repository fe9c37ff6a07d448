using System.Text;

namespace Squash.Tests.Merging;

/// <summary>R33 to R35, as far as the merger is concerned: what an entry carries comes out as it went in.</summary>
public sealed class AttributeTests
{
    [Theory]
    [InlineData("f a [0104755] => f a [04755]")]
    [InlineData("d a [042755] => d a [02755]")]
    [InlineData("f a [0000] => f a [0000]")]
    [InlineData("f a [4294967294:4294967293] => f a [4294967294:4294967293]")]
    [InlineData("f a [2097152:2097151] => f a [2097152:2097151]")]
    [InlineData("f a [@1700000000.123456789] => f a [@1700000000.123456789]")]
    [InlineData("d a [@0.5], l b->x [@1.25], p c [@-3] => d a [@0.5], l b->x [@1.25], p c [@-3]")]
    [InlineData("f a [@-1.5] => f a [@-1.5]")]
    [InlineData("f a [p.atime=1.5 p.ctime=2.5] => f a [p.atime=1.5 p.ctime=2.5]")]
    public void R33ModeOwnerAndTimeAreKept(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData(@"f a [x.security.capability=\x01\x00\x00\x02\x80\xff\x0a=] => f a [x.security.capability=\x01\x00\x00\x02\x80\xff\x0a\x3d]")]
    [InlineData("d a [x.user.b=2 x.user.a=1] => d a [x.user.a=1 x.user.b=2]")]
    [InlineData("f a [p.LIBARCHIVE.xattr.user.a=MQ p.SCHILY.acl.access=u p.RHT.security.selinux=s p.VENDOR.k=v] => "
        + "f a [p.LIBARCHIVE.xattr.user.a=MQ p.RHT.security.selinux=s p.SCHILY.acl.access=u p.VENDOR.k=v]")]
    [InlineData("f a [x.security.selinux=label] => f a [x.security.selinux=label]")]
    public void R34ExtendedAttributesAreKeptToTheByte(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1, h b->a [p.VENDOR.k=v]")]
    [InlineData("f a=1, h b->a, h c->a [p.VENDOR.k=v] | w a")]
    [InlineData("h b->a [p.VENDOR.k=v], f a=1")]
    public void R34ALinksOwnRecordsPassToo(string stack)
    {
        var flat = Merged.Merge(new Stack(StackText.Parse(stack)).Openers());
        Assert.Contains("14 VENDOR.k=v\n", Encoding.Latin1.GetString(flat), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d a [x.trusted.overlay.opaque=y] => d a")]
    [InlineData("d a [x.trusted.overlay.opaque=y x.user.a=1 x.user.overlay.redirect=/b] => d a [x.user.a=1]")]
    [InlineData("f a=1 [x.trusted.overlay.metacopy=1], h b->a => f a=1, h b->a")]
    [InlineData("f a [x.trusted.other=1] => f a [x.trusted.other=1]")]
    public void R34OverlaysOwnAttributesAreStripped(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("c a=5:1 [0600], b b=259:65536, p p [0622] => c a=5:1 [0600], b b=259:65536, p p [0622]")]
    [InlineData("f a [04755], f b [02755], d d [01777] => f a [04755], f b [02755], d d [01777]")]
    public void R35DevicesFifosAndSpecialBitsAreKept(string line) => MergeCase.Holds(line);
}
