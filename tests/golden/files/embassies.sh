#!/bin/sh
# Suggests every passage that speaks of an embassy.
sed -n '/embassy/s/.*"start":\([0-9]*\),"end":\([0-9]*\),.*"source":\(.*\),"publisher".*/\1 \2 \3/p' |
while read -r start end source; do
    printf '{"kind":"existence","predicate":"named","subject":"embassy",'
    printf '"passage":{"source":%s,"start":%s,"end":%s}}\n' "$source" "$start" "$end"
done
