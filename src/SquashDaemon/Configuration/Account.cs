using System.Globalization;
using System.Runtime.InteropServices;

namespace SquashDaemon.Configuration;

/// <summary>
/// The user that we run as, by <c>/etc/passwd</c> alone: a static executable cannot load what else the host may ask for
/// names (SSSD, LDAP), and must not try.
/// </summary>
internal static partial class Account
{
    private const int NameField = 0;
    private const int UserField = 2;
    private const int HomeField = 5;

    /// <summary>The name, or the number of a user who is not in the file.</summary>
    public static string Name => Entry() is { } entry ? entry[NameField] : Number;

    /// <summary>The home, or null if the file does not say.</summary>
    public static string? Home => Entry()?[HomeField];

    private static string Number => EffectiveUser().ToString(CultureInfo.InvariantCulture);

    /// <summary>The fields of a user's line in the text of <c>/etc/passwd</c>; null if there is none.</summary>
    internal static string[]? Find(IEnumerable<string> lines, string number) =>
        lines.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > HomeField && fields[UserField] == number);

    private static string[]? Entry()
    {
        try
        {
            return Find(File.ReadLines("/etc/passwd"), Number);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
