/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * multipart/form-data (RFC 7578) is read in a window: what has arrived and is not
 * understood yet. Inside a part everything but the last bytes, which may begin a
 * delimiter, is handed on at once, so the window stays as small as the pieces that come.
 * Names of fields and files are decoded as the WHATWG form rules encode them (%22, %0D, %0A);
 * \" and \\ too, which other programs write.
 */
#include "web/http_body.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
    BOUNDARY_MAX = 70,         /* RFC 2046, 5.1.1 */
    PART_HEAD_MAX = 16 * 1024, /* names of VG_MAX_NAME, escaped */
    FRAME = 64 * 1024, /* of a multipart body that is neither fields nor files: delimiters */
};

enum where { FORM, RAW, AT_DELIMITER, AFTER_DELIMITER, PART_HEAD, PART_FIELD, PART_FILE, OVER };

struct vg_http_body {
    struct vg_arena *a;
    const char *spool;
    enum where where;
    int64_t body_left, file_left;     /* bytes that may still come */
    struct vg_buf window;             /* the whole form, or what is not understood yet */
    char delimiter[BOUNDARY_MAX + 8]; /* "\r\n--" and the boundary */
    size_t delimiter_len;
    struct vg_http_field *form;
    size_t n_form, form_room;
    struct vg_http_file *files;
    size_t n_files, files_room;
    struct vg_buf value; /* of the field that is being read */
    const char *name;
};

/* -- files ------------------------------------------------------------------------------ */

static int disk_status(void)
{
    if (errno == ENOSPC || errno == EDQUOT)
        return 507;
    return errno == EMFILE || errno == ENFILE ? 503 : 500;
}

static int begin_file(struct vg_http_body *b, const char *field, const char *name)
{
    struct vg_http_file *f;
    int fd;

    if (b->n_files == VG_HTTP_FILES)
        return 413;
    fd = vg_map_spool(b->spool);
    if (fd < 0)
        return disk_status();
    b->files = vg_grow(b->a, b->files, b->n_files, &b->files_room);
    f = &b->files[b->n_files++];
    *f = (struct vg_http_file){.field = field, .name = name, .fd = fd};
    return 0;
}

static int put_file(struct vg_http_body *b, const char *p, size_t n)
{
    struct vg_http_file *f = &b->files[b->n_files - 1];

    if (n == 0)
        return 0;
    if ((int64_t)n > b->file_left)
        return 413;
    b->file_left -= (int64_t)n;
    f->size += (int64_t)n;
    return vg_write_all(f->fd, p, n, NULL) == VG_OK ? 0 : disk_status();
}

/* A file input left empty sends a part with no name and no bytes. */
static int end_file(struct vg_http_body *b)
{
    struct vg_http_file *f = &b->files[b->n_files - 1];

    if (*f->name == '\0' && f->size == 0) {
        (void)close(f->fd);
        b->n_files--;
        return 0;
    }
    return lseek(f->fd, 0, SEEK_SET) == 0 ? 0 : 500;
}

/* -- fields ----------------------------------------------------------------------------- */

static int put_field(struct vg_http_body *b, const char *p, size_t n)
{
    if ((int64_t)n > b->body_left)
        return 413;
    b->body_left -= (int64_t)n;
    vg_put(&b->value, p, n);
    return 0;
}

static int end_field(struct vg_http_body *b)
{
    size_t n = b->value.len;

    if (n > 0 && (memchr(b->value.p, '\0', n) != NULL || vg_utf8_bad(b->value.p, n) != n))
        return 400;
    if (b->n_form == VG_HTTP_FORM_FIELDS)
        return 413;
    b->form = vg_grow(b->a, b->form, b->n_form, &b->form_room);
    b->form[b->n_form++] =
        (struct vg_http_field){.name = b->name, .value = vg_copy(b->a, b->value.p, n)};
    vg_buf_clear(&b->value);
    return 0;
}

/* -- parameters of a header: ; name="value" ---------------------------------------------- */

static size_t blanks(const char *p)
{
    return strspn(p, " \t");
}

/* A quoted value at *at (behind its first "), into `out`; 0 when it does not end. */
static int read_quoted(const char **at, struct vg_buf *out)
{
    const char *p = *at;

    for (; *p != '"'; p++) {
        if (*p == '\0')
            return 0;
        /* A browser leaves a backslash alone: x\" at the end is a name that ends with one. */
        if (*p == '\\' && (p[1] == '\\' || (p[1] == '"' && strchr(p + 2, '"') != NULL)))
            p++;
        else if (strncmp(p, "%22", 3) == 0 || strncasecmp(p, "%0d", 3) == 0 ||
                 strncasecmp(p, "%0a", 3) == 0) {
            vg_putc(out, p[1] == '2' ? '"' : p[2] == 'd' || p[2] == 'D' ? '\r' : '\n');
            p += 2;
            continue;
        }
        vg_putc(out, *p);
    }
    *at = p + 1;
    return 1;
}

