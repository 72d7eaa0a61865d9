/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READ_STREAM_H
#define VG_READ_READ_STREAM_H

#include "base/limits.h"
#include "guard/box.h"
#include "read/text.h"
#include "unpack/unpack.h"

/*
 * An input of many records read by the closed child: the child walks the archive,
 * makes a text of each record that holds one, and sends a message for each; this
 * side takes the messages apart as if the child were the adversary. A plain
 * document is an input of one record.
 *
 *     struct vg_read_hints hints = {.want = VG_WANT_TEXT};
 *     struct vg_box_job job = {.stream = vg_read_stream, .hints = &hints, .hints_len = sizeof
 * hints, .in = bytes, .n = len, .each = take, .each_w = …}; rc = vg_box_run(&job, NULL, NULL, err);
 */
enum vg_read_want {
    VG_WANT_TEXT = 1,    /* texts of records */
    VG_WANT_BODY = 2,    /* bodies of records that a reader would read */
    VG_WANT_DIGESTS = 4, /* block and payload digests are checked */
    VG_WANT_PDF = 8,     /* bodies of PDFs that are not the whole input: programs outside read
                          * them. One that does not fit into a message comes without */
    VG_WANT_INSIDE = 16, /* mails in a ZIP, and archives and mails that hang on mails, are opened,
                          * VG_MAX_NESTING deep: their records stand behind that in which they are.
                          * Else only what hangs on a mail that is the whole input */
};

/* What the child is told: plain arrays, no pointers. */
struct vg_read_hints {
    int want;          /* enum vg_read_want, together */
    int no_look_ahead; /* revisits are led back to records before them only */
    int is_mapped;     /* the input is a mapped file: pages that were read are given back */
    uint64_t first;    /* records before it are passed over */
    int64_t spoiled;   /* the record that ended an earlier reader: told without its text; or -1 */
    char url[VG_MAX_URL + 1]; /* only the record of this address; empty: all */
    char at[64];              /* nearest to this time; empty: the latest */
    char media[256];          /* of a plain document, as struct vg_read_input */
    char name[1024];
};

/* A vg_box_stream; a pure function of its input. */
int vg_read_stream(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                   const struct vg_box_sink *sink, struct vg_err *err);

/* One record, as the parent has it. All in the arena, or pointing into the message. */
struct vg_record_read {
    uint64_t record; /* VG_RECORD_UNKNOWN: an index led to it */
    uint64_t offset, length, inner;
    int has_inner;
    enum vg_piece_type type;
    int status;       /* 0: none */
    int64_t original; /* of a revisit: -1 when none was found */
    const char *member, *url, *media, *at, *ip, *id, *tool, *digest; /* NULL where there is none */
    const char *refers_id, *refers_url, *refers_at, *profile;
    struct vg_read_note *damage, *odd; /* of the record; those of its text are the text's */
    size_t damage_count, odd_count;
    uint64_t damage_total, odd_total;
    const char *kind;   /* of the body: "html", "PDF" …; NULL: it holds nothing to read */
    const char *unread; /* why there is no text, or NULL */
    int has_text;
    struct vg_text text;
    struct vg_str body; /* empty unless asked for */
};

/* What is said when all of it was read. */
struct vg_read_end {
    uint64_t records, bytes_in, bytes_accounted;
    uint64_t damage, odd; /* uncapped, those of texts included */
    int by_index;         /* of one record by its address: the index led to it */
    const char *why;      /* why the index did not, or what was wrong with it; NULL */
    struct vg_read_note *file_damage, *file_odd;
    size_t file_damage_count, file_odd_count;
};

/* Is it the last message? */
int vg_read_is_end(struct vg_str message);

/*
 * A message that somebody not trusted sent. VG_E_FORMAT says what is wrong with it;
 * VG_E_LIMIT.
 */
int vg_read_take(struct vg_str message, struct vg_arena *a, struct vg_record_read *out,
                 struct vg_err *err);
int vg_read_take_end(struct vg_str message, struct vg_arena *a, struct vg_read_end *out,
                     struct vg_err *err);

/* Does a record with this type and media type hold something for readers? Style sheets, scripts,
 * images and the like are part of the archive only. */
int vg_read_holds_text(enum vg_piece_type type, struct vg_str media, struct vg_str url);

#endif
