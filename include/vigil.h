/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VIGIL_H
#define VIGIL_H

/*
 * The one door for whoever uses vigil: the command line, the page, an outside
 * program. Each function is one thing a user can do with a case. The shapes it
 * hands out (claims, figures, checks) are declared in the headers of their
 * stage, included below. Within a major version this header only grows.
 *
 * Results go into the arena the caller passes and live as long as it. All
 * functions return VG_OK or a code of base/err.h and set *err to a sentence that
 * says the next step where there is one. Nothing here prints.
 *
 * Codes common to all: VG_E_IO (disk, damaged file), VG_E_CONFLICT (somebody else
 * is writing and did not finish in time), VG_E_INTERRUPTED (app->stop said so;
 * what was acknowledged is kept, the rest was never begun), VG_E_REFUSED (read-only
 * case, newer case, restored from an older copy).
 */

#include <stddef.h>
#include <stdint.h>

#include "ask/ask.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "brief/brief.h"
#include "brief/gap_svg.h"
#include "brief/map_svg.h"
#include "brief/overlap_svg.h"
#include "brief/phrase.h"
#include "brief/roots_svg.h"
#include "brief/timeline_svg.h"
#include "claim/beside.h"
#include "claim/check.h"
#include "claim/claim.h"
#include "claim/exposures.h"
#include "claim/list.h"
#include "claim/pattern_check.h"
#include "claim/root.h"
#include "claim/spread.h"
#include "claim/view.h"
#include "claim/vocab.h"
#include "count/count.h"
#include "count/gap.h"
#include "count/role.h"
#include "estimate/estimate.h"
#include "estimate/of_case.h"
#include "estimate/plot.h"
#include "resolve/em.h"
#include "resolve/match.h"
#include "resolve/records.h"
#include "resolve/score.h"
#include "resolve/score_said.h"

#define VIGIL_VERSION "0.1.0"

/* -- the program's surroundings ---------------------------------------------- */

struct vg_app {
    struct vg_world world;
    const char *home;     /* $VIGIL_HOME resolved; NULL: from the environment */
    int (*stop)(void *w); /* asked between pieces of work; not 0: stop cleanly. May be NULL */
    void (*progress)(void *w, const char *what, int64_t done,
                     int64_t total); /* total 0: unknown. May be NULL */
    void *w;
    int weak_box;       /* go on where the closed child does not close; said in the record */
    int allow_loopback; /* tests only: fetch from 127.0.0.1 */
    const char *proxy;  /* "socks5h://host:port" or NULL */
};

/* -- a case ---------------------------------------------------------------------- */

struct vg_case;

enum vg_case_use { VG_CASE_READ, VG_CASE_WRITE };

/* Make a new case file. `sample` not 0 fills it with the embedded sample case.
 * VG_E_CONFLICT when something is there already; nothing is ever overwritten. */
int vg_case_new(const struct vg_app *app, const char *path, int sample, struct vg_err *err);

/* Open a case. VG_E_ABSENT "no case here; make one with 'vigil new FILE'",
 * VG_E_FORMAT not a case or damaged, VG_E_REFUSED newer than the program. Derived
 * tables that are missing or stale are derived anew on opening for writing. */
int vg_case_open(const struct vg_app *app, const char *path, enum vg_case_use use,
                 struct vg_case **out, struct vg_err *err);
void vg_case_close(struct vg_case *c); /* accepts NULL */

/*
 * Let the record of a case go on under a new name (origin, verifier key), with what `because`
 * says as its reason in the record. The way on for a file that may not be written to because this
 * machine has seen more of its log, or another history; harmless for any other. VG_E_MISUSE
 * without a reason, VG_E_LIMIT with a long one; else as vg_case_open().
 */
int vg_case_renew(const struct vg_app *app, const char *path, const char *because,
                  struct vg_err *err);

/* Numbers for a first look. Counted when the case has changed since this handle last did. */
struct vg_case_facts {
    const char *path, *origin;
    int64_t entries, sources, bytes, attempts_failed, claims, suggestions, open_reviews;
    int64_t made_at, last_at;
    int64_t undecided_edges; /* suggested derivations that nobody has decided; that some follow
                                from kept ones is not looked at */
    int64_t checkpoint;      /* entries that the newest checkpoint covers; 0: none was made */
    int read_only;
};
int vg_case_facts(struct vg_case *c, struct vg_arena *a, struct vg_case_facts *out,
                  struct vg_err *err);

/*
 * Has anybody written to the case since this was last asked of this handle: another process,
 * another handle, this one? The first answer is 1. One cheap call, for whoever keeps what it
 * has read; a write that was rolled back may count too.
 */
int vg_case_changed(struct vg_case *c, int *changed, struct vg_err *err);

/* -- capture ------------------------------------------------------------------------ */

struct vg_add_event {
    enum {
        VG_ADD_STORED = 1, /* kept and synced: may be acknowledged */
        VG_ADD_FAILED,     /* recorded as an attempt that failed */
        VG_ADD_PASSED,     /* passed over on purpose (a link to a folder …), said why */
        VG_ADD_READ,       /* text was made of it (after it was stored) */
        VG_ADD_UNREAD,     /* no text could be made; the bytes are kept */
        VG_ADD_OPENED,     /* an archive was read to its end; `reason` says what was in it */
    } what;
    int64_t source; /* sN for stored, read, unread */
    const char *label;
    int64_t bytes;
    int same_as_before; /* the bytes were here already; a new sighting was kept */
    const char *reason; /* for failed, passed, unread */
};

struct vg_add_options {
    const char *purpose, *vantage,
        *kind; /* kept with the source; may be NULL. kind: vocabulary source-kind */
    const char *publisher;
    const char *date; /* EDTF of the document */
    int dry_run;      /* say what would be done */
    int no_read;      /* keep the bytes, derive the text later */
    int stdin_fd;     /* where "-" is read from */
    /* What "-" is called, as of an upload; NULL: "standard input". Cleaned like the name of a
     * file; longer than VG_MAX_STDIN_NAME is VG_E_LIMIT before anything is kept. */
    const char *stdin_name;
};

/*
 * Preserve files, folders, "-" and http(s) pages, in argument order, in groups:
 * `event` is called with VG_ADD_STORED right after the commit that holds the
 * source, no later than 64 sources, 8 MiB or 50 ms after it was read. Failures
 * of single items are events and entries, and counted in *failed; the call itself
 * fails only when the case cannot be written or was interrupted, and with VG_E_MISUSE
 * before anything is kept when a kind or date of the options is none.
 */
int vg_add(struct vg_case *c, const char *const *what, size_t n, const struct vg_add_options *o,
           void (*event)(void *w, const struct vg_add_event *e), void *w, int64_t *failed,
           struct vg_err *err);

/* -- reading without a case ---------------------------------------------------------- */

/* What the readers make of one record of an archive, or of a document as a whole. It lives
 * until the call that hands it over returns. */
struct vg_file_record {
    uint64_t record; /* UINT64_MAX: an index led to it, and nothing was counted */
    uint64_t offset, length;
    const char *type;                 /* "response", "document" … */
    const char *url, *member, *media; /* NULL where there is none */
    int status;                       /* HTTP; 0: none */
    int has_text;
    struct vg_str text, title, date;
    const char *language;
    const char *unread;   /* why there is no text, or NULL */
    uint64_t damage, odd; /* how many */
    struct vg_str json;   /* "record read" of vigil-json(5), without the line end */
};

struct vg_read_file_options {
    const char *media; /* Content-Type of a plain document; may be NULL */
    const char *name;  /* address or name, instead of the path; may be NULL */
    int no_digests;    /* do not compare what archives promise with what they hold */
    const char *url;   /* only the record of this address, by the index of a WACZ where it has one,
                          and behind a revisit the record that it repeats; VG_E_ABSENT when there is
                          none. May be NULL */
    const char *at;    /* nearest to this time; NULL: the latest */
};

struct vg_read_file_end {
    uint64_t records, bytes_in, bytes_accounted, damage, odd;
    size_t file_damage; /* intervals that belong to no record */
    int by_index;       /* of one record by its address */
    char why[200];      /* why not, or what was wrong with the index; empty: nothing */
    struct vg_buf json; /* the end line, without the line end; the caller ends it */
};

/*
 * Read an archive or a document ("-" is standard input) in the closed child, record by
 * record; no case is needed and nothing is kept. Damage is part of the result.
 *   VG_E_ABSENT   no such file
 *   VG_E_REFUSED  the closed child does not close on this machine
 *   VG_E_LIMIT, VG_E_INTERRUPTED, or as `each` fails
 */
int vg_read_file(const struct vg_app *app, const char *path, const struct vg_read_file_options *o,
                 int (*each)(void *w, const struct vg_file_record *r, struct vg_err *err), void *w,
                 struct vg_read_file_end *end, struct vg_err *err);

/* -- scanning, without a case ------------------------------------------------------------ */

/*
 * Archives searched for names of places and institutions: shards in, JSON lines out, nothing
 * kept. The output of a shard depends on its bytes and the rules alone, not on who works, how
 * many at once, or where.
 */
