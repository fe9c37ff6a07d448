using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>
/// A name in JSON: a string where it is UTF-8, and otherwise an object that shows it and holds its bytes in base64.
/// </summary>
/// <param name="Text">The name, bytes that are not UTF-8 as <see cref="NameBytes"/> has them.</param>
[JsonConverter(typeof(SpoolNameConverter))]
internal readonly record struct SpoolName(string Text)
{
    /// <summary>The name as it may be printed.</summary>
    public string Shown => NameBytes.Show(Text);

    /// <inheritdoc/>
    public override string ToString() => Shown;
}
