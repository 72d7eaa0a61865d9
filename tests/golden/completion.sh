#!/bin/sh
# The completions are accepted by the shells that are installed, and bash completes
# a command and an option: completion.sh VIGIL
set -eu
vigil=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
for shell in bash zsh fish; do
    "$vigil" help --completion $shell >"$work/$shell"
    if command -v $shell >/dev/null; then $shell -n "$work/$shell"; else echo "not tried: no $shell"; fi
done
command -v bash >/dev/null || exit 0
said=$(bash -c '. "$1"; COMP_WORDS=(vigil chec) COMP_CWORD=1; _vigil; echo "${COMPREPLY[*]}"
    COMP_WORDS=(vigil verify --log) COMP_CWORD=2; _vigil; echo "${COMPREPLY[*]}"' - "$work/bash")
if [ "$said" != "check checkpoint
--log-only" ]; then
    echo "bash completes otherwise: $said"
    exit 1
fi
