/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/answer.h"

#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "base/utf8.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { INDENT = 2, ROW_INDENT = 4, IDS_SHOWN = 8 };

int vg_answer_language(struct vg_run *r, const char **out)
{
    const char *lang = vg_run_has(r, "lang") ? vg_run_value(r, "lang") : "en";

    if (strcmp(lang, "en") != 0 && strcmp(lang, "zh") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--lang: en or zh, not '%.40s'", lang);
    *out = lang;
    return VG_OK;
}

int vg_answer_make(struct vg_run *r, const struct vg_question *q, const char *language,
                   struct vg_view *view, struct vg_answer *out)
{
    const char *as_of = vg_run_value(r, "as-of"), *recorded = vg_run_value(r, "recorded");
    int64_t before = 0;
    struct vg_date d;
    int rc = VG_OK;

    if (as_of != NULL && vg_edtf_readz(as_of, &d, r->err) != VG_OK)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--as-of: '%.40s' is no date; write it as in 2022-10-01", as_of);
    if (recorded != NULL)
        rc = vg_record_by(r->c, recorded, &before, r->err);
    if (rc != VG_OK)
        return rc;
    return vg_case_ask(r->c, q, before, as_of, language, r->a, view, out, r->err);
}

static int is_zh(const char *language)
{
    return language != NULL && strncmp(language, "zh", 2) == 0;
}

static const char *words_zh(struct vg_part_words part)
{
    const char *text = part.zh != NULL ? part.zh : part.en;

    return text != NULL ? text : "";
}

/* -- for a person ------------------------------------------------------------------------- */

static void line(struct vg_run *r, size_t indent, const struct vg_buf *text)
{
    VG_SCOPED_BUF seen = {0};

    vg_put_visible(&seen, vg_buf_str(text), 0);
    vg_putf(&r->out->b, "%*s", (int)indent, "");
    vg_wrap(&r->out->b, vg_buf_str(&seen), indent + INDENT, (size_t)r->out->columns);
    vg_putc(&r->out->b, '\n');
}

static void heading(struct vg_run *r, const char *text)
{
    vg_putc(&r->out->b, '\n');
    vg_out_styled(r->out, VG_BOLD, text);
    vg_putc(&r->out->b, '\n');
}

static struct vg_part_words end_part(struct vg_arena *a, const struct vg_figure *f, unsigned bit,
                                     int64_t n)
{
    char text[VG_SIZE_TEXT];

    if (!(f->has & bit))
        return vg_part_said(a,
                            bit == VG_FIGURE_HIGH ? VG_SAYS(ANSWER_OPEN) : VG_SAYS(ANSWER_ABSENT));
    vg_number_text(n, text);
    return vg_part(vg_copyz(a, text));
}

static const struct vg_said *roots_said(struct vg_arena *a, size_t named, size_t read)
{
    if (named == 1)
        return VG_SAID(a, ANSWER_ROOT, vg_part_number(a, (int64_t)read));
    return VG_SAID(a, ANSWER_ROOTS, vg_part_number(a, (int64_t)named),
                   vg_part_number(a, (int64_t)read));
}

static void put_figure(struct vg_run *r, struct vg_buf *b, const struct vg_figure *f,
                       const char *language)
{
    if (f->refusal != NULL)
        return; /* the refusal stands in words */
    vg_said_put(b,
                VG_SAID(r->a, ANSWER_FIGURE, end_part(r->a, f, VG_FIGURE_LOW, f->low),
                        end_part(r->a, f, VG_FIGURE_BEST, f->best),
                        end_part(r->a, f, VG_FIGURE_HIGH, f->high),
                        vg_part_term(r->a, "unit", f->unit)),
                language);
    if (f->as_of != NULL) {
        vg_puts(b, " · ");
        vg_said_put(b, VG_SAID(r->a, ANSWER_AS_OF, vg_part_date(r->a, f->as_of)), language);
    }
    vg_puts(b, " · ");
    vg_said_put(b, roots_said(r->a, f->roots_named, f->roots_read), language);
}

/* A number as a source states it, with its unit and what counts as one. */
static void put_quantity(struct vg_run *r, struct vg_buf *b, const struct vg_quantity *q,
                         const char *language)
{
    if (!is_zh(language)) {
        vg_say_quantity(b, q);
        return;
    }
    vg_puts(b, words_zh(vg_quantity_part(q, r->a)));
    if (q->unit != NULL)
        vg_putf(b, " %s", words_zh(vg_part_term(r->a, "unit", q->unit)));
    if (q->definition != NULL)
        vg_putf(b, "（%s）", q->definition);
}

static void put_ids(struct vg_run *r, struct vg_buf *b, const int64_t *ids, size_t n,
                    const char *language)
{
    VG_SCOPED_BUF shown = {0};

    vg_say_ids(&shown, 'c', ids, n < IDS_SHOWN ? n : IDS_SHOWN, IDS_SHOWN);
    if (n <= IDS_SHOWN)
        vg_put_str(b, vg_buf_str(&shown));
    else
        vg_said_put(b,
                    VG_SAID(r->a, ANSWER_MORE, vg_part(shown.p),
                            vg_part_number(r->a, (int64_t)(n - IDS_SHOWN))),
                    language);
}

static void put_dates(struct vg_buf *b, const struct vg_answer_row *row)
{
    if (row->from == NULL && row->to == NULL)
        return;
    vg_puts(b, " · ");
    if (row->from != NULL && row->to != NULL && strcmp(row->from, row->to) == 0)
        vg_puts(b, row->from);
    else
        vg_putf(b, "%s/%s", row->from == NULL ? ".." : row->from, row->to == NULL ? ".." : row->to);
}

static void put_part(struct vg_buf *b, const char *text, size_t *n)
{
    if (text == NULL || text[0] == '\0')
        return;
    vg_putf(b, "%s%s", (*n)++ == 0 ? "" : " · ", text);
}

static void show_row(struct vg_run *r, const struct vg_answer_row *row, const char *language)
{
    VG_SCOPED_BUF b = {0}, more = {0};
    size_t n = 0;

    vg_putf(&b, "%s: ", vg_ask_tag_label(row->tag, language));
    put_part(&b, row->name, &n);
    if (row->what != NULL && (row->name == NULL || strcmp(row->what, row->name) != 0))
        put_part(&b, row->what, &n);
    if (row->figure != NULL)
        put_figure(r, &more, row->figure, language);
    if (row->quantity != NULL)
        put_quantity(r, &more, row->quantity, language);
    put_part(&b, more.p, &n);
    put_part(&b, row->says, &n);
    put_dates(&b, row);
    if (row->n_claims > 0) {
        vg_puts(&b, "  [");
        put_ids(r, &b, row->claims, row->n_claims, language);
        vg_putc(&b, ']');
    }
    line(r, INDENT, &b);
    (void)vg_out_pour(r->out);
}

static void show_notes(struct vg_run *r, const char *tag, const struct vg_answer_note *list,
                       size_t n, const char *language)
{
    if (n > 0)
        heading(r, vg_ask_tag_label(tag, language));
    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_BUF b = {0};

        vg_puts(&b, list[i].text);
        if (list[i].n_claims > 0) {
            vg_puts(&b, "  [");
            put_ids(r, &b, list[i].claims, list[i].n_claims, language);
            vg_putc(&b, ']');
        }
        line(r, INDENT, &b);
    }
}

