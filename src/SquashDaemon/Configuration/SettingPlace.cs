using System.Globalization;
using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>Where a value was given.</summary>
/// <param name="Source">A file, a variable or an option.</param>
/// <param name="Line">The line of a file; 0 elsewhere.</param>
internal readonly record struct SettingPlace(string Source, int Line = 0)
{
    /// <summary><c>/etc/squashd/squashd.conf:12</c>; safe to print.</summary>
    public override string ToString() => Line == 0
        ? Printable.Text(Source)
        : string.Create(CultureInfo.InvariantCulture, $"{Printable.Text(Source)}:{Line}");
}
