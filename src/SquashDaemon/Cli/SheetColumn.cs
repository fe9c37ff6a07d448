namespace SquashDaemon.Cli;

/// <summary>A column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="IsNumber">Whether it stands to the right.</param>
internal readonly record struct SheetColumn(string Name, bool IsNumber = false);
