/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The guard stands three times, each time on its own feet: the host is resolved
 * here and every answer must be of the public internet; the library is told
 * these addresses and asked to open a socket through a callback that compares
 * once more, before a packet leaves; and the address that was connected to is
 * compared when the answer is there. Redirects are followed here, so all of it
 * holds at each hop.
 *
 * libcurl is loaded when a fetcher is opened and not linked: it brings some
 * thirty libraries along, and a program that links it starts 3.1 ms later than
 * one that does not (measured), for commands of which most never fetch.
 * Once loaded it stays, because OpenSSL's exit handlers point into it.
 */
#include "capture/fetch.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "capture/http.h"
#include "capture/url.h"

enum {
    MAX_CERTIFICATES = 32,
    MAX_PROXY = 300,
    NEWER_TOO_LARGE = 100, /* CURLE_TOO_LARGE, which came with 8.6 */
};

/* What is used of the library. */
struct curl_calls {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_global_cleanup) global_cleanup;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_easy_reset) easy_reset;
    __typeof__(&curl_easy_setopt) set;
    __typeof__(&curl_easy_getinfo) get;
    __typeof__(&curl_easy_perform) perform;
    __typeof__(&curl_easy_strerror) words;
    __typeof__(&curl_slist_append) list_add;
    __typeof__(&curl_slist_free_all) list_end;
    /* Of the OpenSSL below it; NULL when it was built on something else. */
    const char *(*tls_version)(const void *ssl);
    const void *(*tls_cipher)(const void *ssl);
    const char *(*tls_cipher_name)(const void *cipher);
};

struct vg_fetcher {
    struct vg_fetch_options o;
    struct curl_calls c;
    CURL *easy;
    char proxy[MAX_PROXY]; /* "socks5h://host:port", or empty */
};

enum trouble {
    NO_TROUBLE,
    HEADER_TOO_LARGE,
    BODY_TOO_LARGE,
    SILENT,
    STOPPED,
    WRONG_ADDRESS,
    SEEN_ENOUGH, /* the body of a redirect, which nobody needs */
};

/* One hop while it is under way. */
struct transfer {
    struct vg_fetcher *f;
    struct vg_arena *a;
    struct vg_err *err;
    struct vg_fetched *out;
    struct vg_fetch_hop *hop;
    struct vg_url url;
    struct vg_buf request, response;
    size_t block; /* where the last answer's header block starts in `response` */
    int is_block_over;
    int64_t last_byte; /* vg_ticks_ms() */
    curl_off_t seen;   /* bytes when it was last looked at */
    enum trouble trouble;
    char words[CURL_ERROR_SIZE];
};

/* -- opening ------------------------------------------------------------------ */

static int load(struct curl_calls *c, struct vg_err *err)
{
    static const struct {
        const char *name;
        size_t at;
        int is_needed;
    } rows[] = {
        {"curl_global_init", offsetof(struct curl_calls, global_init), 1},
        {"curl_global_cleanup", offsetof(struct curl_calls, global_cleanup), 1},
        {"curl_easy_init", offsetof(struct curl_calls, easy_init), 1},
        {"curl_easy_cleanup", offsetof(struct curl_calls, easy_cleanup), 1},
        {"curl_easy_reset", offsetof(struct curl_calls, easy_reset), 1},
        {"curl_easy_setopt", offsetof(struct curl_calls, set), 1},
        {"curl_easy_getinfo", offsetof(struct curl_calls, get), 1},
        {"curl_easy_perform", offsetof(struct curl_calls, perform), 1},
        {"curl_easy_strerror", offsetof(struct curl_calls, words), 1},
        {"curl_slist_append", offsetof(struct curl_calls, list_add), 1},
        {"curl_slist_free_all", offsetof(struct curl_calls, list_end), 1},
        {"SSL_get_version", offsetof(struct curl_calls, tls_version), 0},
        {"SSL_get_current_cipher", offsetof(struct curl_calls, tls_cipher), 0},
        {"SSL_CIPHER_get_name", offsetof(struct curl_calls, tls_cipher_name), 0},
    };
    void *lib = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

    if (lib == NULL)
        return vg_fail(err, VG_E_IO, "cannot fetch pages: %s (install libcurl4)", dlerror());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *p = dlsym(lib, rows[i].name);

        if (p == NULL && rows[i].is_needed)
            return vg_fail(err, VG_E_IO, "cannot fetch pages: libcurl.so.4 has no %s",
                           rows[i].name);
        memcpy((char *)c + rows[i].at, &p, sizeof p);
    }
    return VG_OK;
}