/* The parameter `name` of the header value `p`: its value in the arena, NULL when it has
 * none; *bad is set when the value is not as it should be. */
static const char *parameter(const char *p, const char *name, struct vg_arena *a, int *bad)
{
    const char *found = NULL;

    for (p += strcspn(p, ";"); *p == ';';) {
        VG_SCOPED_BUF value = {0};
        size_t n;
        const char *word;

        p++;
        p += blanks(p);
        word = p;
        n = strcspn(p, "=; \t");
        p += n;
        if (n == 0 && *p == '\0')
            break; /* a last semicolon */
        if (*p != '=') {
            *bad = 1;
            return NULL;
        }
        p++;
        if (*p == '"') {
            p++;
            if (!read_quoted(&p, &value)) {
                *bad = 1;
                return NULL;
            }
        } else {
            size_t len = strcspn(p, "; \t");

            vg_put(&value, p, len);
            p += len;
        }
        p += blanks(p);
        if (n == strlen(name) && strncasecmp(word, name, n) == 0) {
            *bad |= found != NULL; /* twice: which one is meant? */
            found = vg_copy(a, value.p, value.len);
        }
    }
    *bad |= *p != '\0' && *p != ';';
    return found;
}

static int is_type(const char *value, const char *type)
{
    size_t n = strlen(type);

    return strncasecmp(value, type, n) == 0 &&
           (value[n] == '\0' || value[n] == ';' || value[n] == ' ');
}

/* -- multipart ------------------------------------------------------------------------------ */

/* One header line of a part. */
static int read_part_line(struct vg_http_body *b, const char *line, const char **name,
                          const char **file)
{
    int bad = 0;

    if (strncasecmp(line, "content-transfer-encoding:", 26) == 0) {
        line += 26 + blanks(line + 26);
        return strcasecmp(line, "binary") == 0 || strcasecmp(line, "8bit") == 0 ||
                       strcasecmp(line, "7bit") == 0
                   ? 0
                   : 400;
    }
    if (strncasecmp(line, "content-disposition:", 20) != 0)
        return strchr(line, ':') == NULL ? 400 : 0;
    line += 20 + blanks(line + 20);
    if (*name != NULL || !is_type(line, "form-data"))
        return 400;
    *name = parameter(line, "name", b->a, &bad);
    *file = parameter(line, "filename", b->a, &bad);
    return bad || *name == NULL ? 400 : 0;
}

/* The header of a part, without its empty line. */
static int read_part_head(struct vg_http_body *b, const char *p, size_t n)
{
    const char *name = NULL, *file = NULL, *line = vg_copy(b->a, p, n);

    if (memchr(p, '\0', n) != NULL || vg_utf8_bad(p, n) != n)
        return 400;
    while (*line != '\0') {
        size_t len = strcspn(line, "\r\n");
        const char *one = vg_copy(b->a, line, len);
        int status = read_part_line(b, one, &name, &file);

        if (status != 0)
            return status;
        if (line[len] != '\0' && strncmp(line + len, "\r\n", 2) != 0)
            return 400;
        line += len + (line[len] == '\0' ? 0 : 2);
    }
    if (name == NULL || strlen(name) > (size_t)VG_MAX_NAME ||
        (file != NULL && strlen(file) > (size_t)VG_MAX_NAME))
        return 400;
    b->body_left -= (int64_t)strlen(name);
    if (b->body_left < 0)
        return 413;
    b->name = name;
    b->where = file == NULL ? PART_FIELD : PART_FILE;
    return file == NULL ? 0 : begin_file(b, name, file);
}

/* Content of a part up to a delimiter, or up to where one may begin. */
static int read_part(struct vg_http_body *b, const char *p, size_t n, size_t *took)
{
    const char *end = memmem(p, n, b->delimiter, b->delimiter_len);
    size_t keep = b->delimiter_len - 1;
    size_t len = end != NULL ? (size_t)(end - p) : n > keep ? n - keep : 0;
    int status = b->where == PART_FILE ? put_file(b, p, len) : put_field(b, p, len);

    *took = len;
    if (status != 0 || end == NULL)
        return status;
    *took += b->delimiter_len;
    status = b->where == PART_FILE ? end_file(b) : end_field(b);
    b->where = AFTER_DELIMITER;
    return status;
}

