"""`digest completion`: the script that lets a shell complete words of `digest`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from digestcli.cli.console import is_terminal, note, out
from digestcli.ui import messages, say

_BASH = """\
# bash completion of digest
_digest_completion() {
  local IFS=$'\\n' line="${COMP_LINE:0:COMP_POINT}" lead=""
  local word="${line##*[[:space:]]}"
  local stem="${word%"${word##*[$COMP_WORDBREAKS]}"}"
  [[ $word == [\\"\\']* ]] || lead="$stem"
  COMPREPLY=($("$1" __complete --line "$line" 2>/dev/null))
  COMPREPLY=("${COMPREPLY[@]#"$lead"}")
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace
}
complete -o default -F _digest_completion digest
"""
_ZSH = """\
#compdef digest
_digest() {
  local -a lines values shown begun begun_shown
  local line value
  lines=("${(@f)$("${words[1]}" __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    value=${line%%$'\\t'*}
    if [[ $value == *[:=] ]]; then
      begun+=("$value") begun_shown+=("${line/$'\\t'/  -- }")
    else
      values+=("$value") shown+=("${line/$'\\t'/  -- }")
    fi
  done
  (( $#values + $#begun )) || { _files; return }
  (( $#values )) && compadd -l -d shown -a values
  (( $#begun )) && compadd -S '' -l -d begun_shown -a begun
  return 0
}
if [[ $funcstack[1] == _digest ]]; then _digest "$@"; else compdef _digest digest; fi
"""
_FISH = """\
# fish completion of digest
function __digest_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c digest -f -a '(__digest_complete)'
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
_WHERE = dict(
    zip(
        _SCRIPTS,
        messages(
            'put this line into ~/.bashrc:  eval "$(digest completion bash)"',
            "put this line into ~/.zshrc, below compinit:  source <(digest completion zsh)",
            "digest completion fish > ~/.config/fish/completions/digest.fish",
        ),
        strict=True,
    )
)


def run(shell: Annotated[Literal["bash", "zsh", "fish"], typer.Argument(help="Your shell.")]) -> None:
    """Print the script with which a shell completes commands, options and what your library holds.

    Digests, categories, tags, formats, columns, saved queries and references come from your library at
    each key. Examples: digest completion bash; digest completion fish > digest.fish
    """
    out(_SCRIPTS[shell])
    if is_terminal():
        note(say("to have it always: {how}", how=say(_WHERE[shell])))