struct vg_scan_options {
    const char *names;  /* path of the list: id,name,kind[,lang] */
    const char *emit;   /* "pair" (NULL), "every", "none" */
    const char *folder; /* results go there, each a file named by shard and rules; NULL: to `put` */
    int threads;        /* shards at once; less than 1: 1 */
    int digests;        /* compare what records promise with what they hold */
    int no_prefilter;   /* read every page, also where no trigger can be */
    int time_per_shard; /* seconds; 0: no limit but that of the closed child */
    uint64_t max_record; /* bytes of a body; a larger one is damage; 0: VG_MAX_DOCUMENT */
};

struct vg_scan;

/* Read the names and make ready. VG_E_FORMAT a list that is none, VG_E_REFUSED one of persons,
 * VG_E_MISUSE, VG_E_ABSENT, VG_E_LIMIT. Ended with vg_scan_close(). */
int vg_scan_open(const struct vg_app *app, const struct vg_scan_options *o, struct vg_scan **out,
                 struct vg_err *err);
void vg_scan_close(struct vg_scan *s); /* accepts NULL */

/*
 * Scan these files ("-" is standard input) in order. Without a folder `put` gets whole lines;
 * `told` hears of a file that cannot be read, with why, or of one whose result is there already
 * (says NULL); of what has the name of a result and is not whole, which is made again.
 * Poisoned records are damage in the result, not failures; *failed counts files
 * that could not be read. With a folder a result appears there whole or not at all.
 */
int vg_scan_run(struct vg_scan *s, const char *const *files, size_t n,
                int (*put)(void *w, const char *lines, size_t len, struct vg_err *err),
                void (*told)(void *w, const char *file, const char *says), void *w, size_t *failed,
                struct vg_err *err);

/* -- sources ---------------------------------------------------------------------------- */

/* Two dates of one capture that cannot both be right; which one is wrong is not known. */
struct vg_contradiction {
    const char *kind; /* "server-clock", "last-modified", "document-date", "file-time" */
    const char *says;
};

struct vg_source {
    struct vg_source_info info;
    const char *requested; /* what the user named */
    const char *media;     /* as stated by the server or guessed from the bytes */
    const char *reader;    /* "vigil-html/2", or NULL while there is no text */
    int is_ocr;            /* words of the text were read in an image: struct vg_passage */
    const char *unread;    /* why there is no text, or NULL */
    const char *charset;
    int64_t text_length;
    int64_t sightings; /* sources with the same bytes, this one included */
    int64_t claims;    /* kept claims that rest on it */
    int64_t entry;     /* index in the record */
    const char *purpose, *vantage;
    const struct vg_contradiction *contradictions; /* computed, never kept; nothing is corrected */
    size_t n_contradictions;
};

int vg_sources(struct vg_case *c, struct vg_arena *a, struct vg_source **out, size_t *n,
               struct vg_err *err);
int vg_source_get(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source *out,
                  struct vg_err *err);
/* What a list of sources is to hold; zero and NULL ask for nothing. */
struct vg_sources_filter {
    const char *words; /* each of them is part of label, title or publisher; however written */
    const char *language, *kind; /* "": sources without one */
    int without_text;            /* 1: no text could be made, or was made yet */
    int with_open;               /* 1: somebody has to decide suggestions of it */
};
enum vg_sources_order {
    VG_SOURCES_UP = 1, /* by number: as they were added */
    VG_SOURCES_NEWEST, /* the latest capture first */
    VG_SOURCES_DATE,   /* the latest date of the document first; without one, last */
    VG_SOURCES_CLAIMS, /* most claims first */
};
/*
 * A page of sources: those from `offset` on, at most `limit` and VG_MAX_PAGE. `filter` may be
 * NULL. *total is how many there are on all pages. Without a filter, or with one other than
 * words, a page costs little more than reading its sources; several at once, and words, cost a
 * look at one small row of each source. VG_E_MISUSE, VG_E_LIMIT words longer than VG_MAX_QUERY.
 */
int vg_sources_page(struct vg_case *c, const struct vg_sources_filter *filter,
                    enum vg_sources_order order, int64_t offset, size_t limit, struct vg_arena *a,
                    struct vg_source **out, size_t *n, int64_t *total, struct vg_err *err);
/* The key "contradictions" of the shapes "source" and "capture", as a member. */
void vg_contradictions_to_json(struct vg_json *j, const struct vg_source *s);
/* Failed attempts: what was tried, when and why it failed. */
struct vg_attempt {
    int64_t id, entry, at;
    const char *requested, *reason, *says;
};
int vg_attempts(struct vg_case *c, struct vg_arena *a, struct vg_attempt **out, size_t *n,
                struct vg_err *err);
/* Are the bytes in the file still those whose hash was kept? All of them are read. VG_E_NOT_HELD.
 */
int vg_source_intact(struct vg_case *c, int64_t id, struct vg_err *err);
/* The preserved bytes, piece by piece, and none of them when they are not those that were
 * preserved: as vg_source_intact(). `put` returns not 0 to stop (then VG_E_IO). */
int vg_source_raw(struct vg_case *c, int64_t id, int (*put)(void *w, const void *bytes, size_t n),
                  void *w, struct vg_err *err);
/* Appends piece `n` of them, unchecked, from 0; nothing beyond the last. All but the last are of
 * one length, VG_CHUNK. */
int vg_source_piece(struct vg_case *c, int64_t id, int64_t n, struct vg_buf *out,
                    struct vg_err *err);
/* The text; VG_E_ABSENT when there is none, with the reason. `main_only`: without
 * menus and such. */
int vg_source_text(struct vg_case *c, int64_t id, int main_only, struct vg_buf *out,
                   struct vg_err *err);
/* How it was captured: every hop, header and address, as one JSON object, with the dates
 * in it that disagree. */
int vg_source_record(struct vg_case *c, int64_t id, struct vg_buf *json, struct vg_err *err);

/* What the reader stumbled over: bytes that could not be used or are not what was promised
 * (damage), or that are not by the letter of their format. */
struct vg_source_note {
    const char *kind, *says; /* "gzip-damaged"; one sentence */
    int is_damage;
    uint64_t offset, length; /* bytes of the source; length 0: a place */
};

/* What there is to say of the bytes of a source besides their text. */
struct vg_source_found {
    int64_t
        archive; /* the source that it came inside of; 0: none. Then, as the archive states them: */
    int64_t record; /* from 0 */
    int64_t offset, length;
    const char *captured, *tool, *member, *ip, *damage; /* NULL where nothing is stated */
    int64_t pages; /* of an archive: sources that came inside it */
    const struct vg_source_note *notes;
    size_t n_notes;
};
/* The sources that came inside an archive, in the order of their records, at most `limit`. */
struct vg_source_inside {
    int64_t source, record;
    const char *name;     /* title or label */
    const char *captured; /* as the archive states it, or NULL */
    const char *damaged;  /* as in struct vg_source_info */
};
int vg_source_inside(struct vg_case *c, int64_t id, size_t limit, struct vg_arena *a,
                     struct vg_source_inside **out, size_t *n, struct vg_err *err);

int vg_source_found(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_found *out,
                    struct vg_err *err);

/* How many suggestions of it nobody has decided; counted, not read. */
int vg_source_open(struct vg_case *c, int64_t id, int64_t *out, struct vg_err *err);

/*
 * What the bytes of a source have to do with other things in the case: sources with the
 * same bytes, roots that it holds, derivations that people kept, and those a program
 * proposes and nobody has decided (their marks and quotes are left out; see
 * vg_edge_suggestions()). VG_MAX_KIN of each at most. For a page of one source: it
 * does not read the case.
 */
struct vg_source_kin {
    const int64_t *same; /* ascending, without the source itself */
    size_t n_same;
    const struct vg_root *roots;
    size_t n_roots;
    const struct vg_edge *edges; /* without their passages */
    size_t n_edges;
    const struct vg_edge_suggestion *open;
    size_t n_open;
};
int vg_source_kin(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                  struct vg_err *err);

/*
 * The text in the stretches that its reader told apart, ascending, with one LF or TAB (a
 * cell of the same row) between two. `text` is the whole; both in the arena. VG_E_ABSENT
 * as vg_source_text().
 */
struct vg_text_block {
    int64_t start, end;   /* bytes of the text */
    const char *class;    /* main, list, table, caption, heading, nav, aside, comment, form,
                             footer, hidden, alt, other */
    int level;            /* of a heading, 1 to 6; else 0 */
    int is_main;          /* lies in the main part, without menus and such */
    const char *language; /* ISO 639-1, or NULL when unsure */
};
int vg_source_blocks(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_str *text,
                     struct vg_text_block **out, size_t *n, struct vg_err *err);

/*
 * Two sources against each other: their texts, the stretches that stand in both, and their
 * claims put beside each other (claim/beside.h). Claims are those kept and not withdrawn,
 * then the open suggestions, in reading order; ids as "c12" and "s1.3". Texts longer than
 * VG_MAX_BESIDE_TEXT are compared up to there (is_cut). VG_E_ABSENT when one is not there;
 * one without text has none.
 */
