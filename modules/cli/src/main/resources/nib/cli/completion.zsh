#compdef nib
# Completion of nib for zsh. As a file _nib in a folder of $fpath, or in ~/.zshrc after compinit:
#   . <(nib completion zsh)

# What may follow after these commands: commands, options, which of them take a value, operands.
_nib_at() {
    commands=() options=() takes=() operands=()
    case $1 in
@TABLE@
    esac
}

# The pools of a running Nib with their servers, as POOL/SERVER.
_nib_servers() {
    $nib ctl $control status 2>/dev/null | awk '
        /^pool /              { pool = $2; sub(/:$/, "", pool) }
        /^  SERVER /          { servers = 1; next }
        /^$/                  { servers = 0 }
        servers && /^! [^ ]/  { print pool "/" $2 }
        servers && /^  [^ ]/  { print pool "/" $1 }'
}

# What a value may be, by what the help calls it.
_nib_values() {
    local -aU found
    case $1 in
        (FILE|PATH) _files; return ;;
        (DIR) _files -/; return ;;
        (WORD) found=(${(f)"$($nib plugins 2>/dev/null | awk 'NR > 1 { print $2 }')"}) ;;
        (POOL) found=(${${(f)"$(_nib_servers)"}%%/*}) ;;
        (POOL/SERVER) found=(${(f)"$(_nib_servers)"}) ;;
        (*'|'*) found=(${(s:|:)1}) ;;
        (*) _message $1; return ;;
    esac
    compadd -- $found
}

_nib() {
    local nib=${(Q)words[1]} at= label= said
    local -i count=0 i
    local -a commands options operands control
    local -A takes
    _nib_at ''
    for ((i = 2; i < CURRENT; i++)); do
        said=${(Q)words[i]}
        if [[ -n $label ]]; then
            [[ $words[i-1] == --control ]] && control=(--control $said)
            label=
        elif [[ $said == -* ]]; then
            [[ $said == --control=* ]] && control=($said)
            label=${takes[$said]-}
        elif (( ${commands[(I)${(b)said}:*]} )); then
            # After help come commands, as without it.
            [[ $said == help ]] || at=${at:+$at }$said
            _nib_at $at
        else
            count+=1
        fi
    done
    if [[ -z $label && $PREFIX == --*=* && -n ${takes[${PREFIX%%=*}]-} ]]; then
        label=${takes[${PREFIX%%=*}]}
        compset -P 1 '*='
    fi
    if [[ -z $label && $PREFIX == -* ]]; then
        _describe -o option options
    elif [[ -z $label ]] && (( $#commands )); then
        _describe command commands
    else
        _nib_values "${label:-${operands[count+1]-}}"
    fi
}

# Either this file is the function that is loaded when it is needed first, or it was read at once.
if [[ ${funcstack[1]-} == _nib ]]; then
    _nib "$@"
else
    compdef _nib nib
fi
