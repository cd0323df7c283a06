#!/bin/sh
# Starts @name@ on the Java that lies beside it.
#   lib/nib/jvm.options   options of the Java virtual machine, one a line
#   NIB_JAVA_OPTS         more of them, for one start; quotes group words, nothing is expanded
set -eu

# From wherever it was called, and through whatever links, to the folder of the image.
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
case $self in
    */*) ;;
    *) self=./$self ;;
esac
home=$(CDPATH='' cd -- "${self%/*}/.." && pwd -P)

# The operating system's error texts in the language of the documentation, and one encoding everywhere.
LC_ALL=C.UTF-8
export LC_ALL
# Options meant for some other Java on this machine.
unset JDK_JAVA_OPTIONS

set -- --add-modules ALL-SYSTEM @permissions@-m @module@/@main@ @arguments@"$@"

if [ -n "${NIB_JAVA_OPTS-}" ]; then
    words=$(printf '%s\n' "$NIB_JAVA_OPTS" | xargs -n1 printf '%s\n' 2>/dev/null) || {
        echo "@name@: NIB_JAVA_OPTS cannot be split into words: $NIB_JAVA_OPTS" >&2
        exit 2
    }
    # Every character that means something to a shell loses its meaning before eval sees it.
    eval "set -- $(printf '%s\n' "$words" | sed 's/[^[:alnum:]+,./:=@_-]/\\&/g' | tr '\n' ' ') \"\$@\""
fi

# Made for this Java and these options. With others it is left aside, and the reason goes to standard error.
if [ -f "$home/lib/nib/@trained@.aot" ]; then
    set -- "-XX:AOTCache=$home/lib/nib/@trained@.aot" "$@"
fi

exec "$home/bin/java" "@$home/lib/nib/jvm.options" "$@"
