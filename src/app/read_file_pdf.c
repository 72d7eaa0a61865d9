/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/read_file_pdf.h"

#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/clock.h"
#include "base/limits.h"
#include "read/pdf.h"

/* Asked by the helper ten times a second: Ctrl-C, or the time of all PDFs is over. */
static int is_enough(void *w)
{
    const struct vg_read_pdfs *p = w;

    return vg_app_stopped(p->app) || (p->until != 0 && vg_ticks_ms() >= p->until);
}

/* The bytes of the PDF that the record is; empty when it is none, or was not handed over. */
static struct vg_str pdf_of(const struct vg_read_pdfs *p, const struct vg_record_read *r)
{
    struct vg_str none = {0};
    struct vg_str b =
        r->type == VG_PIECE_DOCUMENT && r->member == NULL && r->body.len == 0 ? p->file : r->body;

    return !r->has_text && b.len > 0 && vg_is_pdf(b.p, b.len) ? b : none;
}

/* A ceiling is damage of the record, with its number. */
static void add_ceiling(struct vg_record_read *r, enum vg_note_kind kind, const char *says,
                        struct vg_arena *a)
{
    struct vg_read_note *list;

    r->unread = says;
    r->damage_total++;
    if (r->damage_count >= VG_MAX_DAMAGE)
        return;
    list = VG_NEW_ARRAY(a, struct vg_read_note, r->damage_count + 1);
    if (r->damage_count > 0)
        memcpy(list, r->damage, r->damage_count * sizeof *list);
    list[r->damage_count++] = (struct vg_read_note){kind, r->offset, r->length, vg_str(says)};
    r->damage = list;
}

static void leave_for_number(struct vg_read_pdfs *p, struct vg_record_read *r, struct vg_arena *a)
{
    p->damage++;
    add_ceiling(r, VG_NOTE_SIZE_EXCEEDED,
                vg_print(a,
                         "PDF: %d of this archive were read before it, the most in one run; a case "
                         "that the archive is added to reads them all",
                         VG_MAX_ARCHIVE_PDFS),
                a);
}

static void leave_for_time(struct vg_read_pdfs *p, struct vg_record_read *r, struct vg_arena *a)
{
    p->damage++;
    add_ceiling(r, VG_NOTE_TIME_EXCEEDED,
                vg_print(a,
                         "PDF: those of this archive took %d s, the most in one run; a case that "
                         "the archive is added to reads them all",
                         VG_ARCHIVE_PDF_MS / 1000),
                a);
}

/* Run the converters; VG_E_INTERRUPTED is Ctrl-C or the end of the time. */
static int convert(struct vg_read_pdfs *p, struct vg_str bytes, struct vg_record_read *r,
                   struct vg_arena *a, struct vg_err *why)
{
    struct vg_read_outside how = {.is_weak = p->app->weak_box, .stop = is_enough, .stop_w = p};
    struct vg_read_input in = {.bytes = bytes.p, .len = bytes.len};
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    int rc = vg_read_pdf(&in, &how, &message, why);

    if (rc == VG_OK)
        rc = vg_text_read(message.p, message.len, a, &r->text, why);
    if (rc != VG_OK)
        return rc;
    r->has_text = 1;
    r->unread = NULL;
    p->damage += r->text.damage_count;
    p->odd += r->text.odd_count;
    return VG_OK;
}

int vg_read_pdfs_take(struct vg_read_pdfs *p, struct vg_record_read *r, struct vg_arena *a,
                      struct vg_err *err)
{
    struct vg_str bytes = pdf_of(p, r);
    int is_inside = r->body.len > 0;
    int64_t began = vg_ticks_ms();
    struct vg_err why = {0};
    int rc;

    if (bytes.len == 0)
        return VG_OK;
    if (is_inside && p->count >= VG_MAX_ARCHIVE_PDFS) {
        leave_for_number(p, r, a);
        return VG_OK;
    }
    if (is_inside && p->spent_ms >= VG_ARCHIVE_PDF_MS) {
        leave_for_time(p, r, a);
        return VG_OK;
    }
    p->until = is_inside ? began + VG_ARCHIVE_PDF_MS - p->spent_ms : 0;
    rc = convert(p, bytes, r, a, &why);
    if (is_inside) {
        p->count++;
        p->spent_ms += vg_ticks_ms() - began;
    }
    if (rc == VG_E_INTERRUPTED && !vg_app_stopped(p->app))
        leave_for_time(p, r, a);
    else if (rc == VG_E_INTERRUPTED || (rc == VG_E_REFUSED && !is_inside))
        return vg_fail(err, rc, "%s", why.text);
    else if (rc != VG_OK)
        r->unread = vg_copyz(a, why.text);
    return VG_OK;
}
