/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Prints the route table, a line each: method, path, "api" where it answers JSON. */
#include <stdio.h>

#include "web/web.h"

int main(void)
{
    for (const struct vg_route *r = vg_routes; r->path != NULL; r++)
        printf("%s %s%s\n", r->method, r->path, r->flags & VG_ROUTE_API ? " api" : "");
    return 0;
}