/* One step on what has arrived; *took is 0 when more is needed. */
static int step(struct vg_http_body *b, const char *p, size_t n, size_t *took)
{
    const char *end;

    *took = 0;
    switch (b->where) {
    case AT_DELIMITER: /* the first one has no line before it */
        if (n < b->delimiter_len - 2)
            return 0;
        if (memcmp(p, b->delimiter + 2, b->delimiter_len - 2) != 0)
            return 400;
        *took = b->delimiter_len - 2;
        b->where = AFTER_DELIMITER;
        return 0;
    case AFTER_DELIMITER:
        if (n < 2)
            return 0;
        *took = 2;
        b->where = memcmp(p, "--", 2) == 0 ? OVER : PART_HEAD;
        return b->where == OVER || memcmp(p, "\r\n", 2) == 0 ? 0 : 400;
    case PART_HEAD:
        end = memmem(p, n, "\r\n\r\n", 4);
        if (end == NULL)
            return n > PART_HEAD_MAX ? 400 : 0;
        *took = (size_t)(end - p) + 4;
        return *took > PART_HEAD_MAX ? 400 : read_part_head(b, p, (size_t)(end - p));
    case PART_FIELD:
    case PART_FILE:
        return read_part(b, p, n, took);
    case OVER: /* one line end, or nothing */
        return n > 2 || memcmp(p, "\r\n", n) != 0 ? 400 : 0;
    case FORM:
    case RAW:
        break;
    }
    return 500;
}

static int put_multipart(struct vg_http_body *b, const char *p, size_t n)
{
    size_t at = 0;
    int status = 0;

    vg_put(&b->window, p, n);
    for (;;) {
        size_t took, left = b->window.len - at;
        enum where was = b->where;

        if (left == 0)
            break;
        status = step(b, b->window.p + at, left, &took);
        at += took;
        if (status != 0 || (took == 0 && was == b->where))
            break;
    }
    if (at > 0) {
        memmove(b->window.p, b->window.p + at, b->window.len - at);
        b->window.len -= at;
    }
    return status;
}

/* -- the body ---------------------------------------------------------------------------------- */

static int set_boundary(struct vg_http_body *b, const char *type)
{
    int bad = 0;
    const char *boundary = parameter(type, "boundary", b->a, &bad);
    size_t n = boundary == NULL ? 0 : strlen(boundary);

    if (bad || n == 0 || n > BOUNDARY_MAX || boundary == NULL || boundary[n - 1] == ' ')
        return 400;
    for (size_t i = 0; i < n; i++)
        if (boundary[i] < ' ' || boundary[i] > '~')
            return 400;
    b->delimiter_len = (size_t)snprintf(b->delimiter, sizeof b->delimiter, "\r\n--%s", boundary);
    b->where = AT_DELIMITER;
    return 0;
}

static int begin_raw(struct vg_http_body *b, const char *coded)
{
    const char *name = coded == NULL ? NULL : vg_http_decode(vg_str(coded), 0, b->a);

    if (name == NULL || *name == '\0' || strlen(name) > (size_t)VG_MAX_NAME)
        return 400;
    b->where = RAW;
    return begin_file(b, "", name);
}

int vg_http_body_open(const struct vg_http_head *head, int64_t body_max, int64_t file_max,
                      const char *spool, struct vg_arena *a, struct vg_http_body **out)
{
    struct vg_http_body *b = VG_NEW(a, struct vg_http_body);
    const char *type = head->ask.content_type;
    int64_t most;
    int status = 0;

    *b = (struct vg_http_body){.a = a, .spool = spool};
    b->body_left = most = body_max < VG_HTTP_FORM ? body_max : VG_HTTP_FORM;
    b->file_left = file_max;
    if (type == NULL && head->length == 0)
        type = "application/x-www-form-urlencoded";
    if (type == NULL)
        return 415;
    if (is_type(type, "multipart/form-data")) {
        /* Around each field and file there may be a header and a delimiter. */
        most += file_max > 0 ? file_max + FRAME + VG_HTTP_FORM : FRAME + VG_HTTP_FORM;
        status = set_boundary(b, type);
    } else if (is_type(type, "application/octet-stream")) {
        most = file_max;
    } else if (!is_type(type, "application/x-www-form-urlencoded")) {
        status = 415;
    }
    if (status == 0 && head->length > most)
        status = 413;
    if (status == 0 && is_type(type, "application/octet-stream"))
        status = begin_raw(b, head->file_name);
    if (status == 0)
        *out = b;
    return status;
}

int vg_http_body_put(struct vg_http_body *b, const char *p, size_t n)
{
    if (b->where == RAW)
        return put_file(b, p, n);
    if (b->where != FORM)
        return put_multipart(b, p, n);
    vg_put(&b->window, p, n);
    return 0;
}

int vg_http_body_end(struct vg_http_body *b, struct vg_http_ask *ask)
{
    int status = 0;

    if (b->where == FORM) {
        status = vg_http_fields(vg_buf_str(&b->window), VG_HTTP_FORM_FIELDS, b->a, &ask->form,
                                &ask->n_form);
    } else if (b->where == RAW) {
        status = end_file(b);
    } else if (b->where != OVER) {
        status = 400; /* it breaks off */
    }
    if (status != 0)
        return status;
    if (b->where != FORM) {
        ask->form = b->form;
        ask->n_form = b->n_form;
    }
    ask->files = b->files;
    ask->n_files = b->n_files;
    return 0;
}

void vg_http_body_close(struct vg_http_body *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->n_files; i++)
        (void)close(b->files[i].fd);
    b->n_files = 0;
    vg_buf_end(&b->window);
    vg_buf_end(&b->value);
}
