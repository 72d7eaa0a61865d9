#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes data/map/world.txt from Natural Earth as packed by world-atlas.

Not part of the build. data/map/README.md says what the original is and what the
columns mean. Outlines are projected (Equal Earth, Savric, Patterson and Jenny 2018),
made simpler border by border, so that neighbours keep one border, and written as
whole numbers.

    npm pack world-atlas@2 && tar xf world-atlas-2.0.2.tgz
    tools/make-map.py package
"""
import json
import math
import os
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'map')
ISO = '/usr/share/iso-codes/json/iso_3166-1.json'
WIDTH = 16384
NORTH, SOUTH = 83.7, -56.5
DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-'
# Points that move a line by less than this (units of the map) are left out, and islands
# smaller than this (square units), unless a country would be lost.
SCALES = {'110m': (7.0, 60.0), '50m': (1.3, 14.0)}
# Drawn by Natural Earth without a code. The gazetteer knows one of them.
NAMED = {'Kosovo': 'XK'}
# Where a code has no outline of its own at these scales: longitude, latitude of a point in it.
POINTS = {'BQ': (-68.3, 12.2), 'BV': (3.4, -54.4), 'CC': (96.8, -12.2), 'CX': (105.6, -10.5),
          'GF': (-53.1, 4.0), 'GI': (-5.35, 36.13), 'GP': (-61.5, 16.2), 'MQ': (-61.0, 14.65),
          'RE': (55.5, -21.1), 'SJ': (16.0, 78.5), 'TK': (-171.8, -9.2), 'TV': (179.2, -8.5),
          'UM': (166.6, 19.3), 'YT': (45.15, -12.8), 'HK': (114.15, 22.35), 'MO': (113.55, 22.17),
          'SG': (103.8, 1.35), 'MC': (7.42, 43.74), 'VA': (12.45, 41.9)}


def equal_earth(lon, lat):
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    t2, t6 = t * t, t ** 6
    x = (2 * math.sqrt(3) / 3 * math.radians(lon) * math.cos(t) /
         (9 * a[3] * t6 * t2 + 7 * a[2] * t6 + 3 * a[1] * t2 + a[0]))
    return x, t * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2))


UNIT = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((TOP - equal_earth(0, SOUTH)[1]) * UNIT)


def place(lon, lat):
    x, y = equal_earth(lon, lat)
    return x * UNIT + WIDTH / 2, (TOP - y) * UNIT


def off_line(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = math.hypot(dx, dy)
    if n == 0:
        return math.hypot(p[0] - a[0], p[1] - a[1])
    return abs(dy * (p[0] - a[0]) - dx * (p[1] - a[1])) / n


def simpler(degrees, most):
    """Douglas and Peucker; a closed line keeps its farthest point, so that it stays a shape."""
    line = [place(*p) for p in degrees]
    if len(line) < 3:
        return degrees
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: math.dist(line[i], line[0]))
        keep.add(far)
        todo = [(0, far), (far, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        i = max(range(a + 1, b), key=lambda k: off_line(line[k], line[a], line[b]))
        if off_line(line[i], line[a], line[b]) > most:
            keep.add(i)
            todo += [(a, i), (i, b)]
    return [degrees[i] for i in sorted(keep)]


def area(ring):
    return sum(ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
               for i in range(len(ring))) / 2


def inside(p, rings):
    odd = False
    for ring in rings:
        for i in range(len(ring)):
            a, b = ring[i - 1], ring[i]
            if (a[1] > p[1]) != (b[1] > p[1]) and \
                    p[0] < a[0] + (p[1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1]):
                odd = not odd
    return odd


def to_edge(p, rings):
    best = math.inf
    for ring in rings:
        for i in range(len(ring)):
            a, b = ring[i - 1], ring[i]
            dx, dy = b[0] - a[0], b[1] - a[1]
            n = dx * dx + dy * dy
            t = 0 if n == 0 else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n))
            best = min(best, math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy))
    return best


def innermost(polygon):
    """The point farthest from the edge, by grids that close in."""
    xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
    box = (min(xs), min(ys), max(xs), max(ys))
    best = (-1, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    step = max(box[2] - box[0], box[3] - box[1]) / 24 or 1
    centre, reach = best[1], 12
    for _ in range(4):
        for i in range(-reach, reach + 1):
            for k in range(-reach, reach + 1):
                p = (centre[0] + i * step, centre[1] + k * step)
                if inside(p, polygon):
                    best = max(best, (to_edge(p, polygon), p))
        centre, step, reach = best[1], step / 4, 5
    return round(best[1][0]), round(best[1][1])


def codes():
    with open(ISO, encoding='utf-8') as f:
        return {c['numeric']: c['alpha_2'] for c in json.load(f)['3166-1']}


def arcs_of(topology, most):
    scale, move = topology['transform']['scale'], topology['transform']['translate']
    out = []
    for arc in topology['arcs']:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + move[0], max(-90, min(90, y * scale[1] + move[1]))))
        out.append(simpler(joined(line), most))
    return out


def joined(line):
    """Longitudes that run on past 180 degrees instead of jumping to the other side."""
    out = []
    for lon, lat in line:
        if out:
            lon += 360 * round((out[-1][0] - lon) / 360)
        out.append((lon, lat))
    return out


def half(ring, edge, sign):
    """The part of a ring on one side of a meridian."""
    out = []
    for i, q in enumerate(ring):
        p = ring[i - 1]
        dp, dq = sign * (p[0] - edge), sign * (q[0] - edge)
        if (dp < 0) != (dq < 0):
            out.append((edge, p[1] + (q[1] - p[1]) * dp / (dp - dq)))
        if dq >= 0:
            out.append(q)
    return out


def rings_of(arcs, parts):
    """The source joins what lies on both sides of 180 degrees; a map cuts it again."""
    line = []
    for i in parts:
        more = arcs[i] if i >= 0 else arcs[~i][::-1]
        line += more if not line else more[1:]
    line = joined(line)[:-1]
    out = []
    for turn in (-360, 0, 360):
        ring = [(lon + turn, lat) for lon, lat in line]
        if max(p[0] for p in ring) <= -180 or min(p[0] for p in ring) >= 180:
            continue
        spots = []
        for p in half(half(ring, -180, 1), 180, -1):
            at = tuple(map(round, place(*p)))
            if not spots or spots[-1] != at:
                spots.append(at)
        if len(spots) > 2:
            out.append(spots)
    return out


def shapes_of(arcs, polygon):
    """Outer rings with their holes; one that was cut in two has none here."""
    outer = rings_of(arcs, polygon[0])
    holes = [r for hole in polygon[1:] for r in rings_of(arcs, hole)]
    return [[r] + (holes if len(outer) == 1 else []) for r in outer]


def countries_of(file, scale):
    most, least = SCALES[scale]
    with open(file, encoding='utf-8') as f:
        topology = json.load(f)
    arcs, known, out = arcs_of(topology, most), codes(), {}
    for g in topology['objects']['countries']['geometries']:
        code = known.get(g.get('id'), NAMED.get(g['properties']['name'], '--'))
        polygons = [g['arcs']] if g['type'] == 'Polygon' else g['arcs']
        shapes = [s for polygon in polygons for s in shapes_of(arcs, polygon)]
        out.setdefault(code, []).extend(shapes)
    for code, shapes in out.items():
        shapes.sort(key=lambda s: -abs(area(s[0])))
        out[code] = shapes[:1] + [s for s in shapes[1:] if abs(area(s[0])) >= least]
    out.pop('AQ', None)
    return {c: s for c, s in out.items() if s}


def number(n):
    n = -2 * n - 1 if n < 0 else 2 * n
    text = ''
    while n >= 32:
        text += DIGITS[32 + n % 32]
        n //= 32
    return text + DIGITS[n]


def ring_text(ring):
    x = y = 0
    text = ''
    for p in ring:
        text += number(p[0] - x) + number(p[1] - y)
        x, y = p
    return text


def main():
    packed = sys.argv[1]
    scales = {s: countries_of(os.path.join(packed, f'countries-{s}.json'), s) for s in SCALES}
    points = {c: innermost(s[0]) for c, s in scales['50m'].items() if c != '--'}
    points.update({c: tuple(map(round, place(*p))) for c, p in POINTS.items()})
    with open(os.path.join(HERE, 'world.txt'), 'w', encoding='ascii') as f:
        f.write(f'vigil-map 1 {WIDTH} {HEIGHT}\n')
        for c, p in sorted(points.items()):
            f.write(f'point {c} {p[0]} {p[1]}\n')
        for s, shapes in scales.items():
            for c, polygons in sorted(shapes.items()):
                rings = [r for polygon in polygons for r in polygon]
                f.write(f'{s} {c} ' + ' '.join(map(ring_text, rings)) + '\n')


main()
