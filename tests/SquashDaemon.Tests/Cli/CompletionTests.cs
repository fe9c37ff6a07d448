namespace SquashDaemon.Tests.Cli;

/// <summary>Completion in the real shells.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Lines => new()
    {
        { "squashd sq", "squash" },
        { "squashd squash --com", "--compress" },
        { "squashd squash x.tar --layout d", "docker" },
        { "squashd completion f", "fish" },
        { "squashd squash --nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void BashCompletes(string line, string word) => Assert.Equal(word, Complete("bash", $$"""
        source <(squashd completion bash)
        COMP_LINE='{{line}}' COMP_POINT=${#COMP_LINE} COMP_WORDS=({{line}}) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_POINT=${#COMP_LINE}
        _squashd
        complete -p squashd > /dev/null && printf '%s\n' "${COMPREPLY[@]}"
        """));

    [Theory]
    [MemberData(nameof(Lines))]
    public void ZshCompletes(string line, string word) => Assert.Equal(word, Complete("zsh", $$"""
        compdef() { [[ "$2" == squashd ]] && registered=yes }
        source <(squashd completion zsh)
        compadd() { shift; print -l -- "$@" }
        _files() { : }
        words=({{line}}) CURRENT=$#words
        [[ -n "$registered" ]] && _squashd
        """));

    [Theory]
    [MemberData(nameof(Lines))]
    public void FishCompletes(string line, string word) => Assert.Equal(word, Complete("fish", $"""
        squashd completion fish | source
        complete -C '{line}'
        """));

    private string Complete(string shell, string script)
    {
        Need.Programs(shell);
        Directory.CreateDirectory(_folder["home"]);
        File.WriteAllText(_folder["script"], script);
        var (code, output, error) = Squashd.Shell(
            _folder.Path, $"PATH=$(dirname $SQUASHD):$PATH HOME=$PWD/home XDG_CONFIG_HOME=$PWD/home {shell} script");
        Assert.True(code is 0 or 1, error);
        Assert.Equal("", error);
        return output.Trim();
    }
}