static void show_checks(struct vg_run *r, const struct vg_answer *answer, const char *language)
{
    if (answer->n_checks > 0 || answer->not_run > 0)
        heading(r, vg_ask_tag_label("checks", language));
    for (size_t i = 0; i < answer->n_checks; i++) {
        const struct vg_check *c = answer->checks[i];
        VG_SCOPED_BUF b = {0};

        vg_putf(&b, "%s, %s: %s %s  [", vg_ask_tag_label(vg_check_result_word(c->result), language),
                is_zh(language) ? vg_term_label("check-kind", vg_check_kind_word(c->kind), language)
                                : vg_check_kind_word(c->kind),
                vg_said_text(r->a, c->test_said, language),
                vg_said_text(r->a, c->says_said, language));
        put_ids(r, &b, c->claims, c->n_claims, language);
        vg_putc(&b, ']');
        if (c->answer != NULL && !c->answer->is_open)
            vg_putf(&b, " · %s: %s", c->answer->as, c->answer->because);
        line(r, INDENT, &b);
    }
    if (answer->not_run > 0) {
        VG_SCOPED_BUF b = {0};

        vg_putf(&b, "%s: %zu", vg_ask_tag_label("not-run", language), answer->not_run);
        line(r, INDENT, &b);
    }
}

static void show_roots(struct vg_run *r, const struct vg_answer *answer, const char *language)
{
    VG_SCOPED_BUF b = {0};

    if (!answer->has_roots)
        return;
    heading(r, vg_ask_tag_label("roots", language));
    vg_said_put(&b, roots_said(r->a, answer->roots_named, answer->roots_read), language);
    vg_putf(&b, " · %s: %zu", vg_ask_tag_label("apart", language), answer->roots_independent);
    line(r, INDENT, &b);
}

