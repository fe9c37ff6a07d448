namespace SquashDaemon.Cli;

/// <summary>
/// Completion scripts. They ask the program itself, by System.CommandLine's directive, so that they know every option of
/// whatever version is installed; where it knows nothing, the shell completes file names.
/// </summary>
internal static class CompletionScript
{
    private const string Bash = """
        # bash completion of squashd: source <(squashd completion bash)
        _squashd() {
            local line=${COMP_LINE:0:COMP_POINT} found
            found=$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2> /dev/null | grep -v '[/?]')
            mapfile -t COMPREPLY < <(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _squashd squashd
        """;

    private const string Zsh = """
        #compdef squashd
        # zsh completion of squashd: source <(squashd completion zsh), or save it as _squashd in a folder of $fpath
        _squashd() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=("${(@f)$("$words[1]" "[suggest:${#line}]" "$line" 2> /dev/null | grep -v '[/?]')}")
            if [[ -n "$found" ]]; then
                compadd -- $found
            else
                _files
            fi
        }
        if [[ "$funcstack[1]" == _squashd ]]; then
            _squashd "$@"
        else
            compdef _squashd squashd
        fi
        """;

    private const string Fish = """
        # fish completion of squashd: squashd completion fish | source
        function __squashd_suggest
            set -l line (commandline -cp)
            squashd "[suggest:"(string length -- $line)"]" $line 2> /dev/null | string match -rv '[/?]'
        end
        complete -c squashd -a '(__squashd_suggest)'
        """;

    /// <summary>The script for a shell: bash, zsh or fish.</summary>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