struct vg_beside_side {
    struct vg_source source;
    struct vg_str text;
    const struct vg_text_block *blocks;
    size_t n_blocks;
    const struct vg_claim *claims;
    const char *const *ids; /* of the claims */
    size_t n_claims;
    int is_cut;
};
struct vg_sources_beside {
    struct vg_beside_side x, y;
    const struct vg_near_shared *shared;
    size_t n_shared;
    const struct vg_beside_row *rows; /* point into the claims of the sides */
    size_t n_rows;
};
int vg_sources_beside(struct vg_case *c, int64_t x, int64_t y, struct vg_arena *a,
                      struct vg_sources_beside *out, struct vg_err *err);

/* -- search ------------------------------------------------------------------------------- */

/* Are the preserved bytes still those that were hashed when they came in? */
enum vg_bytes_state {
    VG_BYTES_VERIFIED = 1,
    VG_BYTES_NOT_CHECKED, /* more than VG_MAX_REHASH; 'vigil verify' checks them */
    VG_BYTES_DIFFER,      /* what is shown is not what was preserved */
};

struct vg_search_hit {
    int64_t source;
    int64_t start, end;                 /* of the first match in the text */
    struct vg_str before, match, after; /* a line of context, on character borders */
    const char *label, *title, *language;
    int64_t captured_at;
    int64_t matches;       /* in this source */
    const int64_t *claims; /* kept claims whose passage holds a match */
    size_t n_claims;
    int is_main; /* in the main text, not in a menu */
    enum vg_bytes_state bytes;
    const char *damaged; /* of the source, as in struct vg_source_info; vg_damage_said() */
    int is_ocr;          /* words of the source were read in an image */
};
int vg_search(struct vg_case *c, const char *const *words, size_t n_words, size_t limit,
              struct vg_arena *a, struct vg_search_hit **out, size_t *n, int64_t *total,
              struct vg_err *err);

/* The same, a page at a time, and narrower. */
struct vg_search_ask {
    const char *const *words;
    size_t n_words;
    size_t from, limit;   /* hits passed over, and given */
    const char *language; /* of the text, as a tag: "zh" fits "zh-Hant" too; NULL: any */
    enum { VG_CITED_OR_NOT, VG_CITED, VG_UNCITED } cited; /* does a kept claim rest on it? */
};
int vg_search_with(struct vg_case *c, const struct vg_search_ask *ask, struct vg_arena *a,
                   struct vg_search_hit **out, size_t *n, int64_t *total, struct vg_err *err);

/* -- suggestions and review ------------------------------------------------------------------ */

struct vg_suggestion {
    const char *id; /* "s1.3": the third of source s1 */
    struct vg_claim claim;
    int decided; /* 0 open, else the vg_claim_status it was given */
};

/*
 * Images and pages of PDFs that are images: reading the words in them takes seconds a page, so it
 * is done when somebody asks. What was read is kept by the image's hash and marked wherever
 * it goes, with how sure the reader was of its words, 0 to 100; see struct vg_passage.
 */
struct vg_ocr_wait {
    int64_t source; /* the first sighting of the bytes */
    const char *label;
    int64_t pages; /* that nobody has read */
};
/* What waits, in the order in which it was preserved. */
int vg_ocr_waiting(struct vg_case *c, struct vg_arena *a, struct vg_ocr_wait **out, size_t *n,
                   struct vg_err *err);

struct vg_ocr_event {
    int64_t source;
    const char *label;
    uint32_t page, pages;
    int was_known;      /* the same image had been read before */
    const char *reason; /* why it was not read; NULL: it was */
    int64_t bytes;      /* of text */
    int mean, least;
};
struct vg_ocr_options {
    int every_page; /* also those that have a text of their own */
};
/*
 * Read the images of these sources (n = 0: all that wait), a page at a time. A page that is
 * done is kept, whatever comes after it. Texts are made anew with what was read; suggestions of a
 * source that had some are too. A page that cannot be read is an event and counts in *failed
 * (may be NULL). VG_E_ABSENT when a program is not installed: the sentence names the packages;
 * VG_E_FORMAT when a source is neither image nor PDF; VG_E_REFUSED, VG_E_INTERRUPTED.
 */
int vg_ocr(struct vg_case *c, const int64_t *sources, size_t n, const struct vg_ocr_options *o,
           void (*event)(void *w, const struct vg_ocr_event *e), void *w, int64_t *failed,
           struct vg_err *err);

/*
 * The strip of the page on which the bytes `from` to `to` of a source's text stand, as a
 * PNG: what a person compares words with that were read in an image. VG_E_ABSENT when nobody knows
 * where they stand, or the kind of image cannot be drawn; else as vg_ocr().
 */
int vg_strip(struct vg_case *c, int64_t source, int64_t from, int64_t to, struct vg_buf *png,
             struct vg_err *err);

/* Derive suggestions for sources that have none yet (all: for every source anew). */
int vg_case_suggest(struct vg_case *c, int all, int64_t *made, struct vg_err *err);
/* Without a case: from a text (UTF-8, may be NULL language and date). *note is what to
 * tell the user besides ("no rules for language fr"), or NULL.
 * VG_E_FORMAT "byte 1042 is not UTF-8; read it with 'vigil add' first"; VG_E_LIMIT. */
int vg_suggest_text(const char *text, size_t len, const char *date, const char *language,
                    const char *publisher, struct vg_arena *a, struct vg_claim **out, size_t *n,
                    const char **note, struct vg_err *err);
/* The same, a paragraph at a time: memory is that of the text and one paragraph. The
 * claims handed to `put` live until it returns; what it returns but VG_OK ends the work. */
int vg_suggest_text_each(const char *text, size_t len, const char *date, const char *language,
                         const char *publisher,
                         int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                    struct vg_err *err),
                         void *w, const char **note, struct vg_err *err);
/*
 * A program that a person names, as one more suggester: it gets the passages of the texts on
 * its standard input and answers with suggestions, one JSON object a line each (vigil-plugin(7)).
 * It is run as the user, outside the closed child: guard/plugin.h says how. Its answer is not
 * believed: each line is checked against the text, and one that lies is refused and told, the
 * rest goes on. What is taken is marked with rule "plugin:NAME/VERSION" and is a suggestion like
 * any other. When the program fails, nothing of its answer is taken.
 */
struct vg_suggester {
    const char *command; /* split into words without a shell */
    int silence_s;       /* stopped after so long without reading or printing; 0: the default */
    /* Each line that is refused, up to VG_PLUGIN_TOLD of them; may be NULL. */
    void (*refused)(void *w, const char *name, int64_t line, const char *why);
    void *w;
    char name[72]; /* set by the call, as far as it came: what it is called, */
    int64_t taken; /* how many suggestions were taken */
    int64_t lied;  /* and how many lines refused, told or not */
};

/* Ask it about every source that it has not seen in its present version (all: every one), after
 * vg_case_suggest(). What is taken stays when our own are derived anew, by vg_rebuild(), too,
 * which runs no program. VG_E_MISUSE, VG_E_ABSENT the command; VG_E_LIMIT, VG_E_FORMAT,
 * VG_E_IO the program, as vg_plugin_run(); what it answered in earlier runs is kept. */
int vg_case_suggest_by(struct vg_case *c, struct vg_suggester *s, int all, struct vg_err *err);

/* The same for a text without a case, the claims in order and alive until `put` returns. */
int vg_suggest_text_by(const struct vg_app *app, struct vg_suggester *s, const char *text,
                       size_t len, const char *date, const char *language, const char *publisher,
                       int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                  struct vg_err *err),
                       void *w, struct vg_err *err);
/* The same with everything that can be asked. `patterns` are files beside those that
 * ship (their texts live until it returns); `explain`: claims say what made them. */
struct vg_suggest_ask {
    const char *text;
    size_t len;
    const char *date, *language, *publisher; /* may be NULL */
    const struct vg_pat_text *patterns;
    size_t n_patterns;
    int explain;
};
int vg_suggest_text_with(const struct vg_suggest_ask *ask,
                         int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                    struct vg_err *err),
                         void *w, const char **note, struct vg_err *err);
/* Suggestions; source 0: of all. `open_only`: those nobody has decided. */
int vg_suggestions(struct vg_case *c, int64_t source, int open_only, struct vg_arena *a,
                   struct vg_suggestion **out, size_t *n, struct vg_err *err);
/* One of them, decided or not. VG_E_MISUSE no such id can be, VG_E_ABSENT there is none. */
int vg_suggestion_get(struct vg_case *c, const char *id, struct vg_arena *a,
                      struct vg_suggestion *out, struct vg_err *err);
/* The open ones that come after `after` (NULL: from the first; it need not be there any more)
 * in reading order, of one source or across all (0), at most `limit` and VG_MAX_PAGE. Costs as
 * much as it gives, however many there are. */
int vg_suggestions_after(struct vg_case *c, const char *after, int64_t source, size_t limit,
                         struct vg_arena *a, struct vg_suggestion **out, size_t *n,
                         struct vg_err *err);