/* "host:port", and nothing that the library could read as more. */
static int check_proxy(const char *s, struct vg_err *err)
{
    const char *colon = strrchr(s, ':');
    struct vg_str host = {s, colon == NULL ? 0 : (size_t)(colon - s)};
    int port = 0;

    for (const char *p = colon == NULL ? "" : colon + 1; *p != '\0' && port <= 65535; p++)
        port = *p >= '0' && *p <= '9' ? port * 10 + (*p - '0') : 65536;
    if (port < 1 || port > 65535 || host.len > 253 || vg_host_kind(host, NULL) == VG_HOST_ODD)
        return vg_fail(err, VG_E_MISUSE, "the SOCKS5 proxy has to be HOST:PORT, not \"%.100s\"", s);
    return VG_OK;
}

int vg_fetcher_open(const struct vg_fetch_options *o, struct vg_fetcher **out, struct vg_err *err)
{
    struct curl_calls c = {0};
    struct vg_fetcher *f;
    int rc = o->socks5 == NULL ? VG_OK : check_proxy(o->socks5, err);

    if (rc == VG_OK && (o->max_body < 0 || o->max_body > VG_MAX_FETCH))
        rc = vg_fail(err, VG_E_MISUSE, "a page may be limited to 1 … %lld bytes",
                     (long long)VG_MAX_FETCH);
    if (rc == VG_OK)
        rc = load(&c, err);
    if (rc != VG_OK)
        return rc;
    if (c.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return vg_fail(err, VG_E_IO, "cannot fetch pages: libcurl does not start");
    f = vg_malloc(sizeof *f);
    *f = (struct vg_fetcher){.o = *o, .c = c, .easy = c.easy_init()};
    if (f->easy == NULL) {
        vg_fetcher_close(f);
        return vg_fail(err, VG_E_IO, "cannot fetch pages: libcurl gives no handle");
    }
    if (o->socks5 != NULL)
        (void)snprintf(f->proxy, sizeof f->proxy, "socks5h://%s", o->socks5);
    f->o.max_body = o->max_body > 0 ? o->max_body : VG_MAX_FETCH;
    f->o.connect_ms = o->connect_ms > 0 ? o->connect_ms : 1000 * VG_CONNECT_S;
    f->o.silence_ms = o->silence_ms > 0 ? o->silence_ms : 1000 * VG_SILENCE_S;
    f->o.total_ms = o->total_ms > 0 ? o->total_ms : 1000 * VG_FETCH_S;
    *out = f;
    return VG_OK;
}

void vg_fetcher_close(struct vg_fetcher *f)
{
    if (f == NULL)
        return;
    if (f->easy != NULL)
        f->c.easy_cleanup(f->easy);
    f->c.global_cleanup();
    free(f);
}

void vg_fetcher_closep(struct vg_fetcher **f)
{
    vg_fetcher_close(*f);
    *f = NULL;
}

void vg_fetched_end(struct vg_fetched *r)
{
    vg_buf_end(&r->body);
}

/* Note the reason and say the sentence, with the host in front of it. */
__attribute__((format(printf, 4, 5))) static int fail(struct transfer *t, const char *reason,
                                                      int code, const char *form, ...)
{
    char text[VG_ERR_TEXT];
    va_list args;

    va_start(args, form);
    (void)vsnprintf(text, sizeof text, form, args);
    va_end(args);
    (void)snprintf(t->out->reason, sizeof t->out->reason, "%s", reason);
    return vg_fail(t->err, code, "%.*s: %s", (int)t->url.host.len, t->url.host.p, text);
}

/* -- where to ------------------------------------------------------------------- */

static int may_fetch(const struct vg_fetcher *f, const struct vg_address *a)
{
    enum vg_address_kind kind = vg_address_kind(a);

    return kind == VG_ADDRESS_PUBLIC || (kind == VG_ADDRESS_LOOPBACK && f->o.allow_loopback);
}

static int address_of(const struct sockaddr *s, struct vg_address *out)
{
    struct vg_address a = {0};

    if (s->sa_family == AF_INET) {
        struct sockaddr_in in;

        memcpy(&in, s, sizeof in);
        a.version = 4;
        memcpy(a.bytes, &in.sin_addr, 4);
    } else if (s->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;

        memcpy(&in6, s, sizeof in6);
        a.version = 6;
        memcpy(a.bytes, &in6.sin6_addr, 16);
    } else {
        return 0;
    }
    *out = a;
    return 1;
}

static int is_among(const struct vg_address *a, const struct vg_address *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vg_address_is(a, &list[i]))
            return 1;
    return 0;
}

