/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_FILTER_H
#define VG_CLI_FILTER_H

#include "cli/run.h"

/*
 * The options that say which claims are meant; the same words in every command that lists
 * claims, figures or answers. Given more than once, any may fit; different ones must all.
 */
/* clang-format off */
#define VG_FILTER_OPTIONS                                                                          \
    {.name = "what", .argument = "UNIT", .does = "only numbers of this unit, as in station, or claims that name it", .repeats = 1}, \
    {.name = "place", .argument = "ID", .does = "only inside this place, as CA or europe", .repeats = 1}, \
    {.name = "about", .argument = "WORDS", .does = "only with this entity id, or these words in what is said or quoted", .repeats = 1}, \
    {.name = "kind", .argument = "KIND", .does = "only claims of this kind, as in opinion", .repeats = 1}, \
    {.name = "family", .argument = "WORD", .does = "only existence, function, effect, number, identity or time", .repeats = 1}, \
    {.name = "stance", .argument = "STANCE", .does = "only asserts, denies, refutes, relays or asks", .repeats = 1}, \
    {.name = "standing", .argument = "VALUE", .does = "only with this standing, as in official-claim", .repeats = 1}, \
    {.name = "hedge", .argument = "HEDGE", .does = "only with this hedge, as in likely", .repeats = 1}, \
    {.name = "speaker", .argument = "NAME", .does = "only with this name or entity id in the chain of who says so", .repeats = 1}, \
    {.name = "source", .argument = "ID", .does = "only out of this source", .repeats = 1}, \
    {.name = "root", .argument = "ROOT", .does = "only from this root, as r3 or root:report", .repeats = 1}, \
    {.name = "claim", .argument = "ID", .does = "only this claim", .repeats = 1}, \
    {.name = "inferred", .does = "only with a date that was not printed"}, \
    {.name = "undated", .does = "only without a period"}
/* clang-format on */

/* What was given, in the arena of the run. */
struct vg_filter vg_filter_given(struct vg_run *r);

#endif