/* Exact repeats: the other open suggestions with the same quote that say the same, in every
 * field but where it stands and whose page that is. At most VG_MAX_DECISIONS. */
int vg_suggestion_twins(struct vg_case *c, const char *id, struct vg_arena *a,
                        const char *const **out, size_t *n, struct vg_err *err);
/* A person's decision. Accepting copies the suggestion into the record as a claim
 * and sets *claim. One whose words were read in an image is VG_E_REFUSED unless `changes` says
 * {"passage":{"seen":true}}: a person has compared them with the image. `changes` (may be NULL): a
 * JSON object of fields to correct on the way. Rejecting needs a reason. VG_E_ABSENT unknown id,
 * VG_E_CONFLICT decided already: the sentence says what, by whom and when. It is looked at inside
 * the transaction that decides, so of two people who decide at once the second is told, and nothing
 * of theirs is kept. */
int vg_accept(struct vg_case *c, const char *suggestion, const char *changes, const char *because,
              int64_t *claim, struct vg_err *err);
int vg_reject(struct vg_case *c, const char *suggestion, const char *because, struct vg_err *err);
/* The same for up to VG_MAX_DECISIONS at once, all or none. An accepted one is an entry of its
 * own, and *claims has their numbers in order; rejections are one entry together. */
int vg_accept_many(struct vg_case *c, const char *const *suggestions, size_t n, const char *because,
                   struct vg_arena *a, int64_t **claims, struct vg_err *err);
int vg_reject_many(struct vg_case *c, const char *const *suggestions, size_t n, const char *because,
                   struct vg_err *err);
/* Take a decision back: a claim that was accepted is withdrawn, and the suggestion is open
 * again. Decision and undoing both stay in the record. Needs a reason. VG_E_ABSENT no such
 * suggestion, VG_E_CONFLICT nobody has decided it. */
int vg_review_undo(struct vg_case *c, const char *suggestion, const char *because,
                   struct vg_err *err);
/*
 * Where a review stands that goes through the open ones in reading order, of one source or
 * of all (0), and has come to `at` (which may have been decided meanwhile; NULL: before the
 * first). Cheap.
 */
struct vg_review_place {
    int64_t open;                /* that nobody has decided */
    int64_t before;              /* of these, those before `at` */
    int64_t all;                 /* decided or not */
    int64_t rank;                /* of `at` among all, from 1 */
    const char *previous, *next; /* the open ones beside `at`; NULL: there is none */
};
int vg_review_place(struct vg_case *c, const char *at, int64_t source, struct vg_arena *a,
                    struct vg_review_place *out, struct vg_err *err);

/* What a person decided on a suggestion. Withdrawn: a decision was taken back. */
struct vg_decision {
    const char *suggestion;
    int64_t claim; /* that was kept; 0: none */
    enum vg_claim_status status;
    const char *because; /* or NULL */
    const char *by;      /* the key, short */
    int64_t at, entry;
};
/* The latest decisions, the last first, at most `limit` and VG_MAX_PAGE. */
int vg_decisions_late(struct vg_case *c, size_t limit, struct vg_arena *a, struct vg_decision **out,
                      size_t *n, struct vg_err *err);
/* Take a kept claim back, or say that it cannot be resolved; it stays in the record. */
int vg_claim_set_status(struct vg_case *c, int64_t claim, enum vg_claim_status status,
                        const char *because, struct vg_err *err);

/* -- patterns: words and rules of a language, vigil-patterns(5) ----------------------------------
 */

struct vg_pattern_file {
    const struct vg_pat_file *file; /* lists, rules and examples */
    int of_case;                    /* 1: the case's own, kept by `entry`; 0: ships with it */
    int64_t entry;
};
/* The language of a file that is called `name`: `given` if not NULL, else the folder it
 * stands in when that looks like a code (sr of sr/number.pat), else "en". In the arena. */
const char *vg_pattern_language(const char *name, const char *given, struct vg_arena *a);
/* The files of a language (NULL: of all): the case's own first (c may be NULL). */
int vg_pattern_files(struct vg_case *c, const char *language, struct vg_arena *a,
                     struct vg_pattern_file **out, size_t *n, struct vg_err *err);
/*
 * Read files beside those that ship and those of the case (c may be NULL), and run
 * their examples. With n 0: the examples of the case's own files, or, without a case,
 * of all that ship. VG_E_FORMAT, VG_E_LIMIT "FILE:LINE: expected …". Examples that do
 * not hold are results, not failures.
 */
int vg_pattern_try(struct vg_case *c, const struct vg_pat_text *texts, size_t n, struct vg_arena *a,
                   struct vg_pat_result **out, size_t *n_out, struct vg_err *err);
/*
 * Keep files as the case's own, all or none, under one entry. A file of the same
 * language and name is replaced, by an empty one taken out of use. *entry is -1 when the
 * case has all of them like that already. VG_E_NOT_HELD when an example does not hold;
 * else as vg_pattern_try().
 */
int vg_pattern_add(struct vg_case *c, const struct vg_pat_text *texts, size_t n, int64_t *entry,
                   struct vg_err *err);

/* -- claims -------------------------------------------------------------------------------------
 */

/*
 * Write a claim by hand. The passage needs source and either start and end, or a
 * quote that occurs once in the text. `replaces` makes it a correction. *id is set.
 * VG_E_REFUSED "no passage: give --source and --quote …"; VG_E_FORMAT with the field's name.
 */
int vg_claim_add(struct vg_case *c, const struct vg_claim *claim,
                 const struct vg_claim_names *names, int dry_run, int64_t *id, struct vg_err *err);
/*
 * A new claim in the place of `id`: what `changes` (as for vg_accept(); NULL: nothing) says, and
 * else what the old one does. That a person compared the words with the image they were read in
 * holds on only for the same words and the same number; otherwise the changes have to say so
 * anew, as {"passage":{"seen":true}}. VG_E_REFUSED where they do not, and as vg_claim_add().
 */
int vg_claim_correct(struct vg_case *c, int64_t id, const char *changes, int64_t *made,
                     struct vg_err *err);
int vg_reply_add(struct vg_case *c, const struct vg_reply *reply, int64_t *id, struct vg_err *err);
int vg_standing_add(struct vg_case *c, int64_t claim, const struct vg_standing *standing,
                    int64_t *id, struct vg_err *err);
int vg_claims(struct vg_case *c, struct vg_arena *a, struct vg_claim **out, size_t *n,
              struct vg_err *err);
/* One claim whole, as it stands now, without reading the others. VG_E_ABSENT. */
int vg_claim_get(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_claim *out,
                 struct vg_err *err);
/* Those whose passage is in a source, whatever their status, in reading order; none for a
 * source that is not there. */
int vg_claims_of_source(struct vg_case *c, int64_t source, struct vg_arena *a,
                        struct vg_claim **out, size_t *n, struct vg_err *err);

/* What happened to a claim, each under an entry of the record. */
struct vg_claim_event {
    enum vg_claim_happened {
        VG_CLAIM_KEPT = 1, /* `suggestion`: accepted from it, NULL: written by hand or imported;
                              `other`: the claim that it corrects; `words`: why */
        VG_CLAIM_DECIDED,  /* `status`; `words`: why */
        VG_CLAIM_REPLACED, /* `other` corrects it */
        VG_CLAIM_STOOD,    /* `value` by `speaker`, `date` */
        VG_CLAIM_REPLIED,  /* `question` and `value`, the response; `words` of `speaker`, `date`;
                              `other`: the claim that holds the reply */
        VG_CLAIM_READ,     /* a person has read `root`, and it says so, */
        VG_CLAIM_READ_NOT, /* or it does not */
    } what;
    int64_t entry, at; /* index in the record; when it was made, seconds UTC */
    char actor[65];    /* who made it: the key, in hex */
    enum vg_claim_status status;
    const char *suggestion, *value, *question, *speaker, *date, *words; /* or NULL */
    int64_t other, root;                                                /* or 0 */
};
/*
 * All that happened to a claim, in the order of the record: that it was kept, decided on,
 * corrected by another, what it stands as and what was replied, and the readings of its roots
 * for its family of predicates. What came with the claim has its entry. VG_E_ABSENT.
 */
int vg_claim_history(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_claim_event **out,
                     size_t *n, struct vg_err *err);

/* The roots that a claim names itself, as far as they are known without following texts. */
struct vg_claim_root {
    int64_t id;
    const char *name, *what, *speaker, *corrected;
    int64_t held; /* the source that holds it, or 0 */
    int read;     /* a person has read there that it says so: 1; that it does not: -1 */
};
int vg_claim_roots(struct vg_case *c, const struct vg_claim *claim, struct vg_arena *a,
                   struct vg_claim_root **out, size_t *n, struct vg_err *err);