/* The system's resolver. More answers than `room` are a failure: all have to be looked at. */
static int resolve_by_system(const char *host, struct vg_address *out, size_t room, size_t *n,
                             struct vg_err *err)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    size_t count = 0;
    int rc = getaddrinfo(host, NULL, &hints, &list);

    if (rc != 0)
        return vg_fail(err, VG_E_IO, "the name has no address: %s", gai_strerror(rc));
    for (const struct addrinfo *i = list; i != NULL; i = i->ai_next) {
        struct vg_address a;

        if (!address_of(i->ai_addr, &a) || is_among(&a, out, count < room ? count : room))
            continue;
        if (count < room)
            out[count] = a;
        count++;
    }
    freeaddrinfo(list);
    if (count > room)
        return vg_fail(err, VG_E_LIMIT, "the name has more than %zu addresses", room);
    *n = count;
    return VG_OK;
}

/* Names that are not to be asked of a name server (RFC 6761, RFC 7686). */
static int is_onion(struct vg_str host)
{
    if (host.len > 0 && host.p[host.len - 1] == '.')
        host.len--;
    return host.len > 6 && memcmp(host.p + host.len - 6, ".onion", 6) == 0;
}

static int resolve_name(struct transfer *t)
{
    struct vg_fetch_hop *hop = t->hop;
    const struct vg_fetch_options *o = &t->f->o;
    struct vg_address *list = VG_NEW_ARRAY(t->a, struct vg_address, VG_MAX_ADDRESSES);
    struct vg_err why = {0};
    size_t n = 0;
    int rc;

    if (is_onion(t->url.host))
        return fail(t, "dns", VG_E_IO, "onion names are reached through a SOCKS5 proxy only");
    hop->resolver = o->resolve != NULL ? "given" : "system";
    rc = o->resolve != NULL
             ? o->resolve(o->resolve_w, t->url.host.p, list, VG_MAX_ADDRESSES, &n, &why)
             : resolve_by_system(t->url.host.p, list, VG_MAX_ADDRESSES, &n, &why);
    if (rc != VG_OK)
        return fail(t, "dns", VG_E_IO, "%s", why.text);
    if (n == 0 || n > VG_MAX_ADDRESSES)
        return fail(t, "dns", VG_E_IO, "the name has no address");
    hop->addresses = list;
    hop->n_addresses = n;
    return VG_OK;
}

