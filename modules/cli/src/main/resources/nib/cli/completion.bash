# Completion of nib for bash 4 or newer. In ~/.bashrc:
#   . <(nib completion bash)

# What may follow after these commands: commands, options, which of them take a value, operands.
_nib_at() {
    commands='' options='' takes='' operands=()
    case $1 in
@TABLE@
    esac
}

# The pools of a running Nib with their servers, as POOL/SERVER.
_nib_servers() {
    "$nib" ctl "${control[@]}" status 2>/dev/null | awk '
        /^pool /              { pool = $2; sub(/:$/, "", pool) }
        /^  SERVER /          { servers = 1; next }
        /^$/                  { servers = 0 }
        servers && /^! [^ ]/  { print pool "/" $2 }
        servers && /^  [^ ]/  { print pool "/" $1 }'
}

# What a value may be, by what the help calls it.
_nib_values() {
    case $1 in
        FILE | PATH) compgen -f -- "$2" ;;
        DIR) compgen -d -- "$2" ;;
        WORD) compgen -W "$("$nib" plugins 2>/dev/null | awk 'NR > 1 { print $2 }')" -- "$2" ;;
        POOL) compgen -W "$(_nib_servers | awk -F/ '!seen[$1]++ { print $1 }')" -- "$2" ;;
        POOL/SERVER) compgen -W "$(_nib_servers)" -- "$2" ;;
        *'|'*) compgen -W "${1//|/ }" -- "$2" ;;
    esac
}

_nib() {
    local nib=$1 at='' label='' count=0 i said word commands options takes
    local -a operands control=() line
    # Not COMP_WORDS, which are cut at every colon.
    read -ra line <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && line+=('')
    word=${line[${#line[@]} - 1]}
    _nib_at ''
    for ((i = 1; i < ${#line[@]} - 1; i++)); do
        said=${line[i]}
        if [[ -n $label ]]; then
            [[ ${line[i - 1]} == --control ]] && control=(--control "$said")
            label=''
        elif [[ $said == -* ]]; then
            [[ $said == --control=* ]] && control=("$said")
            [[ " $takes " == *" $said="* ]] && label=${takes#*"$said="} label=${label%% *}
        elif [[ " $commands " == *" $said "* ]]; then
            # After help come commands, as without it.
            [[ $said == help ]] || at=${at:+$at }$said
            _nib_at "$at"
        else
            count=$((count + 1))
        fi
    done
    if [[ -z $label && $word == --*=* && " $takes " == *" ${word%%=*}="* ]]; then
        label=${takes#*"${word%%=*}="} label=${label%% *} word=${word#*=}
    fi
    COMPREPLY=()
    if [[ -z $label && $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ -z $label && -n $commands ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    else
        label=${label:-${operands[count]-}}
        mapfile -t COMPREPLY < <(_nib_values "$label" "$word")
        [[ $label =~ ^(FILE|PATH|DIR)$ ]] && compopt -o filenames 2>/dev/null
    fi
    # Readline replaces only what stands behind the last colon.
    [[ $COMP_WORDBREAKS == *:* ]] && COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
    return 0
}

complete -F _nib nib
