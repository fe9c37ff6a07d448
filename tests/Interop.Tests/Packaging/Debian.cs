namespace Interop.Tests.Packaging;

/// <summary>Roots of Debian with systemd; kept as archives between runs in the user's cache.</summary>
internal static class Debian
{
    private const string Packages =
        "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,polkitd,procps,passwd,login,util-linux";

    /// <summary>Unpacks a root of a suite into a folder, with the users alice, bob and carl.</summary>
    public static void Unpack(string suite, string folder)
    {
        var cache = Directory.CreateDirectory(Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
                ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "squashd-interop")).FullName;
        Tool.Run("sh", "-ec", $"""
            if ! [ -f {cache}/systemd-{suite}.tar ]; then
                debootstrap --variant=minbase --include={Packages} {suite} {folder} > {folder}.log 2>&1 || (tail {folder}.log && false)
                umount -l {folder}/proc {folder}/sys 2> /dev/null || true
                rm -rf {folder}/var/lib/apt/lists/* {folder}/var/cache/apt/archives/*.deb
                tar -C {folder} --numeric-owner -cf {cache}/systemd-{suite}.tar.part .
                mv {cache}/systemd-{suite}.tar.part {cache}/systemd-{suite}.tar
            else
                mkdir {folder}
                tar -C {folder} --numeric-owner -xf {cache}/systemd-{suite}.tar
            fi
            : > {folder}/etc/machine-id
            for user in alice bob carl; do chroot {folder} useradd -m -s /bin/bash $user; done
            """);
    }

    /// <summary>Installs, upgrades or removes with rpm in a root, as <c>rpm ARGUMENTS</c> there would.</summary>
    public static string Rpm(string folder, string arguments) => Tool.Run("sh", "-ec", $"""
        mount --bind /proc {folder}/proc
        trap 'umount -l {folder}/proc' EXIT
        rpm --root {folder} {arguments} 2>&1
        """);
}
