#!/bin/sh
# Has our log checked by the log library of the Go project, as Debian packages it
# (golang-go, golang-golang-x-mod-dev). Off line. Exit 77: skipped.
# usage: go.sh MAKE_LOG CHECK_LOG.go
set -eu
sources=/usr/share/gocode
command -v go >/dev/null || { echo "skipped: no go"; exit 77; }
[ -d $sources/src/golang.org/x/mod/sumdb/tlog ] || { echo "skipped: no golang-golang-x-mod-dev"; exit 77; }
vkey=vigil-0123456789abcdef+bdaee0b6+AdULbF1DxUg7tQo6LqdQwU2ryZVmBen0/AK7i0UzgAf3
sizes="0-1100 65535-65537"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$1" "$dir" $sizes
export GO111MODULE=off GOPATH=$sources GOFLAGS="" GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0
[ -n "${HOME:-}" ] && [ -w "$HOME" ] || export GOCACHE="$dir/cache"
go build -o "$dir/check_log" "$2"
"$dir/check_log" "$dir" $vkey $sizes
