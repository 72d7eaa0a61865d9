/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a mail, as a mail of several parts, and as a box of mails: the text keeps its
 * promises, attachments lie inside the source and are together no larger than it.
 */
#include "fuzz.h"
#include "read/mail.h"
#include "text_laws.h"

static void check_parts(const struct vg_read_input *in)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_mail_part *parts;
    size_t n, sum = 0;

    if (vg_mail_parts(in, &a, &parts, &n, NULL) != VG_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        LAW(parts[i].source.start <= parts[i].source.end && parts[i].source.end <= in->len);
        LAW(parts[i].bytes.len <= parts[i].source.end - parts[i].source.start);
        LAW(vg_utf8_bad(parts[i].name.p, parts[i].name.len) == parts[i].name.len);
        LAW(parts[i].name.len == 0 || memchr(parts[i].name.p, 0, parts[i].name.len) == NULL);
        sum += parts[i].source.end - parts[i].source.start;
    }
    LAW(sum <= in->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const heads[] = {
        "Message-ID: <a@b>\n",
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n",
        "MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\nSubject: s\n"
        "Content-Transfer-Encoding: quoted-printable\n\n",
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=big5\n"
        "Content-Transfer-Encoding: base64\n\n",
        "From a@b Mon Mar 14 08:00:00 2022\nSubject: ",
    };

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        check_behind(heads[i], "message/rfc822", bytes, n, check_parts);
    return 0;
}
