/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What https adds: a server with a certificate of its own, made for this run,
 * that the fetcher is told to trust or not.
 */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "capture/fetch.h"

static char roots[] = "/tmp/vigil-roots-XXXXXX";
static EVP_PKEY *key;
static X509 *certificate;
static int port;
static pid_t server;

static int make_certificate(void)
{
    X509_NAME *name;
    X509_EXTENSION *names;

    key = EVP_EC_gen("P-256");
    certificate = X509_new();
    if (key == NULL || certificate == NULL)
        return 0;
    (void)X509_set_version(certificate, X509_VERSION_3);
    (void)ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    (void)X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    (void)X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    (void)X509_set_pubkey(certificate, key);
    name = X509_get_subject_name(certificate);
    (void)X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1,
                                     -1, 0);
    (void)X509_set_issuer_name(certificate, name);
    names = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:vigil.example");
    (void)X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    return X509_sign(certificate, key, EVP_sha256()) > 0;
}

static int write_roots(void)
{
    int fd = mkstemp(roots);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

    return f != NULL && PEM_write_X509(f, certificate) == 1 && fclose(f) == 0;
}

static void serve_one(SSL *ssl)
{
    static const char page[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    static const char down[] = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n";
    char request[4096] = "";

    if (SSL_accept(ssl) == 1 && SSL_read(ssl, request, sizeof request - 1) > 0) {
        const char *answer = strstr(request, "/down") != NULL ? down : page;

        (void)SSL_write(ssl, answer, (int)strlen(answer));
        (void)SSL_shutdown(ssl);
        (void)SSL_read(ssl, request, 1);
    }
}

static _Noreturn void serve(int listener)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());

    (void)signal(SIGPIPE, SIG_IGN);
    if (SSL_CTX_use_certificate(context, certificate) != 1 ||
        SSL_CTX_use_PrivateKey(context, key) != 1)
        _exit(1);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        SSL *ssl = SSL_new(context);

        if (fd < 0)
            _exit(1);
        (void)SSL_set_fd(ssl, fd);
        serve_one(ssl);
        SSL_free(ssl);
        (void)close(fd);
    }
}

static int start_server(void **state)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    if (!make_certificate() || !write_roots() || fd < 0 ||
        bind(fd, (struct sockaddr *)&at, n) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &n) != 0)
        return -1;
    port = ntohs(at.sin_port);
    server = fork();
    if (server == 0)
        serve(fd);
    (void)close(fd);
    return server < 0 ? -1 : 0;
}

static int stop_server(void **state)
{
    (void)state;
    (void)unlink(roots);
    X509_free(certificate);
    EVP_PKEY_free(key);
    (void)kill(server, SIGKILL);
    return waitpid(server, NULL, 0) == server ? 0 : -1;
}

static int to_loopback(void *w, const char *host, struct vg_address *out, size_t room, size_t *n,
                       struct vg_err *err)
{
    (void)w;
    (void)host;
    (void)room;
    (void)err;
    out[0] = (struct vg_address){.version = 4, .bytes = {127, 0, 0, 1}};
    *n = 1;
    return VG_OK;
}

struct asked {
    struct vg_arena a;
    struct vg_fetched got;
    struct vg_err err;
    int rc;
};

static void asked_end(struct asked *k)
{
    vg_fetched_end(&k->got);
    vg_arena_end(&k->a);
}

#define SCOPED_ASKED __attribute__((cleanup(asked_end))) struct asked

static struct asked ask(const char *host, const char *path, const char *ca_file)
{
    const struct vg_fetch_options o = {
        .allow_loopback = 1, .resolve = to_loopback, .ca_file = ca_file, .connect_ms = 5000};
    struct asked k = {.rc = VG_OK};
    VG_SCOPED_FETCHER *f = NULL;
    char url[200];

    if (vg_fetcher_open(&o, &f, &k.err) != VG_OK)
        fail_msg("%s", k.err.text);
    (void)snprintf(url, sizeof url, "https://%s:%d%s", host, port, path);
    k.rc = vg_fetch(f, url, VG_FETCH_GET, &k.a, &k.got, &k.err);
    return k;
}

static void the_secure_connection_is_written_down(void **state)
{
    SCOPED_ASKED k = ask("vigil.example", "/", roots);
    const struct vg_fetch_hop *h = k.got.hops;

    (void)state;
    if (k.rc != VG_OK)
        fail_msg("%s: %s", k.got.reason, k.err.text);
    assert_string_equal(k.got.body.p, "hello");
    assert_string_equal(h->tls, "TLSv1.3");
    assert_string_equal(h->cipher, "TLS_AES_256_GCM_SHA384");
    assert_int_equal(h->n_certificates, 1);
    assert_int_equal(strncmp(h->certificates[0].p, "-----BEGIN CERTIFICATE-----\n", 28), 0);
}

static void a_certificate_that_does_not_hold_is_refused(void **state)
{
    SCOPED_ASKED stranger = ask("vigil.example", "/", NULL);
    SCOPED_ASKED other_name = ask("other.example", "/", roots);

    (void)state;
    assert_int_equal(stranger.rc, VG_E_IO);
    assert_string_equal(stranger.got.reason, "tls");
    assert_int_equal(stranger.got.hops[0].request.len, 0); /* nothing was asked */
    assert_int_equal(other_name.rc, VG_E_IO);
    assert_string_equal(other_name.got.reason, "tls");
}

static void a_way_down_to_http_is_followed_and_marked(void **state)
{
    SCOPED_ASKED k = ask("vigil.example", "/down", roots);

    (void)state;
    assert_int_equal(k.got.n_hops, 2);
    assert_string_equal(k.got.reason, "connect"); /* nobody listens there */
    assert_false(k.got.hops[0].is_downgrade);
    assert_true(k.got.hops[1].is_downgrade);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_secure_connection_is_written_down),
        cmocka_unit_test(a_certificate_that_does_not_hold_is_refused),
        cmocka_unit_test(a_way_down_to_http_is_followed_and_marked),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
