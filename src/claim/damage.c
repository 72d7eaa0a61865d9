/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Kinds of damage, which are words for programs, as people read them. */
#include <string.h>

#include "claim/view.h"

/* What can be wrong with the record of a page in its archive; other kinds stay as they are. */
static const struct {
    const char *kind;
    struct vg_part_words says;
} kinds[] = {
    {"digest-mismatch", {"its bytes are not those whose digest was stated", "字节与所载摘要不符"}},
    {"gzip-damaged", {"its compressed bytes are damaged", "压缩字节损坏"}},
    {"gzip-truncated", {"its compressed bytes end early", "压缩字节不完整"}},
    {"zstd-damaged", {"its compressed bytes are damaged", "压缩字节损坏"}},
    {"zstd-truncated", {"its compressed bytes end early", "压缩字节不完整"}},
    {"compression-unsupported", {"it is compressed in a way that is not read", "压缩方式不支持"}},
    {"truncated", {"it ends early", "记录不完整"}},
    {"header-bad", {"its header is not right", "标头有误"}},
    {"header-too-long", {"its header is too long", "标头过长"}},
    {"length-missing", {"it states no length", "未载长度"}},
    {"length-bad", {"the length that it states is none", "所载长度无效"}},
    {"length-short", {"it is longer than it states", "长于所载长度"}},
    {"length-long", {"it is shorter than it states", "短于所载长度"}},
    {"chunk-bad", {"the pieces it was sent in are not right", "传输分块有误"}},
    {"chunk-truncated", {"the pieces it was sent in end early", "传输分块不完整"}},
    {"encoding-bad", {"its encoded bytes are damaged", "编码字节损坏"}},
    {"encoding-unsupported", {"it is encoded in a way that is not read", "编码方式不支持"}},
    {"ratio-exceeded", {"it unpacks to more than is read", "展开后超过读取上限"}},
    {"size-exceeded", {"it is larger than is read", "超过读取大小上限"}},
    {"zip-crc", {"its bytes are not those whose checksum was stated", "字节与所载校验和不符"}},
    {"zip-overlap", {"its bytes are those of another entry too", "字节与另一成员重叠"}},
    {"zip-hidden", {"the directory of the archive does not name it", "档案目录未列此项"}},
    {"zip-local-differs", {"directory and header name it differently", "目录与标头记载不一"}},
};

static struct vg_part_words words_of(struct vg_str kind, struct vg_arena *a)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (vg_str_is(kind, kinds[i].kind))
            return kinds[i].says;
    return vg_part(vg_copy(a, kind.p, kind.len));
}

const struct vg_said *vg_damage_kinds(struct vg_arena *a, const char *damaged)
{
    enum { MOST = 16 }; /* of a record: more say nothing more */
    struct vg_part_words parts[MOST] = {{0}};
    size_t n = 0;

    for (const char *at = damaged; at != NULL && *at != '\0' && n < MOST;) {
        size_t len = strcspn(at, " "), i = 0;
        struct vg_part_words words = words_of((struct vg_str){at, len}, a);

        while (i < n && strcmp(parts[i].en, words.en) != 0)
            i++;
        if (i == n && len > 0) /* two digests of one record are one thing to a person */
            parts[n++] = words;
        at += len + strspn(at + len, " ");
    }
    return n == 0 ? NULL : vg_said(a, VG_S_LIST_SEMICOLON, parts, n);
}

const struct vg_said *vg_damage_said(struct vg_arena *a, const char *damaged)
{
    const struct vg_said *kinds_said = vg_damage_kinds(a, damaged);

    return kinds_said == NULL ? NULL : VG_SAID(a, RECORD_DAMAGED, vg_part_said(a, kinds_said));
}
