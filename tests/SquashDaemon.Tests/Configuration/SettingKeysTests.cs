using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class SettingKeysTests
{
    private static DaemonSettings Defaults => new(new SpoolSettings(SpoolFolders.Of(Path.Combine(Places.Home, "squashd"))));

    public static TheoryData<string, string> Wrong => new()
    {
        { "[spool] root", "squashd" },
        { "[spool] on_success", "remove" },
        { "[spool] settle", "2h" },
        { "[spool] rescan", "0s" },
        { "[spool] require_marker", "done" },
        { "[spool] require_marker", "./done" },
        { "[squash] layout", "tar" },
        { "[squash] compress", "xz" },
        { "[squash] compress", "gzip:10" },
        { "[squash] compress", "zstd:0" },
        { "[squash] compress", "none:1" },
        { "[squash] platform", "linux" },
        { "[squash] platform", "linux/arm64/v8/x" },
        { "[squash] owner", "alice" },
        { "[squash] owner", "1000" },
        { "[squash] owner", "-1:0" },
        { "[squash] owner", "4294967296:0" },
        { "[squash] verify", "maybe" },
        { "[retry] attempts", "0" },
        { "[retry] attempts", "five" },
        { "[retry] attempts", "1e3" },
        { "[limits] workers", "257" },
        { "[limits] memory", "1KiB" },
        { "[limits] max_waiting", "0" },
        { "[logging] level", "loud" },
        { "[logging] files", "0" },
        { "[hooks] on_done", "mail" },
        { "[hooks] timeout", "0s" },
    };

    [Fact]
    public void EveryNameIsThereOnce() =>
        Assert.Equal(SettingKeys.All.Count, SettingKeys.All.Select(key => key.FullName).Distinct().Count());

    [Fact]
    public void TheDefaultOfEachKeyIsWhatHoldsWithoutIt() => Assert.All(SettingKeys.All, key =>
        Assert.Equal(key.Binding.Read(Defaults), key.Binding.Read(key.Binding.Write(Defaults, key.Default))));

    [Theory]
    [InlineData("[spool] root", "/srv/squashd")]
    [InlineData("[spool] inbox", "/srv/in")]
    [InlineData("[spool] outbox", "/srv/out")]
    [InlineData("[spool] done", "/srv/done")]
    [InlineData("[spool] failed", "/srv/failed")]
    [InlineData("[spool] work", "/srv/work")]
    [InlineData("[spool] state", "/srv/state")]
    [InlineData("[spool] on_success", "keep")]
    [InlineData("[spool] settle", "5s")]
    [InlineData("[spool] rescan", "5m")]
    [InlineData("[spool] rescan_network", "20s")]
    [InlineData("[spool] incomplete_timeout", "1d")]
    [InlineData("[spool] require_marker", ".ready")]
    [InlineData("[squash] layout", "oci")]
    [InlineData("[squash] compress", "zstd:19")]
    [InlineData("[squash] platform", "linux/arm64/v8")]
    [InlineData("[squash] owner", "1000:100")]
    [InlineData("[squash] from_layer", "3")]
    [InlineData("[squash] message", "made flat = smaller")]
    [InlineData("[squash] verify", "no")]
    [InlineData("[squash] scratch", "/scratch")]
    [InlineData("[retry] attempts", "9")]
    [InlineData("[retry] short_retries", "2")]
    [InlineData("[retry] short_delay", "10ms")]
    [InlineData("[retry] delay", "1m")]
    [InlineData("[retry] max_delay", "2h")]
    [InlineData("[retry] max_defer", "1d")]
    [InlineData("[retry] max_crashes", "1")]
    [InlineData("[limits] workers", "4")]
    [InlineData("[limits] memory", "1GiB")]
    [InlineData("[limits] max_uncompressed", "100GiB")]
    [InlineData("[limits] min_free", "10GiB")]
    [InlineData("[limits] max_waiting", "100")]
    [InlineData("[logging] level", "debug")]
    [InlineData("[logging] file", "/var/log/squashd/squashd.log")]
    [InlineData("[logging] file_size", "1MiB")]
    [InlineData("[logging] files", "2")]
    [InlineData("[hooks] on_done", "/usr/bin/true")]
    [InlineData("[hooks] on_failed", "/usr/bin/false")]
    [InlineData("[hooks] timeout", "5s")]
    [InlineData("[metrics] textfile", "/srv/squashd.prom")]
    public void AValueChangesItsKeyAndNoOther(string name, string text)
    {
        var key = SettingKeys.All.Single(key => key.FullName == name);
        var settings = key.Binding.Write(Defaults, text);
        Assert.Equal(text, key.Binding.Read(settings));
        // Below the root are the other folders, in the work folder the scratch files, in the state folder the log.
        Assert.All(SettingKeys.All.Except([key]), other => Assert.True(
            other.Binding.Read(settings) == other.Binding.Read(Defaults)
            || (name, other.Section) is ("[spool] root", "spool")
            || (name, other.Name) is ("[spool] root", "scratch") or ("[spool] work", "scratch") or ("[spool] state", "file"),
            other.FullName));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongValueIsRefused(string name, string text) => Assert.Throws<FormatException>(() =>
        SettingKeys.All.Single(key => key.FullName == name).Binding.Write(Defaults, text));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    public void YesAndNoHaveTwoWords(string text, bool value) => Assert.Equal(value, SettingForms.YesNo.Parse(text));
}
