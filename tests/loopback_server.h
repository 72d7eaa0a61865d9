/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef LOOPBACK_SERVER_H
#define LOOPBACK_SERVER_H

/*
 * A small hostile web server on loopback, for tests. /ok is a page; /404, /500,
 * /to-ok, /turns/12, /loop, /to-metadata, /stall, /garbage and others do what their
 * names say (the table is in the .c file).
 */

/* Listen on a free port of 127.0.0.1, set into *port. The socket, or -1. */
int loopback_listen(int *port);

/*
 * Serve for ever. `folder`, if not NULL, holds what is asked for under /files/, with
 * its media type in NAME.type beside it (text/html without one).
 */
_Noreturn void loopback_serve(int listener, const char *folder);

/* Serve in a process of its own, on a port set into *port; for a group of tests. 0, or -1. */
int loopback_start(int *port);
int loopback_stop(void);

/* The whole answer to /ok, header and body. */
extern const char loopback_ok[];

#endif
