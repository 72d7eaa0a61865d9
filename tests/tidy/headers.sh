#!/bin/sh
# Each header compiles on its own: headers.sh SOURCE_ROOT BUILD
set -eu
cd "$1"
. tests/tidy/lib.sh
# Generated headers stand in the build folder.
generated=$(find "$2" -name '*.h' -not -path '*/meson-*' -exec dirname {} \; | LC_ALL=C sort -u | sed 's/^/-I/')
bad=0
for header in $(find src include -name '*.h' | LC_ALL=C sort); do
    case $header in src/base/banned.h) continue ;; esac
    printf '#include "%s"\n' "${header#*/}" |
        ${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused-function -include src/base/banned.h -Isrc -Iinclude \
            $generated -fsyntax-only -x c - || { echo "$header does not compile on its own"; bad=1; }
done
exit $bad
