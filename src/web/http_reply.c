/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/http_reply.h"

#include <strings.h>

const struct vg_http_field vg_http_always[VG_HTTP_ALWAYS] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
     "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), "
     "idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), "
     "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), "
     "sync-xhr=(), usb=(), xr-spatial-tracking=()"},
    {"Cache-Control", "no-store"},
};

int vg_http_brings(const struct vg_http_answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_headers; i++)
        if (strcasecmp(a->headers[i].name, name) == 0)
            return 1;
    return 0;
}

struct refusal {
    int status;
    const char *phrase, *en, *zh;
};

/* The first one stands for every status that is not here. */
static const struct refusal refusals[] = {
    {0, "Refused", "This request was refused.", "此请求被拒绝。"},
    {400, "Bad Request", "This request cannot be understood.", "无法理解此请求。"},
    {401, "Unauthorized",
     "This page is open only to the browser that was started for it. Use the address that "
     "'vigil serve' printed, or start it again.",
     "本页仅对为其启动的浏览器开放。请使用“vigil serve”输出的地址，或重新启动它。"},
    {403, "Forbidden", "This request is not allowed from here.", "不允许从此处发出该请求。"},
    {404, "Not Found", "There is no such page.", "没有这个页面。"},
    {405, "Method Not Allowed", "This way of asking is not taken here.",
     "此处不接受这种请求方式。"},
    {408, "Request Timeout", "The request took too long to arrive.", "请求到达得太慢。"},
    {409, "Conflict", "Somebody else was faster. Load the page again.",
     "已有其他操作在先，请重新载入页面。"},
    {411, "Length Required", "The length of what is sent must be told before.",
     "发送内容前必须说明其长度。"},
    {413, "Content Too Large", "What was sent is too large.", "发送的内容过大。"},
    {414, "URI Too Long", "The address is too long.", "地址过长。"},
    {415, "Unsupported Media Type", "What was sent has a form that is not taken here.",
     "此处不接受所发送内容的格式。"},
    {417, "Expectation Failed", "What the request expects is not done here.",
     "此处无法满足请求的预期。"},
    {429, "Too Many Requests", "Too many requests at once. Wait a little.",
     "请求过于频繁，请稍候。"},
    {431, "Request Header Fields Too Large", "The header of the request is too large.",
     "请求头过大。"},
    {500, "Internal Server Error", "Something went wrong here. Nothing was changed by half.",
     "此处发生错误，没有留下只完成一半的更改。"},
    {503, "Service Unavailable", "Too much is going on at the moment. Try again in a little while.",
     "当前过于繁忙，请稍后再试。"},
    {505, "HTTP Version Not Supported", "This version of HTTP is not spoken here.",
     "此处不支持该 HTTP 版本。"},
    {507, "Insufficient Storage", "There is no room on the disk for what was sent.",
     "磁盘空间不足，无法存放所发送的内容。"},
};

static const struct refusal *find(int status)
{
    for (size_t i = 1; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            return &refusals[i];
    return &refusals[0];
}

const char *vg_http_phrase(int status)
{
    return find(status)->phrase;
}

void vg_http_refusal_page(int status, struct vg_buf *out)
{
    const struct refusal *r = find(status);

    vg_putf(out,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width\"><title>%d %s</title></head>\n"
            "<body><main><h1>%d %s</h1>\n<p>%s</p>\n<p lang=\"zh-Hans\">%s</p>\n"
            "</main></body></html>\n",
            status, r->phrase, status, r->phrase, r->en, r->zh);
}

void vg_http_refusal(int status, int is_head, struct vg_buf *out)
{
    VG_SCOPED_BUF page = {0};

    vg_http_refusal_page(status, &page);
    vg_putf(out, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n", status,
            vg_http_phrase(status), page.len);
    vg_puts(out, "Content-Type: text/html; charset=utf-8\r\n");
    for (size_t i = 0; i < VG_HTTP_ALWAYS; i++)
        vg_putf(out, "%s: %s\r\n", vg_http_always[i].name, vg_http_always[i].value);
    if (status == 405)
        vg_puts(out, "Allow: GET, HEAD, POST\r\n");
    vg_puts(out, "\r\n");
    if (!is_head)
        vg_put(out, page.p, page.len);
}