/* What a list of claims is to hold; zero and NULL ask for nothing. */
struct vg_claims_filter {
    enum vg_claim_kind kind;
    enum vg_stance stance;
    enum vg_claim_status status;
    int64_t source;      /* its passage is in it */
    const char *unit;    /* "": claims without one */
    const char *place;   /* an id: it is there, or in a place within */
    const char *speaker; /* words of anybody in the chain of attribution */
    const char *words;   /* words of quote, subject, predicate or object; as in vg_search() */
};
enum vg_claims_order {
    VG_CLAIMS_UP = 1, /* by number: as they were kept */
    VG_CLAIMS_DOWN,   /* the newest first */
    VG_CLAIMS_SOURCE, /* by source, in reading order */
    VG_CLAIMS_VALUE,  /* the largest number first; without one, last */
    VG_CLAIMS_SAID,   /* the first date in the chain of attribution, early ones first; without one,
                         last */
};
/*
 * A page of claims, whatever their status: those from `offset` on, at most `limit` and
 * VG_MAX_PAGE. `filter` may be NULL. *total is how many there are on all pages. Without a
 * filter, or with one of kind, stance, status or unit, or one source, a page costs little more
 * than reading its claims; several at once, place and words cost a look at all that the
 * narrowest of them finds. VG_E_MISUSE, VG_E_LIMIT words that are no query.
 */
int vg_claims_page(struct vg_case *c, const struct vg_claims_filter *filter,
                   enum vg_claims_order order, int64_t offset, size_t limit, struct vg_arena *a,
                   struct vg_claim **out, size_t *n, int64_t *total, struct vg_err *err);

/* Import JSON lines: claims, and objects with "type": source-note, entity, root, edge,
 * reading, reply, standing, place, list, looked, exposure, reach, question. All or nothing;
 * `dry_run` checks everything and keeps nothing.
 */
struct vg_import_report {
    int64_t lines, claims, sources, entities, roots, edges, readings, replies, standings, places,
        known;
    int64_t lists, looked, questions, exposures, reaches;
};
int vg_import(struct vg_case *c, const char *text, size_t len, int dry_run,
              struct vg_import_report *report, struct vg_err *err);

/* -- export ------------------------------------------------------------------------------------ */

struct vg_export_report {
    int64_t records, sources, attempts, pages;
    int64_t bytes;            /* handed out */
    unsigned char sha256[32]; /* of them */
};
/*
 * The whole case as a WARC 1.1 file (ISO 28500:2017), uncompressed, handed to `put` piece
 * by piece; `put` returns not 0 to stop (then VG_E_IO). The same case gives the same bytes.
 * A page is a request and a response per hop, byte for byte as they were; what came
 * otherwise is a resource; each has its record of capture as metadata, and so has each
 * attempt that failed. A page that came inside an archive is a resource with the date and address
 * that the archive states, under a warcinfo that says so, and a revisit where a page before
 * has the same bytes; the archive is a resource too. All preserved bytes are hashed again on
 * the way: VG_E_IO when they are not those that were preserved, and what was handed out by then is
 * to be thrown away. Nothing is added to the record.
 */
int vg_export_warc(struct vg_case *c, int (*put)(void *w, const void *bytes, size_t n), void *w,
                   struct vg_export_report *report, struct vg_err *err);

/*
 * The same records as a WACZ package (1.1.1): a stored ZIP of archive/data.warc.gz, a gzip member
 * for each record; indexes/index.cdx; pages/pages.jsonl; datapackage.json and its digest. "Created"
 * is when the newest entry was made, so the same case with the same texts gives the same bytes. A
 * copy of the compressed records is kept in TMPDIR meanwhile: VG_E_IO when there is no room.
 * Nothing is handed out before all preserved bytes were hashed again.
 */
struct vg_export_options {
    int text; /* the text of each page in the list of pages, besides its title */
};
int vg_export_wacz(struct vg_case *c, const struct vg_export_options *o,
                   int (*put)(void *w, const void *bytes, size_t n), void *w,
                   struct vg_export_report *report, struct vg_err *err);

/*
 * A case as FollowTheMoney (model 4.5): entities, or statements as lines of JSON or as CSV, in the
 * order of sort(1). What is protected is left out: persons, what a claim calls a victim, witness,
 * relative, private person or minor, and every text and claim that names one. Entities that have no
 * id get one first, which is an entry of the record (vg_names_found()). What was imported leaves
 * with it, as it came. The same case gives the same bytes.
 *
 * VG_FTM_RESOLVER: what people decided about names, as [target, source, judgement, score, user,
 * created_at], the oldest first; those that ended are left out.
 */
enum vg_ftm_form { VG_FTM_ENTITIES, VG_FTM_STATEMENTS, VG_FTM_CSV, VG_FTM_RESOLVER };
struct vg_ftm_report {
    int64_t statements, judgements;
    int64_t known;   /* that the case has already, or that are its own */
    int64_t persons; /* entities passed over */
};
/* `similar`: pairs that vg_names_alike() proposes, too, as Similar; nobody has decided them. */
int vg_export_ftm(struct vg_case *c, enum vg_ftm_form form, int similar, struct vg_buf *out,
                  struct vg_ftm_report *report, struct vg_err *err);

/*
 * Take in entities, statements (JSON or CSV) and lines of a resolver, told by how they look; all or
 * nothing. Statements are kept as what others say: they are no claims and count for nothing, but
 * what they name can be judged about. Persons are passed over. A line of a resolver becomes a
 * judgement between the two names; VG_E_ABSENT for ids that nothing has, VG_E_CONFLICT where the
 * case has another judgement of the two. Is this such a file? vg_is_ftm().
 */
int vg_import_ftm(struct vg_case *c, const char *text, size_t len, int dry_run,
                  struct vg_ftm_report *report, struct vg_err *err);
int vg_is_ftm(const char *text, size_t len);

/* What happened, with the fields that HURIDOCS's Events Standard Formats name, as CSV: a row for
 * each claim that an event, an act or a presence is told by. Protected claims are left out. */
int vg_export_huridocs(struct vg_case *c, struct vg_buf *out, int64_t *rows, struct vg_err *err);

/* Presences and events as GeoJSON (RFC 7946), a feature a line within one collection. A point is
 * that of the country, the finest the program has; the place stands in words as exactly as it may
 * be told. What is in no country, or withheld, has no geometry. */
int vg_export_geojson(struct vg_case *c, struct vg_buf *out, int64_t *features, struct vg_err *err);

/* -- what follows from the claims -----------------------------------------------------------------
 */

/* The view that checks, counts, roots and brief look at, as of now or of an entry
 * of the record (before_entry 0: now). Names that people judged to be one count as one; with
 * `same` of the view set to NULL names count as they stand. */
int vg_view_load(struct vg_case *c, int64_t before_entry, struct vg_arena *a, struct vg_view *out,
                 struct vg_root_graph **graph, struct vg_err *err);

/* A view that knows places and entities only: what names and labels need. Cheap. */
int vg_view_names(struct vg_case *c, struct vg_arena *a, struct vg_view *out, struct vg_err *err);

/*
 * The gaps of the named lists of a view that vg_view_load() has filled, in the order of
 * their names; `name` (may be NULL) for one of them. The checks of kind citation are run
 * for their locks. VG_E_ABSENT "there is no list …", with those there are.
 */
int vg_gaps(const struct vg_view *v, const struct vg_root_graph *g, const char *name,
            struct vg_arena *a, struct vg_gap **out, size_t *n, struct vg_err *err);

/*
 * How the record stood at the end of a day, month or year (UTC): the entry that
 * vg_view_load() takes as `before_entry`. The record is what was kept by then,
 * whatever day a claim is about. VG_E_MISUSE when it is no date, VG_E_ABSENT when the
 * record begins later.
 */
int vg_record_by(struct vg_case *c, const char *date, int64_t *before_entry, struct vg_err *err);
/* -- where texts come from ---------------------------------------------------------------- */

/* A derivation that a program proposes. Derived, never counted; a person accepts it, and it
 * becomes an edge of the record, or rejects it. */
struct vg_edge_suggestion {
    const char *id; /* "s5-s2": from, to */
    enum vg_derivation kind;
    struct vg_node from, to;
    const char *why;       /* "text", "marks", "citing", "address", "title", "quote", "pointer" */
    const char *direction; /* "date", "publisher", "part", "pointer"; "capture" and "unknown":
                              which derives from which is not known */
    int64_t shared, of_from, of_to; /* hashes (why text, quote) or marks in common, of how many */
    const char *const *marks;       /* the shared ones: "n 54 station", "d 2022-09", "p CA" */
    size_t n_marks;
    int64_t start, end;  /* where `from` shows it, bytes of its text; both 0: nowhere */
    struct vg_str quote; /* what stands there, cut at VG_EDGE_QUOTE bytes */
    const char *decided; /* "accepted", "rejected"; "follows" when edges that were kept lead from
                            one to the other already; NULL: open */
};

/*
 * Compare the sources with each other and derive suggestions, if anything came or changed
 * since the last time. A text is read once for it; a job that is stopped goes on where it
 * was. *made is how many there are. VG_E_REFUSED on a read-only case.
 */
