/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The map is followed by binary search: runs ascend in text and in source, so
 * either side may be asked. Inserted runs have no source bytes; a range that
 * begins or ends in one is drawn in to the nearest run that has some.
 */
#include "read/text.h"

#include <string.h>

/* The last run that begins at or before `at`; there is one for any at < text.len. */
static size_t run_at(const struct vg_text *t, size_t at)
{
    size_t low = 0, high = t->run_count;

    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;

        if (t->runs[mid].text <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static uint32_t source_of_first(const struct vg_run *r, size_t at)
{
    if (r->kind != VG_RUN_COPIED || at <= r->text)
        return r->source;
    return r->source + ((uint32_t)at - r->text) / r->text_unit * r->source_unit;
}

static uint32_t source_past_last(const struct vg_run *r, size_t last)
{
    if (r->kind != VG_RUN_COPIED || last >= (size_t)r->text + r->text_len)
        return r->source + r->source_len;
    return r->source + (((uint32_t)last - r->text) / r->text_unit + 1) * r->source_unit;
}

/* The runs from `first` to `last` lie anywhere in the source. */
static void source_around(const struct vg_text *t, size_t first, size_t last, struct vg_range *out)
{
    for (size_t i = first; i <= last; i++) {
        const struct vg_run *r = &t->runs[i];

        if (r->kind == VG_RUN_INSERTED)
            continue;
        if (i > first && i < last && r->source < out->start)
            out->start = r->source;
        if (i > first && i < last && r->source + r->source_len > out->end)
            out->end = r->source + r->source_len;
    }
}

int vg_text_to_source(const struct vg_text *t, size_t start, size_t end, struct vg_range *out,
                      struct vg_err *err)
{
    size_t first, last;

    if (start >= end || end > t->text.len || t->run_count == 0)
        return vg_fail(err, VG_E_MISUSE, "bytes %zu to %zu are no stretch of a text of %zu bytes",
                       start, end, t->text.len);
    first = run_at(t, start);
    last = run_at(t, end - 1);
    while (first < last && t->runs[first].kind == VG_RUN_INSERTED)
        first++;
    while (first < last && t->runs[last].kind == VG_RUN_INSERTED)
        last--;
    out->start = source_of_first(&t->runs[first], start);
    out->end = source_past_last(&t->runs[last], end - 1);
    if (t->scattered && first < last) {
        struct vg_range tail = {source_of_first(&t->runs[last], start), out->end};

        out->end = source_past_last(&t->runs[first], end - 1);
        out->start = tail.start < out->start ? tail.start : out->start;
        out->end = tail.end > out->end ? tail.end : out->end;
        source_around(t, first, last, out);
    }
    return VG_OK;
}

/* The first run that ends past source byte `at`; run_count when none does. */
static size_t run_past(const struct vg_text *t, size_t at)
{
    size_t low = 0, high = t->run_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if ((size_t)t->runs[mid].source + t->runs[mid].source_len > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* The text that a run made of those source bytes of it that lie in `start` to `end`. */
static struct vg_range text_of(const struct vg_run *r, size_t start, size_t end)
{
    struct vg_range out = {r->text, r->text + r->text_len};

    if (r->kind == VG_RUN_COPIED && start > r->source)
        out.start += ((uint32_t)start - r->source) / r->source_unit * r->text_unit;
    if (r->kind == VG_RUN_COPIED && end < (size_t)r->source + r->source_len)
        out.end = r->text + (((uint32_t)end - 1 - r->source) / r->source_unit + 1) * r->text_unit;
    return out;
}

static int scattered_to_text(const struct vg_text *t, size_t start, size_t end,
                             struct vg_range *out, struct vg_err *err)
{
    struct vg_range found = {UINT32_MAX, 0};

    for (size_t i = 0; i < t->run_count; i++) {
        const struct vg_run *r = &t->runs[i];
        struct vg_range one;

        if (r->kind == VG_RUN_INSERTED || r->source >= end ||
            (size_t)r->source + r->source_len <= start)
            continue;
        one = text_of(r, start, end);
        found.start = one.start < found.start ? one.start : found.start;
        found.end = one.end > found.end ? one.end : found.end;
    }
    if (found.end == 0)
        return vg_fail(err, VG_E_ABSENT, "no text was made of bytes %zu to %zu", start, end);
    *out = found;
    return VG_OK;
}

int vg_source_to_text(const struct vg_text *t, size_t start, size_t end, struct vg_range *out,
                      struct vg_err *err)
{
    size_t first, last;
    if (start >= end || end > t->source_len)
        return vg_fail(err, VG_E_MISUSE,
                       "bytes %zu to %zu are no stretch of a source of %llu bytes", start, end,
                       (unsigned long long)t->source_len);
    if (t->scattered)
        return scattered_to_text(t, start, end, out, err);
    first = run_past(t, start);
    while (first < t->run_count && t->runs[first].kind == VG_RUN_INSERTED)
        first++;
    if (first == t->run_count || t->runs[first].source >= end)
        return vg_fail(err, VG_E_ABSENT, "no text was made of bytes %zu to %zu", start, end);
    last = run_past(t, end - 1);
    if (last == t->run_count || t->runs[last].source >= end)
        last--;
    while (last > first && t->runs[last].kind == VG_RUN_INSERTED)
        last--;
    out->start = text_of(&t->runs[first], start, end).start;
    out->end = text_of(&t->runs[last], start, end).end;
    return VG_OK;
}

struct vg_str vg_text_field(const struct vg_text *t, enum vg_field_name name)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].name == name)
            return t->fields[i].value;
    return (struct vg_str){"", 0};
}

const struct vg_block *vg_text_block_at(const struct vg_text *t, size_t at)
{
    size_t low = 0, high = t->block_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if ((size_t)t->blocks[mid].start + t->blocks[mid].len > at)
            high = mid;
        else
            low = mid + 1;
    }
    if (low == t->block_count || t->blocks[low].start > at)
        return NULL;
    return &t->blocks[low];
}