static void show_passages(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                          const char *language)
{
    if (answer->n_claims > 0)
        heading(r, vg_ask_tag_label("passages", language));
    for (size_t i = 0; i < answer->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(v, answer->claims[i]);

        if (c != NULL)
            vg_say_claim(r->out, vg_print(r->a, "c%" PRId64, c->id), c);
        if (!vg_out_pour(r->out))
            return;
    }
}

void vg_answer_show(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                    const char *language)
{
    vg_out_styled(r->out, VG_BOLD, vg_question_text(v, answer->question, language, r->a));
    if (answer->as_of != NULL)
        vg_putf(&r->out->b, " [%s]", answer->as_of);
    vg_putc(&r->out->b, '\n');
    show_notes(r, "refusals", answer->refusals, answer->n_refusals, language);
    for (size_t i = 0; i < answer->n_parts; i++) {
        if (answer->parts[i].n_rows > 0)
            heading(r, vg_ask_op_label(answer->parts[i].op, language));
        for (size_t k = 0; k < answer->parts[i].n_rows; k++)
            show_row(r, &answer->parts[i].rows[k], language);
    }
    show_notes(r, "remarks", answer->remarks, answer->n_remarks, language);
    show_checks(r, answer, language);
    show_notes(r, "missing", answer->missing, answer->n_missing, language);
    show_roots(r, answer, language);
    show_passages(r, v, answer, language);
}

/* -- for a program -------------------------------------------------------------------------- */

static void begin(struct vg_run *r, struct vg_json *j, const char *type)
{
    *j = (struct vg_json){.out = &r->out->b};
    vg_json_object(j);
    vg_json_kt(j, "type", type);
}

static void end(struct vg_run *r, struct vg_json *j)
{
    vg_json_end(j);
    (void)vg_run_line(r);
}

static void end_to_json(struct vg_json *j, const char *key, int has, int64_t n, unsigned scale)
{
    vg_json_key(j, key);
    if (has)
        vg_json_decimal(j, n, scale);
    else
        vg_json_null(j);
}

static void quantity_to_json(struct vg_json *j, const struct vg_quantity *q)
{
    VG_SCOPED_BUF words = {0};

    vg_json_key(j, "quantity");
    if (q == NULL) {
        vg_json_null(j);
        return;
    }
    vg_say_quantity(&words, q);
    vg_json_object(j);
    end_to_json(j, "value", (q->has & VG_HAS_VALUE) != 0, q->value, q->scale);
    end_to_json(j, "lower", (q->has & VG_HAS_LOWER) != 0, q->lower, q->scale);
    end_to_json(j, "upper", (q->has & VG_HAS_UPPER) != 0, q->upper, q->scale);
    vg_json_kt(j, "op", vg_op_word(q->op));
    vg_json_kt(j, "unit", q->unit);
    vg_json_kt(j, "definition", q->definition);
    vg_json_kt(j, "base", q->base);
    vg_json_kt(j, "per", q->per);
    vg_json_kt(j, "words", words.p);
    vg_json_end(j);
}

static void figure_to_json(struct vg_json *j, const struct vg_figure *f)
{
    vg_json_key(j, "figure");
    if (f == NULL) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    vg_json_kt(j, "unit", f->unit);
    vg_json_kt(j, "definition", f->definition);
    vg_json_kt(j, "place", f->place);
    vg_json_kt(j, "by", f->by);
    end_to_json(j, "low", (f->has & VG_FIGURE_LOW) != 0, f->low, 0);
    end_to_json(j, "best", (f->has & VG_FIGURE_BEST) != 0, f->best, 0);
    end_to_json(j, "high", (f->has & VG_FIGURE_HIGH) != 0, f->high, 0);
    vg_json_kt(j, "as_of", f->as_of);
    vg_json_ki(j, "roots_named", (int64_t)f->roots_named);
    vg_json_ki(j, "roots_read", (int64_t)f->roots_read);
    vg_json_kt(j, "refusal", f->refusal);
    vg_json_kt(j, "note", f->note);
    vg_json_end(j);
}