int vg_edges_suggest(struct vg_case *c, int64_t *made, struct vg_err *err);
/* Those there are, by from, then to. `open_only`: that nobody has decided. */
int vg_edge_suggestions(struct vg_case *c, int open_only, struct vg_arena *a,
                        struct vg_edge_suggestion **out, size_t *n, struct vg_err *err);
/*
 * A person's decision, kept in the record with the passage. `id` is that of a suggestion, its
 * ends in either order: the first derives from the second. `kind` (may be NULL) is what it
 * really is. VG_E_ABSENT unknown, VG_E_CONFLICT decided already, VG_E_REFUSED when it would
 * lead back to where it began. *edge is the number of the edge.
 */
int vg_edge_accept(struct vg_case *c, const char *id, const char *kind, const char *because,
                   int64_t *edge, struct vg_err *err);
/* Needs a reason. */
int vg_edge_reject(struct vg_case *c, const char *id, const char *because, struct vg_err *err);
/* Take back an edge that was kept ("e3"); it stays in the record. Needs a reason. */
int vg_edge_withdraw(struct vg_case *c, const char *id, const char *because, struct vg_err *err);

/* A check of the case. Those that rest on suggestions too are for the eye of whoever
 * reviews: they have no id, no answer, and count for nothing. */
struct vg_case_check {
    struct vg_check check;          /* its claims: the kept ones; its answer, if it has one */
    char id[VG_CHECK_ID];           /* empty with suggestions */
    const char *const *suggestions; /* "s1.3" */
    size_t n_suggestions;
};

/* All checks in their order, with the answers that people gave; `suggestions`: also over the
 * open ones, as if they were accepted. Reads the whole case. */
int vg_case_checks(struct vg_case *c, int suggestions, struct vg_arena *a,
                   struct vg_case_check **out, size_t *n, struct vg_err *err);

/*
 * Answer a check: explained (it is so, and here is why it is no fault), accepted (it is a
 * fault, and we live with it), wrong (the check is mistaken). `id` may be cut to four
 * digits where it stays the only one. Kept in the record; stands until one of the
 * claims of the check changes. VG_E_ABSENT no such check, VG_E_MISUSE more than one,
 * another word, no reason.
 */
int vg_check_answer_add(struct vg_case *c, const char *id, const char *as, const char *because,
                        struct vg_err *err);

/* How many entries the record has: for vg_check_news(). */
int64_t vg_case_entries(struct vg_case *c);

/*
 * The errors and warnings that there are now and were not when the record had `since`
 * entries, less those whose answer stands: what was done in between made them. What the
 * case has now is remembered for the next time, in a derived table; without it, or when
 * others were at work in between, the case is checked as of then too. Costs checking the
 * whole case once, or twice.
 */
int vg_check_news(struct vg_case *c, int64_t since, struct vg_arena *a, struct vg_check **out,
                  size_t *n, struct vg_err *err);

/*
 * Questions: those that come with the program, in the order of their list, then those saved
 * with the case, by name. vg_question_get: VG_E_ABSENT with what lists them.
 */
int vg_questions(struct vg_case *c, struct vg_arena *a, struct vg_question **out, size_t *n,
                 struct vg_err *err);
int vg_question_get(struct vg_case *c, const char *name, struct vg_arena *a,
                    struct vg_question *out, struct vg_err *err);
/* Save one with the case; of one name the latest holds. *known is set when it is there
 * already, word for word. VG_E_CONFLICT for the name of one that comes with the program. */
int vg_question_save(struct vg_case *c, const struct vg_question *q, int *known,
                     struct vg_err *err);
/* Answer one (ask/ask.h) of the case as known by a day (`as_of`), of the record as it stood
 * before an entry (0: now). The view that the answer points into is set too. */
int vg_case_ask(struct vg_case *c, const struct vg_question *q, int64_t before_entry,
                const char *as_of, const char *language, struct vg_arena *a, struct vg_view *view,
                struct vg_answer *out, struct vg_err *err);

struct vg_brief_options {
    const char *language; /* "en", "zh" */
    const char *title, *asked;
    const char *unit; /* headline unit; NULL: each unit that has a figure */
    const char *as_of;
    int64_t max_claims;   /* with full evidence, long lists cut too; 0: everything */
    const char *audience; /* "public", "partner", "internal", or NULL. The page says for whom it
                             is; what is protected is left out for all of them alike */
    unsigned without;     /* VG_PART_…: sections to leave out; the page says which */
};
int vg_case_brief(struct vg_case *c, const struct vg_brief_options *o, struct vg_buf *out,
                  struct vg_err *err);

/*
 * Publish a brief: make it, and keep the page to the byte and all rows of its tables of
 * figures under one entry of kind export. What was published stays as it is, whatever is
 * decided later. *id is the number of the edition, "b1". Refused as vg_brief_write();
 * VG_E_MISUSE for an audience that is none.
 */
int vg_brief_publish(struct vg_case *c, const struct vg_brief_options *o, int64_t *id,
                     struct vg_err *err);

struct vg_edition {
    int64_t id, entry;
    const char *language, *title;
    const char *asked, *unit, *as_of; /* or NULL */
    int64_t max_claims;
    const char *made_at;            /* RFC 3339, UTC */
    const char *audience, *without; /* or NULL */
    int64_t entries;                /* of the record, as the page states it */
    int64_t claims;                 /* kept in the case then */
    int64_t figures;                /* rows */
    int64_t bytes;                  /* of the page */
    char sha256[65];                /* of the page */
};
/* The oldest first. */
int vg_editions(struct vg_case *c, struct vg_arena *a, struct vg_edition **out, size_t *n,
                struct vg_err *err);
/* The page as it was published, hashed again: VG_E_IO when it is not what was kept,
 * VG_E_ABSENT "there is no edition b9". */
int vg_edition_html(struct vg_case *c, int64_t id, struct vg_buf *out, struct vg_err *err);

/* A figure of an edition: of its claims only the ids, as "3 17". */
struct vg_edition_figure {
    const char *heading, *unit;
    const char *definition, *place, *level, *by, *period_from, *period_to; /* or NULL */
    unsigned has;                                                          /* VG_FIGURE_… */
    int64_t low, best, high;
    int64_t roots_named, roots_read;
    const char *refusal; /* or NULL */
    const char *claims;
};
enum vg_edition_change {
    VG_EDITION_SAME,
    VG_EDITION_ADDED,
    VG_EDITION_CHANGED,
    VG_EDITION_WITHDRAWN
};
const char *vg_edition_change_word(enum vg_edition_change v); /* same added changed withdrawn */
struct vg_edition_row {
    enum vg_edition_change change;
    const struct vg_edition_figure *before, *after; /* NULL: not in that edition */
    int values, evidence; /* of one that is changed: the number or its refusal is another; the
                             claims or roots it rests on are others */
};
int vg_edition_figures(struct vg_case *c, int64_t id, struct vg_arena *a,
                       struct vg_edition_figure **out, size_t *n, struct vg_err *err);
/*
 * What became of the figures of edition `from` in edition `to`: those of `to` in the order
 * of its page, then those that it has no more. Figures are one when unit, definition,
 * place, level, agency or programme and period agree, under whatever heading; of two alike in one
 * edition the first is taken. Compares what was kept, so an edition limited to one unit has
 * withdrawn the others.
 */
int vg_editions_compare(struct vg_case *c, int64_t from, int64_t to, struct vg_arena *a,
                        struct vg_edition_row **out, size_t *n, struct vg_err *err);

/* -- names of one thing --------------------------------------------------------------------- */

/*
 * A name is what claims that stand call a thing by: the id of an entity ("org:fuzhou-psb"), or
 * words, as a subject or an object that is no place and no claim, or as a speaker. Entities that
 * no claim uses are names too. Persons are not: ids that begin with "person:", words that hold
 * the name of such an id, and what a claim calls a victim, witness, relative, private person or
 * minor are in no list and cannot be judged.
 */
enum vg_name_role { VG_NAMED_SUBJECT = 1, VG_NAMED_OBJECT = 2, VG_NAMED_SPEAKER = 4 };

enum vg_name_verdict { VG_NAMES_SAME = 1, VG_NAMES_DIFFERENT, VG_NAMES_UNSURE };
const char *vg_name_verdict_word(enum vg_name_verdict v); /* same different unsure */
int vg_name_verdict_read(const char *w, enum vg_name_verdict *out, struct vg_err *err);

/* What a person decided about two names. Kept; ended by a later one or by a withdrawal, and
 * still there. */
struct vg_judgement {
    int64_t id, entry; /* jN */
    const char *left, *right;
    enum vg_name_verdict verdict;
    const char *because;
    const char *by; /* who: key id, short */
    int64_t at;
    int64_t supersedes; /* the one that it took the place of, or 0 */
    int64_t ended_by;   /* row of the record that ended it, or 0: it stands */
    int is_withdrawn;   /* ended by a withdrawal, and not by another judgement */
    const char *ended_because, *ended_who;
    int64_t ended_at;
};

