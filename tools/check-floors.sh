#!/bin/sh
# A file includes its own folder and those below it, nothing above. The floors
# stand in floors.txt from the ground up; folders on one line may not see each other.
# cli/ and web/ see vigil.h and base/ only, but for two doors: web/ holds processes, so it
# sees guard/crew.h; cli/ starts the page, so it sees web/serve.h. Outside base/ only what is
# named below may look at the system.
set -eu
root=${1:-$(dirname "$0")/..}
cd "$root/src"
awk '
    FNR == NR { for (i = 1; i <= NF; i++) floor[$i] = FNR; next }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        split($0, part, "\""); path = part[2]
        split(FILENAME, at, "/"); here = at[1]
        slash = index(path, "/"); there = slash ? substr(path, 1, slash - 1) : ""
        if (there == "" || there == here) next
        if (!(there in floor)) { print FILENAME ":" FNR ": " there " is no folder of tools/floors.txt"; bad = 1; next }
        if (floor[there] >= floor[here]) { print FILENAME ":" FNR ": " here " may not look up to " there; bad = 1 }
        if (here == "web" && path == "guard/crew.h" || here == "cli" && path == "web/serve.h") next
        if ((here == "cli" || here == "web") && there != "base") { print FILENAME ":" FNR ": " here " may look at vigil.h and base only, not " there; bad = 1 }
    }
    END { exit bad }
' ../tools/floors.txt $(find . -name '*.[ch]' | sed 's|^\./||' | sort)
# One door to each thing outside.
only() { # only PATTERN FILE... : what may hold it
    pattern=$1; shift
    grep -lE "$pattern" $(find . -name '*.[ch]' | sed 's|^\./||' | sort) | while read -r f; do
        case " $* " in *" $f "*) ;; *) echo "$f: only $* may have $pattern"; exit 1 ;; esac
    done
}
only '#include <sqlite3.h>' store/store_sqlite.c store/search_sqlite.c store/sqlite.h
only '#include <curl/' capture/fetch.c
only '(^|[^_a-z])(fork|vfork|clone3|posix_spawn) *\(' guard/box.c guard/crew.c guard/program.c
only '#include <microhttpd.h>' web/http.c
