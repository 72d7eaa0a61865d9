/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From a point of the map back to degrees: the Equal Earth projection (Šavrič, Patterson and
 * Jenny 2018, equations 1 and 2) the other way round, by Newton's method. A unit of the map is a
 * fiftieth of a degree, so tenths are all that its points can give, and all that is given.
 */
#include <math.h>

#include "brief/map_shapes.h"
#include "brief/map_svg.h"

static const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
enum { NORTH_TENTHS = 837 /* the upper edge of the map */, ROUNDS = 12 };

static double height_of(double t)
{
    double t2 = t * t, t6 = t2 * t2 * t2;

    return t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
}

static double slope_at(double t)
{
    double t2 = t * t, t6 = t2 * t2 * t2;

    return a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2);
}

int vg_map_tenths(const char *code, int *east, int *north)
{
    const double root = sqrt(3.0), degree = 180.0 / M_PI;
    double unit = vg_map_world().width / (2 * (2 * root / 3 * M_PI / a1));
    double top = height_of(asin(root / 2 * sin(NORTH_TENTHS / 10.0 / degree)));
    double x, y, t;
    int px, py;

    if (!vg_map_point(code, &px, &py))
        return 0;
    x = (px - vg_map_world().width / 2.0) / unit;
    y = top - py / unit;
    t = y / a1;
    for (int i = 0; i < ROUNDS; i++)
        t -= (height_of(t) - y) / slope_at(t);
    *north = (int)lround(asin(2 / root * sin(t)) * degree * 10);
    *east = (int)lround(x * 3 * slope_at(t) / (2 * root * cos(t)) * degree * 10);
    return 1;
}