struct vg_named {
    const char *name; /* as claims have it */
    const char *key;  /* for addresses and for typing: the id, or "w" and 16 digits for words */
    const char
        *kind; /* "org", "prog", "presence", "doc" …: what stands before the colon; or NULL */
    const char *en, *zh, *level; /* of an entity; each may be NULL */
    const char *parent;          /* id, or NULL */
    const char *const *parts;    /* ids of the entities whose parent it is */
    size_t n_parts;
    unsigned roles;        /* enum vg_name_role */
    const int64_t *claims; /* that use it and stand, ascending */
    size_t n_claims;
    const int64_t *sources; /* where their passages are, ascending */
    size_t n_sources;
    const int64_t *judgements; /* about it, those that ended too, ascending */
    size_t n_judgements;
    const char *const *same; /* names that judgements make one, itself among them; or none */
    size_t n_same;
    int is_disputed;    /* a judgement says that two of these are different things */
    const char *id;     /* given to this name once and kept, "vgl-" and 32 digits; NULL: none yet */
    int64_t founded;    /* which of all it was; 0: none yet */
    const char *entity; /* of the thing: the oldest id of `same`, the others lead there; or NULL */
};

/* Two names that are one by a chain of judgements, and different by another. */
struct vg_name_conflict {
    int64_t judgement;    /* the one that says different */
    const int64_t *chain; /* the fewest that say same, from its left to its right */
    size_t n_chain;
};

struct vg_names {
    const struct vg_named *list; /* entities by id, then words, by bytes */
    size_t n;
    const struct vg_judgement *judgements; /* ascending, those that ended too */
    size_t n_judgements;
    const struct vg_name_conflict *conflicts;
    size_t n_conflicts;
    const struct vg_table *known; /* names and keys, to the place in the list */
};

/*
 * All names with what is known and decided about them. Which names are one follows from the
 * judgements that stand, each time anew. Counts take them as one unless names are to count as they
 * stand; roots and checks go on by the names that the claims have. Reads every claim.
 */
int vg_names_load(struct vg_case *c, struct vg_arena *a, struct vg_names *out, struct vg_err *err);
/* By name, key or id; else the one entity whose English or Chinese name it is, however it is
 * written. VG_E_ABSENT; VG_E_MISUSE when several are called so. */
int vg_names_find(const struct vg_names *names, const char *typed, const struct vg_named **out,
                  struct vg_err *err);
const struct vg_judgement *vg_names_judgement(const struct vg_names *names,
                                              int64_t id); /* or NULL */

/* How the passages of its claims write an entity, where that differs from its two names by
 * letters, script form or width; the language as of the claim, or NULL. */
struct vg_name_form {
    const char *text, *language;
    int64_t claim; /* the first that has it */
};
int vg_name_forms(struct vg_case *c, const struct vg_named *name, struct vg_arena *a,
                  struct vg_name_form **out, size_t *n, struct vg_err *err);

/*
 * Pairs of names that nobody has judged about and that may be one, the likeliest first, each with
 * the evidence for and against (resolve/score.h). A program's proposal: it is not kept and moves
 * nothing. Names of one set, a thing and its part, and things of two kinds are no pairs.
 */
struct vg_pair_seen {
    const char *what;   /* the feature: "definition", "together", "phone" … */
    int64_t source;     /* 0: it was imported, and stands in no text */
    int64_t start, end; /* bytes of its text */
    const char *quote;  /* the first of them; NULL with source 0 */
};
struct vg_name_pair {
    const struct vg_named *left, *right; /* point into the names */
    struct vg_score score;
    const struct vg_pair_seen *seen; /* where texts of the case tell of the two */
    size_t n_seen;
};
/* Of at most VG_ALIKE_MATCHED names each is looked for among all others (resolve/match.h); of more,
 * pairs are those that share a key, so that the work grows with the pairs. */
enum { VG_ALIKE_MATCHED = 3000 };
struct vg_alike_told {
    size_t compared; /* names */
    int by_keys;
    uint64_t common;     /* by keys: those that too many names have to be evidence */
    uint64_t candidates; /* by keys: pairs that share one */
};
/* `told` may be NULL. */
void vg_names_alike(const struct vg_names *names, struct vg_arena *a, struct vg_name_pair **out,
                    size_t *n, struct vg_alike_told *told);
/*
 * The same with what the case knows besides the names (resolve/about.h): definitions in its texts,
 * telephones, houses and numbers of registers beside a name, where and when something was, names
 * told of together. So a pair that shares no word may be among them, and one that is called alike
 * may not. Looks through the texts of the case, at most VG_MAX_ABOUT_TEXT of them; names of persons
 * and what stands beside them are left out. Computed anew each time, and kept nowhere.
 */
int vg_names_alike_known(struct vg_case *c, const struct vg_names *names, struct vg_arena *a,
                         struct vg_name_pair **out, size_t *n, struct vg_alike_told *told,
                         struct vg_err *err);

/*
 * The names of the case that may be what `typed` is: a name of the case, its key or its id, or any
 * words at all ("have we met this?"). In a case of at most VG_ALIKE_MATCHED names all of them are
 * compared. In a larger one they are found by the keys that the case keeps of its names, so that
 * the cost does not grow with it: at most 12 probes of an index for one text (an entity has two),
 * of each the names if at most VG_ALIKE_GROUP have the key, else the key is too common to be
 * evidence and counted in `common`; the VG_ALIKE_SCORED that share most keys are scored. A name
 * that shares no key is then not found. Where another program made the keys, and nobody
 * has opened the case for writing since, all names are compared as claims have them
 * (`is_behind`).
 *
 * Listed are the best `top` that may be the same, then those that a suggestion ties to it
 * ("part-of", "set-up-by"): `different` by verdict. Judgements of people are told beside, and
 * change no score. VG_E_REFUSED for a person's name; VG_E_MISUSE without a letter or digit.
 */
/* More names may share a key here than where pairs are made of them (VG_CANDIDATE_GROUP): what a
 * group costs one name grows with it, and not with its square. */
enum { VG_ALIKE_GROUP = 100, VG_ALIKE_SCORED = 200 };

struct vg_name_neighbour {
    struct vg_named name; /* name, key, kind, en, zh, parent; the rest is not set */
    struct vg_score score;
    int64_t judgement; /* on this name and the one asked for, that stands; 0: none */
    enum vg_name_verdict judged;
    int is_one; /* by judgements of people, this one or others */
};

struct vg_name_near {
    struct vg_named asked; /* as above; words that the case does not have: name and key only */
    int is_known;          /* it is a name of the case */
    int was_cut;           /* only the first 1,024 bytes were looked at */
    const struct vg_name_neighbour *list;
    size_t n;
    int by_keys, is_behind;
    unsigned probes, common; /* by keys: asked for; those of them that were too common */
    size_t candidates;       /* by keys: names that share one */
    size_t scored;
};
int vg_names_near(struct vg_case *c, const char *typed, size_t top, struct vg_arena *a,
                  struct vg_name_near *out, struct vg_err *err);

/*
 * Give an id to every entity of the case that has none. Judging gives one to both names; this is
 * for whoever needs them all, as an export does. *made is how many; none, and the record gains no
 * entry. VG_E_REFUSED when some lack one and the case cannot be written.
 */
int vg_names_found(struct vg_case *c, int64_t *made, struct vg_err *err);

/*
 * May exact rules make names one where nobody judged? Off until a person switches it on, with a
 * reason, kept in the record; it changes only what is counted loosely.
 */
struct vg_exact_rules {
    int on;
    const char *because; /* NULL: nobody has decided it */
    int64_t entry;
};
int vg_exact_rules(struct vg_case *c, struct vg_arena *a, struct vg_exact_rules *out,
                   struct vg_err *err);
int vg_exact_rules_set(struct vg_case *c, int on, const char *because, struct vg_err *err);

/*
 * Keep a judgement about two names, each found as vg_names_find() does, with the first passage
 * that has it. A pair has one judgement at a time: `instead_of` is the number of the one that
 * stands, or 0. VG_E_CONFLICT when that is not so, with what stands and who said it, so that
 * nobody's decision is overwritten unseen; VG_E_REFUSED for persons; VG_E_MISUSE without a
 * reason, or for one and the same name.
 */
int vg_judge(struct vg_case *c, const char *left, const char *right, enum vg_name_verdict verdict,
             const char *because, int64_t instead_of, int64_t *id, struct vg_err *err);
/* Take one back that stands; needs a reason. VG_E_ABSENT, VG_E_CONFLICT when it ended. */
int vg_judgement_withdraw(struct vg_case *c, int64_t id, const char *because, struct vg_err *err);

/* -- the record
 * ---------------------------------------------------------------------------------------- */

struct vg_log_row {
    int64_t index, at;
    const char *kind;
    char actor[65];
    const char *says; /* "s12 article.txt", "c17 54 station" … */
};
int vg_log(struct vg_case *c, struct vg_arena *a, struct vg_log_row **out, size_t *n,
           struct vg_err *err);
/* The rows before entry `before` (0: from the newest), newest first, at most `limit` and
 * VG_MAX_PAGE. */
int vg_log_page(struct vg_case *c, int64_t before, size_t limit, struct vg_arena *a,
                struct vg_log_row **out, size_t *n, struct vg_err *err);
