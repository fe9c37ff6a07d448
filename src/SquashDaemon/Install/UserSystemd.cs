using Squash.Text;

namespace SquashDaemon.Install;

/// <summary>The user's own systemd, as far as an installation needs it.</summary>
/// <param name="programs">What runs <c>systemctl</c> and <c>loginctl</c>.</param>
/// <param name="isDry">Whether nothing may be changed.</param>
internal sealed class UserSystemd(OtherProgram programs, bool isDry)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const int Tries = 50;

    /// <summary>Lets the user's services run while he is not logged in.</summary>
    public Step Linger(CancellationToken cancellation)
    {
        const string what = "let your services run while you are not logged in (loginctl enable-linger)";
        if (programs.Run("loginctl", "show-user", "--property=Linger", Environment.UserName) is (0, "Linger=yes"))
            return new Step(StepKind.Already, what);
        if (isDry)
            return new Step(StepKind.Planned, what);
        var (code, said) = programs.Run("loginctl", "--no-ask-password", "enable-linger");
        if (code != 0)
        {
            return new Step(
                StepKind.Forbidden, $"{what}: {Printable.Text(said)}",
                $"Ask an administrator to run: loginctl enable-linger {Printable.Text(Environment.UserName)}",
                "Without it squashd runs while you are logged in only.");
        }
        // It starts the user's systemd, which takes a moment.
        for (var tries = 0; tries < Tries && !IsReachable; tries++)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
        return new Step(StepKind.Done, what);
    }

    /// <summary>Whether it answers.</summary>
    public bool IsReachable => programs.Run("systemctl", "--user", "show-environment").Code == 0;

    /// <summary>Whether a unit runs.</summary>
    public bool IsActive(string unit) => programs.Run("systemctl", "--user", "is-active", unit).Code == 0;

    /// <summary>Whether a unit is started at each login or boot.</summary>
    public bool IsEnabled(string unit) => programs.Run("systemctl", "--user", "is-enabled", unit).Code == 0;

    /// <summary>Runs <c>systemctl --user</c> as a step.</summary>
    public Step Do(string what, params string[] arguments)
    {
        if (isDry)
            return new Step(StepKind.Planned, what);
        var (code, said) = programs.Run("systemctl", ["--user", .. arguments]);
        return code == 0
            ? new Step(StepKind.Done, what)
            : new Step(
                StepKind.Forbidden, $"{what}: {Printable.Text(said)}",
                $"See: systemctl --user status {UserPlaces.Unit}; journalctl --user -u {UserPlaces.Unit}");
    }
}
