using System.Security.Cryptography;
using System.Text;

namespace Interop.Tests.Packaging;

/// <summary>Roots of Debian with systemd and podman; kept as archives between runs in the user's cache.</summary>
internal static class Debian
{
    private const string Packages =
        "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,polkitd,procps,passwd,login,util-linux,podman,uidmap,netavark";

    /// <summary>Unpacks a root of a suite into a folder, with the users alice, bob and carl.</summary>
    public static void Unpack(string suite, string folder)
    {
        var cache = Directory.CreateDirectory(Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
                ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "squashd-interop")).FullName;
        // Named by what is in it, so that none of another list is taken.
        var name = $"systemd-{suite}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Packages))[..4])}.tar";
        Tool.Run("sh", "-ec", $"""
            if ! [ -f {cache}/{name} ]; then
                debootstrap --variant=minbase --include={Packages} {suite} {folder} > {folder}.log 2>&1 || (tail {folder}.log && false)
                umount -l {folder}/proc {folder}/sys 2> /dev/null || true
                rm -rf {folder}/var/lib/apt/lists/* {folder}/var/cache/apt/archives/*.deb
                tar -C {folder} --numeric-owner -cf {cache}/{name}.part .
                mv {cache}/{name}.part {cache}/{name}
            else
                mkdir {folder}
                tar -C {folder} --numeric-owner -xf {cache}/{name}
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