/* Find out where the host is, and whether it may be asked. */
static int resolve(struct transfer *t)
{
    struct vg_fetch_hop *hop = t->hop;
    struct vg_address *literal = VG_NEW(t->a, struct vg_address);
    enum vg_host_kind kind = vg_host_kind(t->url.host, literal);
    int rc = VG_OK;

    if (kind == VG_HOST_LOCAL && !t->f->o.allow_loopback)
        return fail(t, "refused-address", VG_E_REFUSED, "this is the user's own machine");
    if (kind == VG_HOST_ADDRESS) {
        hop->resolver = "literal";
        hop->addresses = literal;
        hop->n_addresses = 1;
    } else if (t->f->proxy[0] != '\0') {
        hop->resolver = "proxy";
    } else {
        rc = resolve_name(t);
    }
    for (size_t i = 0; rc == VG_OK && i < hop->n_addresses; i++) {
        char text[VG_ADDRESS_TEXT];

        if (may_fetch(t->f, &hop->addresses[i]))
            continue;
        vg_address_write(&hop->addresses[i], text);
        rc = fail(t, "refused-address", VG_E_REFUSED,
                  "its address %s is %s; only the public internet is fetched from", text,
                  vg_address_kind_word(vg_address_kind(&hop->addresses[i])));
    }
    return rc;
}

/* -- what the library calls ------------------------------------------------------- */

/* Through a proxy it is the proxy's socket, and the user named the proxy. */
static curl_socket_t on_socket(void *w, curlsocktype purpose, struct curl_sockaddr *s)
{
    struct transfer *t = w;
    struct vg_address a;

    (void)purpose;
    if (t->f->proxy[0] == '\0' &&
        (!address_of(&s->addr, &a) || !is_among(&a, t->hop->addresses, t->hop->n_addresses) ||
         !may_fetch(t->f, &a))) {
        t->trouble = WRONG_ADDRESS;
        return CURL_SOCKET_BAD;
    }
    return socket(s->family, s->socktype | SOCK_CLOEXEC, s->protocol);
}

static struct vg_str last_block(const struct transfer *t)
{
    struct vg_str all = vg_buf_str(&t->response);

    return (struct vg_str){all.p + t->block, all.len - t->block};
}