/* The signed note of the newest size, made if the log has grown (needs a writable case). */
int vg_checkpoint(struct vg_case *c, struct vg_buf *out, struct vg_err *err);
/* The newest note that was made, of whatever size, as it was made; nothing is signed.
 * VG_E_ABSENT when there is none. */
int vg_checkpoint_last(struct vg_case *c, struct vg_buf *out, struct vg_err *err);
int vg_log_vkey(struct vg_case *c, struct vg_buf *out, struct vg_err *err);
int vg_log_tiles(struct vg_case *c, const char *folder, struct vg_err *err);
/* A tlog-proof of the entry that holds a thing: "s1", "c17", or a bare entry index. A case that
 * is open for reading proves it by the newest checkpoint there is. */
int vg_log_proof(struct vg_case *c, const char *id, struct vg_buf *out, struct vg_err *err);
/* "kept NAME" or "derived NAME", a line each. */
int vg_log_tables(struct vg_case *c, struct vg_buf *out, struct vg_err *err);

enum vg_verdict { VG_VERIFIED = 1, VG_VERIFIED_UNTIMED, VG_INCOMPLETE, VG_FAILED };
const char *vg_verdict_word(enum vg_verdict v);

struct vg_verify_report {
    enum vg_verdict verdict;
    int64_t entries, blobs, bytes, checkpoints;
    const char *const *findings; /* what is wrong or missing, with place; empty when it holds */
    size_t n_findings;
    const char *const *not_proved;
    size_t n_not_proved;
    const char *origin, *root_hex;
};
/* A case file, or a folder of tiles with its verifier key. Needs no home, network
 * or writable disk. Fails only when the thing is neither or cannot be read. */
int vg_verify(const struct vg_app *app, const char *path, const char *vkey, int log_only,
              struct vg_arena *a, struct vg_verify_report *out, struct vg_err *err);

/* -- care
 * --------------------------------------------------------------------------------------------------
 */

/* Empty every derived table and derive it anew. */
int vg_rebuild(struct vg_case *c, struct vg_err *err);

struct vg_doctor_line {
    int ok; /* 1 fine, 0 a remark, -1 a fault */
    const char *what, *says;
};
/* The installation, and the case if `path` is not NULL. */
int vg_doctor(const struct vg_app *app, const char *path, struct vg_arena *a,
              struct vg_doctor_line **out, size_t *n, struct vg_err *err);

/* -- estimates without a case ------------------------------------------------------------ */

/* Files of one estimate; "-" is standard input. NULL where there is none. */
struct vg_estimate_files {
    const char *table; /* a capture table, or that of the model (estimate/coverage.h and others) */
    const char *lists; /* where the lists come from (estimate/lists.h) */
    const char *strict, *loose; /* the table under other resolutions of names */
};

/*
 * Read the files and estimate, or refuse: a refusal is VG_OK with its reasons. Of `ask` the texts
 * are set here, the rest by the caller. Everything in *out lives in the arena.
 *   VG_E_ABSENT, VG_E_IO  a file cannot be read
 *   VG_E_MISUSE           it is malformed (its name and line are in the sentence), or options do
 *                         not go together
 */
int vg_estimate_of_files(const struct vg_estimate_files *files, struct vg_estimate_ask *ask,
                         struct vg_arena *a, struct vg_estimate *out, struct vg_err *err);

/* Every log-linear model of the table, one after another; what `each` returns ends it. */
int vg_estimate_models_of_file(const char *table, struct vg_estimate_ask *ask, vg_space_each *each,
                               void *ctx, struct vg_arena *a, struct vg_err *err);
/* -- names compared without a case (man 7 vigil-resolve) --------------------------------------- */

/* One row of a table of pairs. `row` counts from 1, the header aside. */
struct vg_resolve_pair {
    int64_t row;
    int was_cut; /* a name was longer than is compared */
    struct vg_score score;
};

/*
 * Score each row of a CSV file ("-" is standard input) with the columns left and right, and
 * optionally left_lang, right_lang and schema. `each` is called in order; not 0 ends the work.
 * VG_E_FORMAT says file and line; rows before it have been given already. VG_E_LIMIT: larger than
 * VG_MAX_RESOLVE_FILE.
 */
int vg_resolve_pairs(const char *path, int (*each)(void *w, const struct vg_resolve_pair *p),
                     void *w, struct vg_err *err);

/* What was found for one thing of a list: candidates, best first; ids[found[i].entity] is whose. */
struct vg_resolve_match {
    struct vg_str id;
    const struct vg_match_found *found;
    size_t n;
    const struct vg_str *ids;
};

/*
 * Both files have the columns id and name, and optionally lang, schema, country (ISO 3166 of two
 * letters; several with a sign between) and any number of columns whose name begins with alias.
 * `each` is called for each row of `queries`, in order. VG_E_FORMAT as above, and where an id
 * stands twice. VG_E_MISUSE: `top` is no number from 1 to VG_MAX_RESOLVE_TOP.
 */
int vg_resolve_match(const char *queries, const char *against, size_t top,
                     int (*each)(void *w, const struct vg_resolve_match *m), void *w,
                     struct vg_err *err);
/* -- records linked without a case (man 7 vigil-resolve) ------------------------------------------
 */

/*
 * Read tables and what to compare (resolve/records.h), "-" is standard input once, and learn the
 * weights. Then vg_records_each(), vg_records_clusters() and vg_records_overlaps() answer. All in
 * the arena. VG_E_ABSENT, VG_E_IO a file; VG_E_FORMAT with file and line; VG_E_LIMIT.
 */
int vg_resolve_records(const char *const *paths, size_t n, const char *config, struct vg_arena *a,
                       struct vg_records *out, struct vg_err *err);

/* Read a table of levels and fit lambda, m and u to it (resolve/em.h). */
int vg_resolve_em(const char *path, struct vg_arena *a, struct vg_em_file *out,
                  struct vg_em_model *model, struct vg_err *err);

/* -- estimates of a case ------------------------------------------------------------------- */

/* What a case cannot say itself; zeros and NULL are what is known then. */
struct vg_estimate_with {
    const char *exposure;            /* file of denominators (estimate/of_case.h), or NULL */
    double detection_a, detection_b; /* Beta of how well a search finds what is there */
    uint64_t seed;
    unsigned workers;
    int waits;   /* run nothing that takes long; see vg_estimate_of_case() */
    int forgets; /* make everything anew, and keep nothing */
};

/*
 * What the case has not found, by name, by place, as a bound, or the refusal: out of a view that
 * vg_view_load() has filled. Without a file, the table of denominators that the case keeps is
 * taken, as far as its places may be ranked.
 *
 * Each part is kept, as derived data, under a key of everything that went into it
 * (estimate/of_case.h), so that methods that take seconds are run once, whoever asks; what is kept
 * under a key that no longer fits is removed. A case that cannot be written, or that somebody else
 * is writing, gets its estimate all the same. With `waits`, a part that would take long and is not
 * kept comes back as being made (e->is_waiting), with what was said before it; the next call
 * without `waits` makes it. Everything in *out lives in the arena.
 *   VG_E_ABSENT, VG_E_IO, VG_E_MISUSE  the file of denominators, as vg_estimate_of_files()
 *   VG_E_INTERRUPTED                   the app was told to stop
 */
int vg_estimate_of_case(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                        const struct vg_estimate_with *with, struct vg_arena *a,
                        struct vg_estimate_case *out, struct vg_err *err);

/* A table of denominators, as a person keeps it. */
struct vg_exposure_ask {
    const char *file; /* CSV with the columns place, exposure and source; NULL takes it back */
    const char *what, *source, *because; /* claim/exposures.h; `because` is needed */
};
/*
 * Keep it as the one that holds; *known: it is that already. VG_E_MISUSE names file and line,
 * VG_E_FORMAT a place that may not be ranked; VG_E_LIMIT above VG_MAX_EXPOSURES.
 */
int vg_exposure_keep(struct vg_case *c, const struct vg_exposure_ask *ask, int *known,
                     struct vg_err *err);

/* One that is kept, in the order in which they were made. */
struct vg_estimate_kept {
    const char *key, *id; /* what it is kept under, what a brief cites */
    const char *asked;    /* seed, detection and file of denominators, in words */
    const char *part;     /* "gap decree", "exposure", "saturation", "lists" */
    int64_t entries;      /* of the record, when it was made */
    const char *verdict;
    const char *en, *zh; /* its sentence */
    const char *result;  /* JSON, shape "estimate-case/1" */
};
int vg_estimates_kept(struct vg_case *c, struct vg_arena *a, struct vg_estimate_kept **out,
                      size_t *n, struct vg_err *err);

/* Make anew what is kept, without looking at it, and compare. */
struct vg_estimates_tried {
    size_t kept, current, differ; /* how many; of the case as it is; of these not as made anew */
    const char *first;            /* id of one that differs */
};
int vg_estimates_try(struct vg_case *c, struct vg_arena *a, struct vg_estimates_tried *out,
                     struct vg_err *err);

#endif
