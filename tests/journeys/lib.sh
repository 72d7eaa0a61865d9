# What the journeys share; each is run as JOURNEY.sh VIGIL [SERVER] and sources this.
# shellcheck shell=sh
#
#   run add "$case" x       runs vigil, keeps what it said in $work/out, $work/err
#   ended 1                 its exit status was 1
#   out 'stored s1'         a line of standard output, whole; err: of standard error
#   out_has, err_has TEXT   words within; out_lacks, err_lacks the contrary
#
# Each asks for one thing and says what it found instead. A journey ends with `done_all`.
set -eu
vigil=$(realpath "$1")
server=${2:+$(realpath "$2")}
work=$(mktemp -d)
chmod 755 "$work"
faults=0
asked=0
server_pid=
ran=
end_all() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || :
    chmod -R u+w "$work" 2>/dev/null || :
    rm -rf "$work"
}
trap end_all EXIT
trap 'exit 1' INT TERM
export VIGIL_HOME="$work/home" LC_ALL=C.UTF-8 TZ=UTC0
unset NO_COLOR XDG_DATA_HOME COLUMNS http_proxy https_proxy ALL_PROXY all_proxy VIGIL_TEST_LOOPBACK || :
here=$(realpath "$(dirname "$0")")
shared=${VIGIL_SHARED:-$here/../../../shared}
cd "$work"

fault() {
    faults=$((faults + 1))
    printf 'FAULT after: vigil %s\n  %s\n' "$ran" "$1"
    sed -n '1,6s/^/  out: /p' out
    sed -n '1,6s/^/  err: /p' err
}

run() {
    ran=$*
    status=0
    "$vigil" "$@" >out 2>err </dev/null || status=$?
}

ended() {
    asked=$((asked + 1))
    [ "$status" -eq "$1" ] || fault "it ended with $status, not $1"
}

has_line() {
    asked=$((asked + 1))
    grep -qxF -e "$2" "$1" || fault "no line of $1 is: $2"
}

has() {
    asked=$((asked + 1))
    grep -qF -e "$2" "$1" || fault "nothing of $1 has: $2"
}

lacks() {
    asked=$((asked + 1))
    if grep -qF -e "$2" "$1"; then fault "$1 has: $2"; fi
}

out() { has_line out "$1"; }
err() { has_line err "$1"; }
out_has() { has out "$1"; }
err_has() { has err "$1"; }
out_lacks() { lacks out "$1"; }
err_lacks() { lacks err "$1"; }

# same NAME WANTED FOUND
same() {
    asked=$((asked + 1))
    [ "$2" = "$3" ] || fault "$1: wanted '$2', found '$3'"
}

# One clear sentence: one line on standard error, nothing on standard output.
one_sentence() {
    same 'lines on stderr' 1 "$(grep -c '' err)"
    same 'bytes on stdout' 0 "$(wc -c <out)"
}

# No byte that a terminal would obey, and no invisible or turning character.
is_visible() {
    asked=$((asked + 1))
    if grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' <<END_OF_OUTPUT
$(LC_ALL=C cat out err)
END_OF_OUTPUT
    then fault 'it prints characters that a terminal obeys or nobody sees'; fi
}

# Start the web server on a folder; $url is then its address.
serve() {
    mkfifo port
    "$server" "$1" >port 2>/dev/null &
    server_pid=$!
    read -r number <port || { echo "the web server did not start"; exit 1; }
    url=http://127.0.0.1:$number
    export VIGIL_TEST_LOOPBACK=1
}

entries() { "$vigil" log "$1" | tail -n +2 | grep -c ''; }

done_all() {
    if [ "$asked" -eq 0 ]; then echo 'nothing was asked'; exit 1; fi
    printf '%d asked, %d faults\n' "$asked" "$faults"
    [ "$faults" -eq 0 ] || exit 1
}