static int status_of(const struct transfer *t)
{
    long status = 0;

    (void)t->f->c.get(t->f->easy, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

/* Does the answer so far send us elsewhere? */
static int is_redirect(const struct transfer *t, int status)
{
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308)
        return 0;
    return vg_http_value(last_block(t), "location").p != NULL;
}

/* Version and cipher can only be asked while the connection is open. */
static void note_tls(struct transfer *t)
{
    const struct curl_calls *c = &t->f->c;
    const struct curl_tlssessioninfo *s = NULL;
    const void *cipher;

    if (t->hop->tls != NULL || !vg_str_is(t->url.scheme, "https") || c->tls_version == NULL ||
        c->tls_cipher == NULL || c->tls_cipher_name == NULL)
        return;
    if (c->get(t->f->easy, CURLINFO_TLS_SSL_PTR, &s) != CURLE_OK || s == NULL ||
        s->backend != CURLSSLBACKEND_OPENSSL || s->internals == NULL)
        return;
    t->hop->tls = vg_copyz(t->a, c->tls_version(s->internals));
    cipher = c->tls_cipher(s->internals);
    if (cipher != NULL)
        t->hop->cipher = vg_copyz(t->a, c->tls_cipher_name(cipher));
}

static size_t on_header(char *p, size_t size, size_t n, void *w)
{
    struct transfer *t = w;

    n *= size;
    note_tls(t);
    if (t->is_block_over && n >= 5 && memcmp(p, "HTTP/", 5) == 0) {
        t->block = t->response.len;
        t->is_block_over = 0;
    }
    vg_put(&t->response, p, n);
    if (n <= 2 && (n == 0 || p[0] == '\r' || p[0] == '\n'))
        t->is_block_over = 1;
    if (!t->response.full)
        return n;
    t->trouble = HEADER_TOO_LARGE;
    return 0;
}

static size_t on_body(char *p, size_t size, size_t n, void *w)
{
    struct transfer *t = w;
    curl_off_t announced = 0;

    n *= size;
    if (is_redirect(t, status_of(t))) {
        t->trouble = SEEN_ENOUGH;
        return 0;
    }
    (void)t->f->c.get(t->f->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    if (announced <= t->f->o.max_body)
        vg_put(&t->out->body, p, n);
    if (announced <= t->f->o.max_body && !t->out->body.full)
        return n;
    t->trouble = BODY_TOO_LARGE;
    return 0;
}

static int on_talk(CURL *easy, curl_infotype kind, char *p, size_t n, void *w)
{
    struct transfer *t = w;

    (void)easy;
    if (kind == CURLINFO_HEADER_OUT)
        vg_put(&t->request, p, n);
    return 0;
}

/* Called about once a second, and whenever something moves. Not 0 ends the transfer. */
static int on_progress(void *w, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up)
{
    struct transfer *t = w;
    curl_off_t seen = now + up + (curl_off_t)t->response.len;
    int64_t ticks = vg_ticks_ms();

    (void)total;
    (void)up_total;
    if (seen != t->seen) {
        t->seen = seen;
        t->last_byte = ticks;
    }
    if (t->f->o.stop != NULL && t->f->o.stop(t->f->o.stop_w))
        t->trouble = STOPPED;
    else if (ticks - t->last_byte > t->f->o.silence_ms)
        t->trouble = SILENT;
    return t->trouble == STOPPED || t->trouble == SILENT;
}

/* -- one hop ---------------------------------------------------------------------- */

static void set_callbacks(struct transfer *t)
{
    const struct curl_calls *c = &t->f->c;
    CURL *e = t->f->easy;

    (void)c->set(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    (void)c->set(e, CURLOPT_OPENSOCKETDATA, t);
    (void)c->set(e, CURLOPT_HEADERFUNCTION, on_header);
    (void)c->set(e, CURLOPT_HEADERDATA, t);
    (void)c->set(e, CURLOPT_WRITEFUNCTION, on_body);
    (void)c->set(e, CURLOPT_WRITEDATA, t);
    (void)c->set(e, CURLOPT_DEBUGFUNCTION, on_talk);
    (void)c->set(e, CURLOPT_DEBUGDATA, t);
    (void)c->set(e, CURLOPT_VERBOSE, 1L);
    (void)c->set(e, CURLOPT_XFERINFOFUNCTION, on_progress);
    (void)c->set(e, CURLOPT_XFERINFODATA, t);
    (void)c->set(e, CURLOPT_NOPROGRESS, 0L);
    (void)c->set(e, CURLOPT_ERRORBUFFER, t->words);
}

/* What the library may do by itself: as little as it can be told. */
static int set_rules(struct transfer *t)
{
    const struct vg_fetch_options *o = &t->f->o;
    const struct curl_calls *c = &t->f->c;
    CURL *e = t->f->easy;
    int is_set = 1;

    /* What guards must be understood by the library; the rest is its default as well. */
    is_set &= c->set(e, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
    is_set &= c->set(e, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
    is_set &=
        c->set(e, CURLOPT_PROXY, t->f->proxy) == CURLE_OK; /* "" also shuts the environment out */
    is_set &= c->set(e, CURLOPT_NOPROXY, "") == CURLE_OK;
    is_set &= c->set(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK;
    is_set &= c->set(e, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
    is_set &= c->set(e, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
    if (o->ca_file != NULL)
        is_set &= c->set(e, CURLOPT_CAINFO, o->ca_file) == CURLE_OK;
    (void)c->set(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)c->set(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    (void)c->set(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    (void)c->set(e, CURLOPT_FORBID_REUSE, 1L);
    (void)c->set(e, CURLOPT_FRESH_CONNECT, 1L);
    (void)c->set(e, CURLOPT_PATH_AS_IS, 1L);
    (void)c->set(e, CURLOPT_CERTINFO, 1L);
    (void)c->set(e, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
    (void)c->set(e, CURLOPT_TIMEOUT_MS, (long)o->total_ms);
    (void)c->set(e, CURLOPT_USERAGENT, o->user_agent != NULL ? o->user_agent : "vigil");
    (void)c->set(e, CURLOPT_NOBODY, t->hop->method == VG_FETCH_HEAD ? 1L : 0L);
    return is_set && c->set(e, CURLOPT_URL, t->hop->url) == CURLE_OK;
}

/* Tell the library the addresses of a name: "host:port:address,address". */
static struct curl_slist *pin(struct transfer *t)
{
    VG_SCOPED_BUF b = {0};
    struct curl_slist *list;

    if (t->hop->n_addresses == 0 || strcmp(t->hop->resolver, "literal") == 0)
        return NULL;
    vg_putf(&b, "%s:%d:", t->url.host.p, t->url.port);
    for (size_t i = 0; i < t->hop->n_addresses; i++) {
        const struct vg_address *a = &t->hop->addresses[i];
        char text[VG_ADDRESS_TEXT];

        vg_address_write(a, text);
        vg_putf(&b, a->version == 6 ? "%s[%s]" : "%s%s", i > 0 ? "," : "", text);
    }
    list = t->f->c.list_add(NULL, b.p);
    (void)t->f->c.set(t->f->easy, CURLOPT_RESOLVE, list);
    return list;
}

static void note_certificates(struct transfer *t)
{
    const struct curl_certinfo *info = NULL;
    struct vg_str *list;
    size_t n = 0;

    if (t->f->c.get(t->f->easy, CURLINFO_CERTINFO, &info) != CURLE_OK || info == NULL)
        return;
    list = VG_NEW_ARRAY(t->a, struct vg_str, MAX_CERTIFICATES);
    for (int i = 0; i < info->num_of_certs && n < MAX_CERTIFICATES; i++)
        for (const struct curl_slist *s = info->certinfo[i]; s != NULL; s = s->next)
            if (strncmp(s->data, "Cert:", 5) == 0 && n < MAX_CERTIFICATES)
                list[n++] = vg_str_copy(t->a, vg_str(s->data + 5));
    if (n > 0)
        t->hop->certificates = list;
    t->hop->n_certificates = n;
}

static const char *text_or_null(struct vg_arena *a, struct vg_str s)
{
    return s.p == NULL ? NULL : vg_copy(a, s.p, s.len);
}

/* What the hop left behind, whether it went well or not. */
static void note_all(struct transfer *t)
{
    struct vg_fetch_hop *hop = t->hop;
    struct vg_str block = last_block(t);
    char *peer = NULL;
    long port = 0;

    hop->request = vg_str_copy(t->a, vg_buf_str(&t->request));
    hop->response = vg_str_copy(t->a, vg_buf_str(&t->response));
    hop->status = status_of(t);
    if (block.len > 8 && memcmp(block.p, "HTTP/1.", 7) == 0)
        hop->http = vg_copy(t->a, block.p + 5, 3);
    hop->date = text_or_null(t->a, vg_http_value(block, "date"));
    hop->location = text_or_null(t->a, vg_http_value(block, "location"));
    t->out->media_type = text_or_null(t->a, vg_http_value(block, "content-type"));
    if (t->f->c.get(t->f->easy, CURLINFO_PRIMARY_IP, &peer) == CURLE_OK && peer != NULL &&
        peer[0] != '\0')
        hop->peer = vg_copyz(t->a, peer);
    if (hop->peer != NULL && t->f->c.get(t->f->easy, CURLINFO_PRIMARY_PORT, &port) == CURLE_OK)
        hop->peer_port = (int)port;
    note_certificates(t);
}

/* The library's words for a failure; they may carry some of the server's. */
static const char *library_words(struct transfer *t, CURLcode code)
{
    VG_SCOPED_BUF b = {.max = (size_t)4 * CURL_ERROR_SIZE};

    vg_put_visible(&b, vg_str(t->words[0] != '\0' ? t->words : t->f->c.words(code)), 0);
    return vg_copy(t->a, b.p, b.len);
}

static int judge_trouble(struct transfer *t)
{
    switch (t->trouble) {
    case HEADER_TOO_LARGE:
        return fail(t, "header-too-large", VG_E_LIMIT, "its headers are larger than %lld bytes",
                    (long long)VG_MAX_HEADER);
    case BODY_TOO_LARGE:
        return fail(t, "too-large", VG_E_LIMIT, "the page is larger than %lld bytes",
                    (long long)t->f->o.max_body);
    case SILENT:
        return fail(t, "timeout", VG_E_LIMIT, "nothing came for %g s", t->f->o.silence_ms / 1000.0);
    case STOPPED:
        return fail(t, "interrupted", VG_E_INTERRUPTED, "interrupted");
    case WRONG_ADDRESS:
        return fail(t, "refused-address", VG_E_REFUSED,
                    "the connection would have gone to an address that was not checked");
    case NO_TROUBLE:
    case SEEN_ENOUGH:
    default:
        return VG_OK;
    }
}

static const char *reason_of(CURLcode code, int is_proxied)
{
    /* A few dozen codes matter out of a hundred: an if-chain says it shorter than a switch. */
    if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY ||
        (is_proxied && code == CURLE_COULDNT_CONNECT))
        return "proxy";
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return "dns";
    if (code == CURLE_COULDNT_CONNECT)
        return "connect";
    if (code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
        code == CURLE_SSL_CIPHER || code == CURLE_SSL_CACERT_BADFILE ||
        code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_INVALIDCERTSTATUS)
        return "tls";
    if (code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL ||
        code == CURLE_HTTP2)
        return "http-protocol";
    return code == CURLE_URL_MALFORMAT ? "url" : "transfer";
}

/* The transfer is over: did it give an answer, whole or cut short? */
static int judge(struct transfer *t, CURLcode code)
{
    int has_answer = t->is_block_over && t->hop->status >= 200;
    int is_waste = t->trouble == NO_TROUBLE || t->trouble == SEEN_ENOUGH || t->trouble == SILENT;
    const char *reason;

    /* Of a redirect the headers are enough, whatever becomes of its body. */
    if (has_answer && is_waste && is_redirect(t, t->hop->status))
        return VG_OK;
    if (t->trouble != NO_TROUBLE)
        return judge_trouble(t);
    if (code == CURLE_OK)
        return VG_OK;
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fail(t, "timeout", VG_E_LIMIT, "%s", library_words(t, code));
    if (has_answer && (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR)) {
        t->out->is_truncated = 1;
        return VG_OK;
    }
    /* A line longer than the library itself takes is far over our ceiling. */
    if (code == CURLE_OUT_OF_MEMORY || (int)code == NEWER_TOO_LARGE) {
        t->trouble = HEADER_TOO_LARGE;
        return judge_trouble(t);
    }
    reason = reason_of(code, t->f->proxy[0] != '\0');
    return fail(t, reason, strcmp(reason, "http-protocol") == 0 ? VG_E_FORMAT : VG_E_IO, "%s",
                library_words(t, code));
}

/* The last of the three guards: whom did we talk to? */
static int check_peer(struct transfer *t)
{
    struct vg_address peer;

    if (t->f->proxy[0] != '\0' || t->hop->peer == NULL)
        return VG_OK;
    if (vg_address_read(vg_str(t->hop->peer), &peer) &&
        is_among(&peer, t->hop->addresses, t->hop->n_addresses))
        return VG_OK;
    vg_buf_clear(&t->out->body);
    t->trouble = WRONG_ADDRESS;
    return judge_trouble(t);
}

static int run_hop(struct transfer *t)
{
    struct curl_slist *pinned;
    CURLcode code;
    int rc = resolve(t);

    if (rc != VG_OK)
        return rc;
    if (t->f->o.stop != NULL && t->f->o.stop(t->f->o.stop_w)) {
        t->trouble = STOPPED;
        return judge_trouble(t);
    }
    t->f->c.easy_reset(t->f->easy);
    set_callbacks(t);
    if (!set_rules(t))
        return fail(t, "transfer", VG_E_IO, "libcurl is too old to be told what not to do");
    pinned = pin(t);
    t->last_byte = vg_ticks_ms();
    code = t->f->c.perform(t->f->easy);
    note_all(t);
    t->f->c.easy_reset(t->f->easy); /* it must not keep pointers to what ends here */
    t->f->c.list_end(pinned);
    rc = check_peer(t);
    return rc != VG_OK ? rc : judge(t, code);
}

/* One hop with its buffers; *is_over tells whether the answer is the last one. */
static int one_hop(struct transfer *t, int *is_over)
{
    int rc;

    t->request = (struct vg_buf){.max = (size_t)VG_MAX_HEADER};
    t->response = (struct vg_buf){.max = (size_t)VG_MAX_HEADER};
    t->block = 0;
    t->is_block_over = 1;
    t->seen = 0;
    t->trouble = NO_TROUBLE;
    t->words[0] = '\0';
    rc = run_hop(t);
    *is_over = rc != VG_OK || !is_redirect(t, t->hop->status);
    vg_buf_end(&t->request);
    vg_buf_end(&t->response);
    return rc;
}

/* -- all hops ------------------------------------------------------------------------ */

static void add_hop(struct transfer *t, enum vg_fetch_method method, int is_downgrade)
{
    t->hop = &t->out->hops[t->out->n_hops++];
    t->hop->url = t->url.text.p;
    t->hop->method = method;
    t->hop->is_downgrade = is_downgrade;
    t->out->final_url = t->hop->url;
    t->out->media_type = NULL;
}

/* Read where the answer sends us into t->url. */
static int next_url(struct transfer *t)
{
    struct vg_str whole = {0};
    struct vg_url next;
    struct vg_err why = {0};
    int rc;

    if (t->out->n_hops > VG_MAX_REDIRECTS)
        return fail(t, "redirects", VG_E_LIMIT, "it redirects more than %d times",
                    VG_MAX_REDIRECTS);
    rc = vg_url_join(t->a, t->url.text, vg_str(t->hop->location), &whole, &why);
    if (rc == VG_OK)
        rc = vg_url_read(t->a, whole, &next, &why);
    if (rc != VG_OK)
        return fail(t, "url", rc, "it redirects to what is not fetched: %s", why.text);
    t->url = next;
    return VG_OK;
}

/* The page came; is it one? */
static int judge_status(struct transfer *t)
{
    int status = t->hop->status;
    char reason[VG_FETCH_REASON];

    if (status >= 200 && status < 300)
        return VG_OK;
    (void)snprintf(reason, sizeof reason, "http-%d", status);
    return fail(t, reason, status == 404 || status == 410 ? VG_E_ABSENT : VG_E_IO,
                "the server answers with status %d", status);
}

int vg_fetch(struct vg_fetcher *f, const char *url, enum vg_fetch_method method, struct vg_arena *a,
             struct vg_fetched *out, struct vg_err *err)
{
    struct transfer t = {.f = f, .a = a, .err = err, .out = out};
    int rc = vg_url_read(a, vg_str(url), &t.url, err), is_over = 0, is_downgrade = 0;

    *out = (struct vg_fetched){.body = {.max = (size_t)f->o.max_body}};
    if (rc != VG_OK) {
        (void)snprintf(out->reason, sizeof out->reason, "url");
        return rc;
    }
    out->hops = VG_NEW_ARRAY(a, struct vg_fetch_hop, VG_MAX_REDIRECTS + 1);
    while (rc == VG_OK && !is_over) {
        int was_https;

        add_hop(&t, method, is_downgrade);
        rc = one_hop(&t, &is_over);
        if (rc != VG_OK || is_over)
            break;
        was_https = vg_str_is(t.url.scheme, "https");
        rc = next_url(&t);
        is_downgrade = was_https && rc == VG_OK && vg_str_is(t.url.scheme, "http");
    }
    return rc != VG_OK ? rc : judge_status(&t);
}
