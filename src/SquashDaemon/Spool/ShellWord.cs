namespace SquashDaemon.Spool;

/// <summary>Names in commands that people copy into a shell.</summary>
internal static class ShellWord
{
    /// <summary>A name as an argument, which no shell and no command takes for anything else.</summary>
    public static string Argument(string name)
    {
        var isPlain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or ',' or ':' or '@' or '%');
        var word = isPlain ? name : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        // It would be an option.
        return name.StartsWith('-') ? $"-- {word}" : word;
    }
}