static void row_to_json(struct vg_run *r, const struct vg_answer_part *p, size_t number,
                        const struct vg_answer_row *row)
{
    struct vg_json j;

    begin(r, &j, "row");
    vg_json_ki(&j, "part", (int64_t)number);
    vg_json_kt(&j, "op", vg_ask_op_word(p->op));
    vg_json_kt(&j, "tag", row->tag);
    vg_json_kt(&j, "what", row->what);
    vg_json_kt(&j, "name", row->name);
    vg_json_kt(&j, "says", row->says);
    vg_json_kt(&j, "from", row->from);
    vg_json_kt(&j, "to", row->to);
    quantity_to_json(&j, row->quantity);
    figure_to_json(&j, row->figure);
    vg_json_ids(&j, "claims", 'c', row->claims, row->n_claims);
    end(r, &j);
}

static void notes_to_json(struct vg_run *r, const char *type, const struct vg_answer_note *list,
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct vg_json j;

        begin(r, &j, type);
        vg_json_kt(&j, "word", list[i].word);
        vg_json_kt(&j, "text", list[i].text);
        vg_json_ids(&j, "claims", 'c', list[i].claims, list[i].n_claims);
        end(r, &j);
    }
}

static void check_to_json(struct vg_run *r, const struct vg_check *c)
{
    char id[VG_CHECK_ID];
    struct vg_json j;

    vg_check_id(c, id);
    begin(r, &j, "check");
    vg_json_kt(&j, "id", id);
    vg_json_kt(&j, "kind", vg_check_kind_word(c->kind));
    vg_json_kt(&j, "result", vg_check_result_word(c->result));
    vg_json_ids(&j, "claims", 'c', c->claims, c->n_claims);
    vg_json_kt(&j, "test", c->test);
    vg_json_kt(&j, "says", c->says);
    vg_json_kt(&j, "show", c->show);
    vg_json_check_answer(&j, c->answer);
    end(r, &j);
}

static void head_to_json(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                         const char *language)
{
    struct vg_json j;

    begin(r, &j, "answer");
    vg_json_kt(&j, "name", answer->question->name);
    vg_json_kt(&j, "group", answer->question->group);
    vg_json_kt(&j, "question", vg_question_text(v, answer->question, language, r->a));
    vg_json_kt(&j, "as_of", answer->as_of);
    vg_json_kb(&j, "refused", answer->n_refusals > 0);
    vg_json_key(&j, "roots_named");
    if (answer->has_roots) {
        vg_json_i64(&j, (int64_t)answer->roots_named);
        vg_json_ki(&j, "roots_read", (int64_t)answer->roots_read);
        vg_json_ki(&j, "roots_apart", (int64_t)answer->roots_independent);
    } else {
        vg_json_null(&j);
        vg_json_kt(&j, "roots_read", NULL);
        vg_json_kt(&j, "roots_apart", NULL);
    }
    vg_json_ki(&j, "checks_not_run", (int64_t)answer->not_run);
    vg_json_ids(&j, "claims", 'c', answer->claims, answer->n_claims);
    end(r, &j);
}

void vg_answer_json(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                    const char *language)
{
    head_to_json(r, v, answer, language);
    notes_to_json(r, "refusal", answer->refusals, answer->n_refusals);
    for (size_t i = 0; i < answer->n_parts; i++)
        for (size_t k = 0; k < answer->parts[i].n_rows; k++)
            row_to_json(r, &answer->parts[i], i + 1, &answer->parts[i].rows[k]);
    notes_to_json(r, "remark", answer->remarks, answer->n_remarks);
    for (size_t i = 0; i < answer->n_checks; i++)
        check_to_json(r, answer->checks[i]);
    notes_to_json(r, "missing", answer->missing, answer->n_missing);
    for (size_t i = 0; i < answer->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(v, answer->claims[i]);
        struct vg_json j;

        if (c == NULL)
            continue;
        begin(r, &j, "claim");
        vg_json_key(&j, "claim");
        vg_claim_to_json(&j, c);
        end(r, &j);
    }
}
