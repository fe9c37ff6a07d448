using System.Diagnostics;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

public sealed class TroubleTests
{
    // errno.h of Linux
    [Theory]
    [InlineData(4, nameof(TroubleKind.Instant))]
    [InlineData(11, nameof(TroubleKind.Instant))]
    [InlineData(16, nameof(TroubleKind.Instant))]
    [InlineData(26, nameof(TroubleKind.Instant))]
    [InlineData(12, nameof(TroubleKind.Transient))]
    [InlineData(23, nameof(TroubleKind.Transient))]
    [InlineData(24, nameof(TroubleKind.Transient))]
    [InlineData(37, nameof(TroubleKind.Transient))]
    [InlineData(110, nameof(TroubleKind.Transient))]
    [InlineData(116, nameof(TroubleKind.Transient))]
    [InlineData(121, nameof(TroubleKind.Transient))]
    [InlineData(28, nameof(TroubleKind.Room))]
    [InlineData(122, nameof(TroubleKind.Room))]
    [InlineData(1, nameof(TroubleKind.Environment))]
    [InlineData(2, nameof(TroubleKind.Environment))]
    [InlineData(13, nameof(TroubleKind.Environment))]
    [InlineData(18, nameof(TroubleKind.Environment))]
    [InlineData(30, nameof(TroubleKind.Environment))]
    [InlineData(107, nameof(TroubleKind.Environment))]
    [InlineData(5, nameof(TroubleKind.Stubborn))]
    [InlineData(27, nameof(TroubleKind.Stubborn))]
    [InlineData(36, nameof(TroubleKind.Stubborn))]
    [InlineData(75, nameof(TroubleKind.Stubborn))]
    [InlineData(99, nameof(TroubleKind.Stubborn))]
    public void AnErrorNumberSaysWhatFollows(int errno, string kind) =>
        Assert.Equal(Enum.Parse<TroubleKind>(kind), Trouble.Of(new IOException("", errno), isNetwork: false));

    [Fact]
    public void AnInputErrorOfAnotherHostMayPass() =>
        Assert.Equal(TroubleKind.Transient, Trouble.Of(new IOException("", Errno.InputOutput), isNetwork: true));

    [Theory]
    [InlineData(5, nameof(TroubleKind.Rewrite))]
    [InlineData(116, nameof(TroubleKind.Rewrite))]
    [InlineData(28, nameof(TroubleKind.Room))]
    [InlineData(122, nameof(TroubleKind.Room))]
    public void AFlushThatFailedIsNeverRepeated(int errno, string kind) =>
        Assert.Equal(Enum.Parse<TroubleKind>(kind), Trouble.Of(new FlushException("", errno), isNetwork: true));

    [Fact]
    public void WhatDotNetHasTypesForIsKnownToo()
    {
        Assert.Equal(TroubleKind.Environment, Trouble.Of(new UnauthorizedAccessException(), isNetwork: false));
        Assert.Equal(TroubleKind.Environment, Trouble.Of(new FileNotFoundException(), isNetwork: false));
        Assert.Equal(TroubleKind.Environment, Trouble.Of(new DirectoryNotFoundException(), isNetwork: false));
        Assert.Equal(TroubleKind.Stubborn, Trouble.Of(new PathTooLongException(), isNetwork: false));
        Assert.Equal(TroubleKind.Stubborn, Trouble.Of(new ArgumentOutOfRangeException(), isNetwork: false));
        Assert.Equal(TroubleKind.Transient, Trouble.Of(new OutOfMemoryException(), isNetwork: false));
        Assert.Equal(TroubleKind.Refused, Trouble.Of(new InvalidDataException(), isNetwork: true));
        Assert.Equal(TroubleKind.Refused, Trouble.Of(new NotSupportedException(), isNetwork: true));
        Assert.Equal(TroubleKind.Refused, Trouble.Of(new Squash.ChoiceException("it has no such layer"), isNetwork: true));
        Assert.Equal(TroubleKind.Fault, Trouble.Of(new UnreachableException(), isNetwork: false));
        Assert.Equal(TroubleKind.Fault, Trouble.Of(new InvalidOperationException(), isNetwork: false));
    }

    [Fact]
    public void WhatIsDeniedIsToldAsTheKernelSaysIt() => Assert.Equal(
        "Permission denied",
        Trouble.Text(new UnauthorizedAccessException("Access to the path 'a' is denied.", new IOException("Permission denied", Errno.Access))));

    [Fact]
    public void ARealCallThatFailsHasItsErrorNumber()
    {
        var error = Assert.Throws<IOException>(() => InputFile.Open("/proc/no/such/file", follow: false));
        Assert.Equal(TroubleKind.Environment, Trouble.Of(error, isNetwork: false));
        Assert.Equal(Errno.NoEntry, error.HResult);
    }
}