void vg_text_map_whole(struct vg_text *t, struct vg_arena *a)
{
    t->run_count = t->text.len > 0 ? 1 : 0;
    if (t->run_count == 0)
        return;
    t->runs = VG_NEW(a, struct vg_run);
    t->runs[0] = (struct vg_run){
        .text_len = (uint32_t)t->text.len,
        .source_len = (uint32_t)t->source_len,
        .kind = t->source_len > 0 ? VG_RUN_REFERENCE : VG_RUN_INSERTED,
    };
}

size_t vg_text_boxes(const struct vg_text *t, size_t start, size_t end, size_t *first)
{
    size_t low = 0, high = t->box_count, n = 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if ((size_t)t->boxes[mid].start + t->boxes[mid].len > start)
            high = mid;
        else
            low = mid + 1;
    }
    while (low + n < t->box_count && t->boxes[low + n].start < end)
        n++;
    *first = low;
    return n;
}

int vg_text_is_ocr(const struct vg_text *t, size_t start, size_t end, int *mean, int *least)
{
    int64_t sum = 0, n = 0;

    *mean = 0;
    *least = 100;
    for (size_t i = 0; t->page_count > 0 && i < t->block_count; i++) {
        const struct vg_block *b = &t->blocks[i];

        if (!b->is_ocr || b->start >= end || (size_t)b->start + b->len <= start)
            continue;
        sum += (int64_t)b->mean_sure * b->len;
        n += b->len;
        *least = b->least_sure < *least ? b->least_sure : *least;
    }
    if (n == 0)
        return 0;
    *mean = (int)(sum / n);
    return 1;
}

const char *vg_block_class_word(enum vg_block_class c)
{
    static const char *const words[VG_BLOCK_CLASSES] = {
        "other", "main",    "list", "table",  "caption", "heading", "nav",
        "aside", "comment", "form", "footer", "hidden",  "alt",
    };

    return words[c];
}

const char *vg_field_name_word(enum vg_field_name n)
{
    static const char *const words[VG_FIELD_NAMES] = {
        "title", "date", "author", "publisher", "canonical", "lang", "to", "id",
    };

    return words[n];
}

const char *vg_field_from_word(enum vg_field_from f)
{
    static const char *const words[VG_FROM_FROMS] = {
        "visible", "meta",  "jsonld", "url",        "attribute",
        "script",  "title", "header", "properties", "pdf",
    };

    return words[f];
}

const char *vg_charset_rule_word(enum vg_charset_rule r)
{
    static const char *const words[VG_CHARSET_RULES] = {
        "ascii", "bom", "utf8-valid", "http", "meta", "checked", "guessed", "zero-bytes",
    };

    return words[r];
}
