#!/bin/sh
# What the program refuses to be: no function, command, option or column searches for,
# identifies, scores or follows a person, or contacts anyone: refusals.sh SOURCE_ROOT
set -eu
cd "$1"
bad=0
refuse() { # refuse WHAT PATTERN FILE...
    what=$1
    pattern=$2
    shift 2
    if grep -nEi "$pattern" "$@"; then
        echo "there shall be no $what"
        bad=1
    fi
}
person='(person|people|victim|witness|relative|suspect|member|donor|attendee)'
act='(search|find|lookup|match|score|rank|graph|list|export|watch|track|locate)'
refuse "search for or list of persons" "vg_(${person}_${act}|${act}_${person})" include/vigil.h
refuse "recognition of faces or voices" 'vg_[a-z_]*(face|voice|gait|plate)' include/vigil.h src/*/*.h
refuse "command about a person" "\.name = \"[a-z-]*(person|face|phone|contact|plate|track|locate|profile|score)" src/cli/*.c
refuse "contacting anyone" 'vg_[a-z_]*(send_mail|sendmail|smtp|post_form|login)' include/vigil.h src/*/*.h
if ls sql/*.sql sql/*/*.sql >/dev/null 2>&1; then
    refuse "column for what finds a private person" \
        '^ *(latitude|longitude|coordinates|home_address|telephone|phone|e_?mail|account|plate|identity_number|passport)[ ,]' \
        $(find sql -name '*.sql')
fi
# Libraries that do such things are linked by nothing.
refuse "library that recognises people" '(opencv|dlib|face|tesseract_face|speech)' meson.build
exit $bad
