using Squash.Images;
using Squash.Text;

namespace Squash;

/// <summary>What a container of an image starts with; what the config does not say is empty.</summary>
/// <param name="Env">Variables, each <c>NAME=VALUE</c>.</param>
/// <param name="Entrypoint">The program and what always precedes the command.</param>
/// <param name="Cmd">The command, or the default arguments of the entry point.</param>
/// <param name="User">User or UID, perhaps with a group.</param>
/// <param name="WorkingDir">Where it starts.</param>
/// <param name="ExposedPorts">Ports, each <c>PORT/PROTOCOL</c>.</param>
/// <param name="Volumes">Where volumes are made.</param>
/// <param name="Labels">How many labels there are.</param>
public sealed record InspectedConfig(
    IReadOnlyList<string> Env,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    string User,
    string WorkingDir,
    IReadOnlyList<string> ExposedPorts,
    IReadOnlyList<string> Volumes,
    int Labels)
{
    internal static InspectedConfig Of(ExecutionParameters parameters) => new(
        Safe(parameters.Env),
        Safe(parameters.Entrypoint),
        Safe(parameters.Cmd),
        Printable.Text(parameters.User),
        Printable.Text(parameters.WorkingDir),
        Safe(parameters.ExposedPorts),
        Safe(parameters.Volumes),
        parameters.Labels);

    private static IReadOnlyList<string> Safe(IReadOnlyList<string> texts) => [.. texts.Select(Printable.Text)];
}
