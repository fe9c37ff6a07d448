using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>A4: every entry is given to one owner, and what could then be misused is dropped as chown(2) drops it.</summary>
public sealed class OwnerTests
{
    [Theory]
    [InlineData("d d [1:2], f d/f=x [3:4 @5], l l->x [6:7], p p [8:9], c c=1:3 [1:1] => d d [1000:100], c c=1:3 [1000:100], f d/f=x [1000:100 @5], l l->x [1000:100], p p [1000:100]")]
    [InlineData("f d/f => d d [1000:100], f d/f [1000:100]")]
    [InlineData("d ./ [0700 3:3], f f => d . [0700 1000:100], f f [1000:100]")]
    [InlineData("f a [04755], f b [02755], f c [02745], f d [01777], d e [06755] => f a [0755 1000:100], f b [0755 1000:100], f c [02745 1000:100], f d [01777 1000:100], d e [06755 1000:100]")]
    [InlineData("f a [04755 1000:100 x.security.capability=1] => f a [04755 1000:100 x.security.capability=1]")]
    [InlineData("f a [04755 1000:7] => f a [0755 1000:100]")]
    [InlineData("f a [0755 x.security.capability=1 x.user.b=2 p.VENDOR.k=v] => f a [0755 1000:100 x.user.b=2 p.VENDOR.k=v]")]
    [InlineData("f a [p.VENDOR.k=SCHILY.xattr.security.capability] => f a [1000:100 p.VENDOR.k=SCHILY.xattr.security.capability]")]
    [InlineData("f a [x.security.capability=1 x.user.b=SCHILY.xattr.security.capability] => f a [1000:100 x.user.b=SCHILY.xattr.security.capability]")]
    [InlineData("f a [p.VENDOR.k=v] => f a [1000:100 p.VENDOR.k=v]")]
    [InlineData("f a=1 [04755], h b->a [04755] => f a=1 [0755 1000:100], h b->a")]
    [InlineData("f a=1 [04755], h b->a [04755 1000:100] => f a=1 [04755 1000:100], h b->a")]
    [InlineData("f a=1 [04755 1000:100 x.security.capability=1], h b->a [04755] => f a=1 [0755 1000:100], h b->a")]
    [InlineData("f a=1 [04755 x.security.capability=1], h b->a [04755] | w a => f b=1 [0755 1000:100]")]
    [InlineData("f a=1 [2097152:2097152] => f a=1 [1000:100]")]
    [InlineData("f a=1 [04755], h b->a [04755], h c->a [04755] | w a => f b=1 [0755 1000:100], h c->b")]
    [InlineData("f a=1 [04755], h b->a [04755], h c->a [04755 1000:100] | w a => f b=1 [04755 1000:100], h c->b")]
    [InlineData("f a=1 [04755 1000:100], h b->a [04755 1000:100] | w a => f b=1 [04755 1000:100]")]
    [InlineData("f a=1 [04755 1000:100], h b->./a [04755 1000:100] => f a=1 [04755 1000:100], h b->a")]
    [InlineData("f ./a [04755 1000:100] => f a [04755 1000:100]")]
    [InlineData("f a [02755 1000:100] | f b [02755 999:100] => f a [02755 1000:100], f b [0755 1000:100]")]
    public void EveryEntryIsOwned(string line)
    {
        var (stack, expected) = (line[..line.IndexOf(" => ", StringComparison.Ordinal)], line[(line.IndexOf(" => ", StringComparison.Ordinal) + 4)..]);
        var flat = Merged.Merge(new Stack(StackText.Parse(stack)).Openers(), new Owner(1000, 100));
        Assert.Equal(Sorted(expected), Sorted(FlatListing.Print(flat)));
        // Of an inode with several names the listing tells what the last one says.
        Assert.All(Tar.Reading.All(new MemoryStream(flat)), entry => Assert.Equal((1000u, 100u), (entry.Uid, entry.Gid)));
    }

    [Theory]
    [InlineData("0:0", 0u, 0u)]
    [InlineData("4294967294:1", 4294967294u, 1u)]
    public void AnOwnerIsTwoNumbers(string text, uint uid, uint gid) => Assert.Equal(new Owner(uid, gid), Owner.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("root:root")]
    [InlineData("1:2:3")]
    [InlineData("1:x")]
    [InlineData("-1:0")]
    [InlineData("+1:0")]
    [InlineData(" 1:0")]
    [InlineData("4294967295:0")]
    public void NothingElseIs(string text) => Assert.Null(Owner.Parse(text));

    private static string[] Sorted(string listing) => [.. listing.Split(", ").Order(StringComparer.Ordinal)];
}
