/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every kind of check with every result it can have, on claims made up for the row: what
 * is said of which claims, and where the rule must keep silent. Nothing here is taken from
 * the article or the sample texts.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "claim/check.h"

/* A claim, short. Of what is not given: source 1, somebody's report, a quantity. */
struct say {
    const char *n; /* "=4", ">3", ">=3", "<9", "<=9", "~9" about, "^9" nearly, "+2" several, "-"
                      none found */
    const char *unit, *places; /* a blank between two */
    const char *subject, *predicate, *object;
    const char *from, *to, *inferred;
    const char *speaker, *as, *date, *hedge, *quote, *after;
    enum vg_claim_kind kind;
    enum vg_stance stance;
    int64_t source, root, start, end;
};

enum { MOST = 6, PLACES = 40 };

struct row {
    const char *name;
    enum vg_check_kind kind;
    enum vg_check_result result; /* 0: nothing of this kind but what was not run */
    const char *claims;          /* exactly these: "1 2" */
    const char *says;            /* a part of the sentence */
    struct say say[MOST];
    const char *read; /* a person has set for this family that root 1 says so */
};

#define RIVERS                                                                                     \
    "CN-AH CN-BJ CN-CQ CN-FJ CN-GD CN-GS CN-GX CN-GZ CN-HA CN-HB CN-HE CN-HI CN-HL CN-HN CN-JL "   \
    "CN-JS"
#define HILLS                                                                                      \
    "CN-JX CN-LN CN-NM CN-NX CN-QH CN-SC CN-SD CN-SH CN-SN CN-SX CN-TJ CN-XJ CN-XZ CN-YN CN-ZJ"

static const struct row rows[] = {
    /* sum */
    {"a list behind a colon is whole",
     VG_CHECK_SUM,
     VG_CHECK_ERROR,
     "1 2 3",
     "the parts come to 5, less than the total",
     {{"=6", "office", "IT", .after = ": two in Milan", .start = 0, .end = 10},
      {"=2", "office", "milan", .start = 12, .end = 20},
      {"=3", "office", "turin", .start = 22, .end = 30}}},
    {"a list behind 其中 need not be",
     VG_CHECK_SUM,
     0,
     "",
     "",
     {{"=6", "office", "IT", .after = "，其中米兰", .start = 0, .end = 10},
      {"=2", "office", "milan", .start = 13, .end = 20},
      {"=3", "office", "turin", .start = 22, .end = 30}}},
    {"nor one that says including, unless it is longer",
     VG_CHECK_SUM,
     VG_CHECK_ERROR,
     "1 2 3",
     "more than the total",
     {{"=4", "office", "IT", .after = ", including two", .start = 0, .end = 10},
      {"=2", "office", "milan", .start = 12, .end = 20},
      {"=3", "office", "turin", .start = 22, .end = 30}}},
    {"a total without a place has parts where its words say so",
     VG_CHECK_SUM,
     VG_CHECK_HOLDS,
     "1 2 3",
     "the parts add to the total",
     {{"=5", "office", .after = ", namely two", .start = 0, .end = 10},
      {"=2", "office", "milan", .start = 19, .end = 27},
      {"=3", "office", "lyon", .start = 29, .end = 37}}},
    {"and none where they do not",
     VG_CHECK_SUM,
     0,
     "",
     "",
     {{"=9", "office", .after = ". Two stand", .start = 0, .end = 10},
      {"=2", "office", "milan", .start = 12, .end = 20},
      {"=3", "office", "lyon", .start = 22, .end = 30}}},
    {"bounds are added as bounds",
     VG_CHECK_SUM,
     VG_CHECK_HOLDS,
     "1 2 3",
     "add",
     {{"=6", "office", "IT", .after = ": some", .start = 0, .end = 10},
      {">=2", "office", "milan", .start = 12, .end = 20},
      {"=3", "office", "turin", .start = 22, .end = 30}}},
    /* set */
    {"as many as stated",
     VG_CHECK_SET,
     VG_CHECK_HOLDS,
     "1",
     "3 named, as stated",
     {{"=3", "country", "ES IT FR"}}},
    {"one too many",
     VG_CHECK_SET,
     VG_CHECK_ERROR,
     "1",
     "3 named, 2 stated",
     {{"=2", "country", "ES IT FR"}}},
    {"one is missing",
     VG_CHECK_SET,
     VG_CHECK_WARNING,
     "1",
     "3 named, 4 stated",
     {{"=4", "country", "ES IT FR"}}},
    {"some of a longer list",
     VG_CHECK_SET,
     0,
     "",
     "",
     {{"=4", "country", "ES IT FR", .quote = "four countries, among them"}}},
    {"what is left is the difference of the lists",
     VG_CHECK_SET,
     VG_CHECK_ERROR,
     "1 2 3",
     "3 are left, not 2: PT is not on the list",
     {{"=4", "country", "ES IT FR DE", .subject = "the plan", .start = 0},
      {"=2", "country", "ES PT", .subject = "found", .start = 100},
      {"=2", "country", .subject = "to be found", .start = 200}}},
    {"and is told rightly",
     VG_CHECK_SET,
     VG_CHECK_HOLDS,
     "1 2 3",
     "2 of the announced are left",
     {{"=4", "country", "ES IT FR DE", .subject = "the plan", .start = 0},
      {"=2", "country", "ES IT", .subject = "found", .start = 100},
      {"=2", "country", .subject = "to be found", .start = 200}}},
    {"rounds that come to everyone single nobody out",
     VG_CHECK_SET,
     VG_CHECK_WARNING,
     "1 2",
     "together they name all 31 units of CN",
     {{"=16", "province", RIVERS, .subject = "rounds", .start = 0},
      {"=15", "province", HILLS, .subject = "rounds", .start = 100}}},
    {"a round that names no members waits for its root",
     VG_CHECK_SET,
     VG_CHECK_NOT_RUN,
     "1 2",
     "not run: source not held",
     {{"=16", "province", RIVERS, .subject = "rounds", .start = 0},
      {"=15", "province", "CN-ZJ", .subject = "rounds", .start = 100, .root = 2}}},
    {"or is noted where nothing is left to be held",
     VG_CHECK_SET,
     VG_CHECK_NOTE,
     "1 2",
     "not every list names its members",
     {{"=16", "province", RIVERS, .subject = "rounds", .start = 0},
      {"=15", "province", "CN-ZJ", .subject = "rounds", .start = 100}}},
    {"a fourth of three",
     VG_CHECK_SET,
     VG_CHECK_WARNING,
     "1 2",
     "differ",
     {{.subject = "way:letters", .predicate = "first-way", .kind = VG_KIND_RELATION},
      {.subject = "way:calls", .predicate = "fourth-way", .kind = VG_KIND_RELATION}}},
    /* bound */
    {"no number is in both",
     VG_CHECK_BOUND,
     VG_CHECK_ERROR,
     "1 2",
     "no number in common",
     {{">=9", "station", .speaker = "x"}, {"<9", "station", .speaker = "y"}}},
    {"over three and under five have one",
     VG_CHECK_BOUND,
     0,
     "",
     "",
     {{">3", "station", .speaker = "x", .kind = VG_KIND_EVENT},
      {"<5", "station", .speaker = "y", .kind = VG_KIND_EVENT}}},
    {"an upper end is no finding",
     VG_CHECK_BOUND,
     VG_CHECK_WARNING,
     "1",
     "lower open, up to 700",
     {{"<=700", "person"}}},
    {"a plural is at least two",
     VG_CHECK_BOUND,
     VG_CHECK_NOTE,
     "1",
     "at least two by grammar",
     {{"+2", "agency", .quote = "agencies were named"}}},
    {"a guess stands beside what was found, never in it",
     VG_CHECK_BOUND,
     VG_CHECK_WARNING,
     "1 2",
     "two numbers",
     {{"=3", "station", "PT"}, {">3", "station", "PT", .kind = VG_KIND_OPINION}}},
    {"a guess about another place does not",
     VG_CHECK_BOUND,
     0,
     "",
     "",
     {{"=3", "station", "PT"}, {">3", "station", "ES", .kind = VG_KIND_OPINION}}},
    {"4 phones and at least 9 drives of one seizure are two things",
     VG_CHECK_BOUND,
     0,
     "",
     "",
     {{"=4", "item", .object = "phones"}, {">=9", "item", .object = "drives"}}},
    /* overlap */
    {"totals that share months are not added",
     VG_CHECK_OVERLAP,
     VG_CHECK_WARNING,
     "1 2",
     "2021-06 to 2021-12 (seven months) is in both; consistent if what they do not share is at "
     "least 100",
     {{"=900", "person", .predicate = "charged", .from = "2021-06", .to = "2022-03"},
      {"=800", "person", .predicate = "charged", .from = "2021", .to = "2021"}}},
    {"more in a month than in ten years: no one population",
     VG_CHECK_OVERLAP,
     VG_CHECK_WARNING,
     "1 2",
     "cannot be one population: 90 to 1",
     {{"=900", "person", .predicate = "charged", .from = "2021-06", .to = "2021-06"},
      {"=10", "person", .predicate = "charged", .from = "2012", .to = "2021"}}},
    {"under one heading that is an error",
     VG_CHECK_OVERLAP,
     VG_CHECK_ERROR,
     "1 2 3 4",
     "cannot be one population",
     {{"=900", "person", .subject = "prog:tide", .predicate = "charged", .from = "2021-06",
       .to = "2021-06"},
      {"=10", "person", .subject = "prog:reef", .predicate = "caught", .from = "2012",
       .to = "2021"},
      {.subject = "prog:tide",
       .predicate = "part-of",
       .object = "the campaign",
       .kind = VG_KIND_RELATION},
      {.subject = "prog:reef",
       .predicate = "part-of",
       .object = "the campaign",
       .kind = VG_KIND_RELATION}}},
    {"two programmes with one verb are not about to be added",
     VG_CHECK_OVERLAP,
     0,
     "",
     "",
     {{"=900", "person", .subject = "prog:tide", .predicate = "charged", .from = "2021-06",
       .to = "2022-03"},
      {"=800", "person", .subject = "prog:reef", .predicate = "charged", .from = "2021",
       .to = "2021"}}},
    {"other units are no totals of one thing",
     VG_CHECK_OVERLAP,
     0,
     "",
     "",
     {{"=900", "person", .predicate = "charged", .from = "2021-06", .to = "2022-03"},
      {"=800", "case", .predicate = "charged", .from = "2021", .to = "2021"}}},
    {"a long total waits for its root",
     VG_CHECK_OVERLAP,
     VG_CHECK_NOT_RUN,
     "1",
     "not run",
     {{"=900", "person", .from = "2021-06", .to = "2022-03", .root = 2}}},
    /* unit */
    {"one number in two units",
     VG_CHECK_UNIT,
     VG_CHECK_NOTE,
     "1 2",
     "different units",
     {{"=700", "file", .subject = "a"}, {"=700", "family", .subject = "b"}}},
    {"numbers and subjects that differ",
     VG_CHECK_UNIT,
     0,
     "",
     "",
     {{"=700", "file", .subject = "a"}, {"=800", "family", .subject = "b"}}},
    {"persons are no part of families",
     VG_CHECK_UNIT,
     VG_CHECK_ERROR,
     "1 2",
     "cannot be compared",
     {{"=700", "family"},
      {"=3", "person", .subject = "c2", .predicate = "part-of", .object = "c1"}}},
    /* scope */
    {"a share wants its base",
     VG_CHECK_SCOPE,
     VG_CHECK_WARNING,
     "1",
     "a share without its base",
     {{"=40", "percent", "PT"}}},
    {"persons nowhere and at no time",
     VG_CHECK_SCOPE,
     VG_CHECK_WARNING,
     "1",
     "no base, no period, no place",
     {{"=40", "person"}}},
    {"persons somewhere", VG_CHECK_SCOPE, 0, "", "", {{"=40", "person", "PT"}}},
    {"larger than, without numbers",
     VG_CHECK_SCOPE,
     VG_CHECK_WARNING,
     "1",
     "unsupported",
     {{.subject = "harm in Peru",
       .predicate = "worse-than",
       .object = "harm in Chile",
       .kind = VG_KIND_OPINION}}},
    {"most common among what is told of it",
     VG_CHECK_SCOPE,
     VG_CHECK_NOTE,
     "1 2",
     "no numbers",
     {{.subject = "way:letters", .predicate = "most-common-way", .kind = VG_KIND_RELATION},
      {.subject = "way:letters",
       .predicate = "way-of",
       .object = "pressure",
       .kind = VG_KIND_RELATION}}},
    {"larger with a number",
     VG_CHECK_SCOPE,
     0,
     "",
     "",
     {{"=4", "station", .predicate = "more-than"}}},
    /* time-order */
    {"sixteen months",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_NOTE,
     "1",
     "16 calendar months",
     {{"=9", "station", .from = "2021-04", .to = "2022-07"}}},
    {"a stated length that is right",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_HOLDS,
     "1",
     "16 calendar months",
     {{"=16", "month", .from = "2021-04", .to = "2022-07", .kind = VG_KIND_EVENT}}},
    {"a stated length that is not",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     "1",
     "16 calendar months",
     {{"=15", "month", .from = "2021-04", .to = "2022-07", .kind = VG_KIND_EVENT}}},
    {"told as done before it began",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     "1",
     "before it began",
     {{"=4", "person", .from = "2023-05", .to = "2023-06", .date = "2023-04-30"}}},
    {"by a year that was inferred: not so sure",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_WARNING,
     "1",
     "the period is inferred",
     {{"=4", "person", .from = "2023-05", .to = "2023-06", .inferred = "month",
       .date = "2023-04-30"}}},
    {"a forecast may come before",
     VG_CHECK_TIME_ORDER,
     0,
     "",
     "",
     {{"=4", "person", .from = "2023-05", .to = "2023-05", .date = "2023-04-30",
       .kind = VG_KIND_FORECAST}}},
    {"an order before what it ordered",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_HOLDS,
     "1 2",
     "the order is possible",
     {{"=5", "city", .kind = VG_KIND_INSTRUCTION, .date = "2020-02-01"},
      {"=5", "city", .kind = VG_KIND_EVENT, .from = "2020-03", .to = "2020-03"}}},
    {"an order after it",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     "1 2",
     "done before it was told",
     {{"=5", "city", .kind = VG_KIND_INSTRUCTION, .date = "2020-05-01"},
      {"=5", "city", .kind = VG_KIND_EVENT, .from = "2020-03", .to = "2020-03"}}},
    {"closed before it opened",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     "1 2",
     "closed before it opened",
     {{.subject = "presence:x",
       .predicate = "closed",
       .from = "2020",
       .to = "2020",
       .kind = VG_KIND_EVENT},
      {.subject = "presence:x",
       .predicate = "opened",
       .from = "2022",
       .to = "2022",
       .kind = VG_KIND_EVENT}}},
    {"a year that is not printed",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_NOTE,
     "1 2",
     "2022-09 is inferred from the printed dates beside it",
     {{.predicate = "published",
       .from = "2022-09",
       .to = "2022-09",
       .inferred = "year",
       .kind = VG_KIND_PUBLICATION},
      {.predicate = "moved", .from = "2021", .to = "2021", .kind = VG_KIND_EVENT}}},
    {"completed waits for its root",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_NOT_RUN,
     "1",
     "not run",
     {{.subject = "prog:tide",
       .predicate = "round-two-completed",
       .from = "2019-04",
       .to = "2019-04",
       .kind = VG_KIND_EVENT,
       .root = 2}}},
    {"by the held root it only began then",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     "1 2",
     "by the root it was then “teams-arrived”",
     {{.subject = "prog:tide",
       .predicate = "round-two-completed",
       .from = "2019-04",
       .to = "2019-04",
       .kind = VG_KIND_EVENT,
       .source = 2,
       .root = 1},
      {.subject = "prog:tide",
       .predicate = "teams-arrived",
       .from = "2019-04",
       .to = "2019-04",
       .kind = VG_KIND_EVENT}}},
    {"by the held root it was",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_HOLDS,
     "1 2",
     "the root says so",
     {{.subject = "prog:tide",
       .predicate = "round-two-completed",
       .from = "2019-04",
       .to = "2019-04",
       .kind = VG_KIND_EVENT,
       .source = 2,
       .root = 1},
      {.subject = "prog:tide",
       .predicate = "round-completed",
       .from = "2019-04",
       .to = "2019-04",
       .kind = VG_KIND_EVENT}}},
    /* value */
    {"a name with a letter less",
     VG_CHECK_VALUE,
     VG_CHECK_HOLDS,
     "1",
     "judgement of a person",
     {{.object = "org:river-watch",
       .quote = "as the River Wach told us",
       .predicate = "told",
       .kind = VG_KIND_RELATION}}},
    {"a misprint",
     VG_CHECK_VALUE,
     VG_CHECK_HOLDS,
     "1",
     "a misprint",
     {{.object = "confiscation",
       .quote = "the confisation of papers",
       .predicate = "saw",
       .kind = VG_KIND_EVENT}}},
    {"a plural is none",
     VG_CHECK_VALUE,
     0,
     "",
     "",
     {{.object = "apartment", .quote = "apartments", .kind = VG_KIND_EVENT}}},
    {"two values",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     "1 2",
     "different values",
     {{"=31", "station", .speaker = "x"}, {"=54", "station", .speaker = "y", .source = 3}}},
    {"one rounds the other",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     "1 2",
     "rounded",
     {{"=5400", "station", "PT", .speaker = "x"},
      {"=5412", "station", "PT", .speaker = "y", .source = 3}}},
    {"a part taken for the whole",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     "1 2 3",
     "a part taken for the whole",
     {{"=54", "station", "PT", .speaker = "x", .start = 0},
      {"=31", "station", "porto", .speaker = "x", .predicate = "stands-in", .start = 900},
      {"=31", "station", "PT", .speaker = "y", .source = 3}}},
    {"two totals mixed up",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     "1 2 3",
     "two totals of one source mixed up",
     {{"=54", "country", "PT", .speaker = "x", .start = 0},
      {"=31", "country", "ES", .speaker = "x", .predicate = "visited", .start = 900},
      {"=31", "country", "PT", .speaker = "y", .source = 3}}},
    {"said on another day",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     "1 2",
     "said on different days",
     {{"=54", "station", "PT", .speaker = "x", .date = "2021-02"},
      {"=57", "station", "PT", .speaker = "y", .date = "2021-08", .source = 3}}},
    {"4 phones and 11 drives",
     VG_CHECK_VALUE,
     0,
     "",
     "",
     {{"=4", "item", .object = "phones"}, {"=11", "item", .object = "drives"}}},
    {"an exact number waits for its root",
     VG_CHECK_VALUE,
     VG_CHECK_NOT_RUN,
     "1",
     "not run",
     {{"=54", "station", .root = 2}}},
    /* drift */
    {"about becomes over",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     "1 2",
     "changed direction",
     {{"~90", "person"}, {">90", "person", .source = 2}}},
    {"over becomes nearly",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     "1 2",
     "changed direction",
     {{">90", "person"}, {"^90", "person", .source = 2}}},
    {"at least becomes over",
     VG_CHECK_DRIFT,
     0,
     "",
     "",
     {{">=90", "person"}, {">90", "person", .source = 2}}},
    {"alleged is lost",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     "1 2",
     "a hedge of the origin is lost",
     {{"=90", "person", .hedge = "alleged"}, {"=90", "person", .source = 2}}},
    {"files become families",
     VG_CHECK_DRIFT,
     VG_CHECK_ERROR,
     "1 2",
     "file became family",
     {{"=90", "file"}, {"=90", "family", .source = 2}}},
    {"the origin counts both",
     VG_CHECK_DRIFT,
     0,
     "",
     "",
     {{"=90", "file"}, {"=90", "family", .subject = "others"}, {"=90", "family", .source = 2}}},
    {"one count told three ways in one text",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     "1 2 3",
     "from one telling to the next",
     {{">340", "person", .speaker = "bureau", .as = "notice"},
      {"~300", "person", .speaker = "bureau", .as = "release", .start = 50},
      {"^400", "person", .speaker = "wire", .start = 90}}},
    {"a range in one breath",
     VG_CHECK_DRIFT,
     0,
     "",
     "",
     {{">=340", "person", .speaker = "bureau"},
      {"<=400", "person", .speaker = "bureau", .start = 50}}},
    {"a bound waits for its root",
     VG_CHECK_DRIFT,
     VG_CHECK_NOT_RUN,
     "1",
     "not run",
     {{"<=90", "person", .root = 2}}},
    /* citation */
    {"the held root states it",
     VG_CHECK_CITATION,
     VG_CHECK_HOLDS,
     "2",
     "the root says so",
     {{"=90", "person"}, {"=90", "person", .source = 2, .root = 1}}},
    {"it states it of something else",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     "1 2",
     "the root states this number of something else",
     {{"=90", "person", .subject = "callers", .predicate = "warned"},
      {"=90", "person", .subject = "the stations", .predicate = "returned", .source = 2,
       .root = 1}}},
    {"it states another number",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     "2",
     "nothing in it is set to say so",
     {{"=80", "person"}, {"=90", "person", .source = 2, .root = 1}}},
    {"it is about something else",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     "2",
     "nothing in it is set to say so",
     {{.subject = "notice",
       .predicate = "plans-against",
       .object = "gangs",
       .kind = VG_KIND_INSTRUCTION},
      {.subject = "notice",
       .predicate = "orders",
       .object = "stations",
       .kind = VG_KIND_INSTRUCTION,
       .source = 2,
       .root = 1}}},
    {"a person has read that it says so",
     VG_CHECK_CITATION,
     VG_CHECK_HOLDS,
     "2",
     "the root says so",
     {{"=80", "person"}, {"=90", "person", .predicate = "located-in", .source = 2, .root = 1}},
     .read = "existence"},
    {"a person has read it, but not that",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     "1",
     "nothing in it is set to say so",
     {{.subject = "prog:tide",
       .predicate = "used-to-press",
       .kind = VG_KIND_RELATION,
       .source = 2,
       .root = 1}},
     .read = "existence"},
    {"held, and nobody has read it",
     VG_CHECK_CITATION,
     VG_CHECK_WARNING,
     "1",
     "nobody has set that it says so",
     {{"=90", "person", .source = 2, .root = 1}}},
    {"not held",
     VG_CHECK_CITATION,
     VG_CHECK_NOT_RUN,
     "1",
     "not run: source not held",
     {{"=90", "person", .root = 2}}},
    {"corrected there",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     "1",
     "corrected at source",
     {{"=90", "person", .root = 3}}},
    {"an outlet without a name",
     VG_CHECK_CITATION,
     VG_CHECK_WARNING,
     "1",
     "it is unnamed",
     {{.predicate = "published-by", .object = "an unnamed outlet", .kind = VG_KIND_ROOT_POINTER}}},
    /* attribution */
    {"a speaker without a name",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_WARNING,
     "1",
     "unnamed",
     {{"=9", "country", .speaker = "unnamed officials"}}},
    {"loaded words",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_NOTE,
     "1",
     "words of the source",
     {{"=9", "country", .quote = "the regime in nine countries"}}},
    {"nobody was heard",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_WARNING,
     "1",
     "no reply of the other side",
     {{"=9", "station"}}},
    {"heard on what it is for only",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_WARNING,
     "2",
     "whether it exists is not answered",
     {{"=9", "station"},
      {.predicate = "says-purpose",
       .object = "papers",
       .speaker = "embassy",
       .kind = VG_KIND_RELATION}}},
    {"heard on whether it is there",
     VG_CHECK_ATTRIBUTION,
     0,
     "",
     "",
     {{"=9", "station"},
      {.predicate = "exist", .speaker = "embassy", .kind = VG_KIND_DENIAL, .stance = VG_DENIES}}},
    {"part of it or partner of it",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_NOTE,
     "1 2",
     "told in 2 ways",
     {{.subject = "prog:tide",
       .predicate = "part-of",
       .object = "prog:reef",
       .kind = VG_KIND_RELATION},
      {.subject = "prog:tide",
       .predicate = "partner-of",
       .object = "prog:reef",
       .kind = VG_KIND_RELATION}}},
    {"the root has a second issuer",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_NOTE,
     "2 3",
     "the root names the court besides",
     {{.subject = "notice",
       .predicate = "orders",
       .speaker = "the bureau",
       .kind = VG_KIND_INSTRUCTION},
      {.subject = "notice",
       .predicate = "orders",
       .speaker = "the court",
       .kind = VG_KIND_INSTRUCTION,
       .start = 50},
      {.subject = "notice",
       .predicate = "orders",
       .speaker = "the bureau",
       .kind = VG_KIND_INSTRUCTION,
       .source = 2,
       .root = 1}}},
    {"wording waits for the original",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_NOT_RUN,
     "1",
     "not run",
     {{"=9", "country", .root = 2}}},
    /* existence */
    {"nothing found is nothing found",
     VG_CHECK_EXISTENCE,
     VG_CHECK_WARNING,
     "1",
     "no evidence of absence",
     {{"-", "office", "PT", .kind = VG_KIND_NEGATIVE_FINDING}}},
    {"there and not there",
     VG_CHECK_EXISTENCE,
     VG_CHECK_NOTE,
     "1 2",
     "one side says",
     {{"=2", "station"}, {.predicate = "exist", .kind = VG_KIND_DENIAL, .stance = VG_DENIES}}},
    {"a denial of something else",
     VG_CHECK_EXISTENCE,
     0,
     "",
     "",
     {{"=2", "station"}, {.predicate = "forced", .kind = VG_KIND_DENIAL, .stance = VG_DENIES}}},
    /* purpose */
    {"what it is for, by two",
     VG_CHECK_PURPOSE,
     VG_CHECK_NOTE,
     "1 2",
     "the speakers differ",
     {{.subject = "prog:tide",
       .predicate = "says-purpose",
       .object = "papers",
       .speaker = "x",
       .kind = VG_KIND_RELATION},
      {.subject = "prog:tide",
       .predicate = "targets",
       .object = "critics",
       .speaker = "y",
       .kind = VG_KIND_RELATION}}},
    {"by one",
     VG_CHECK_PURPOSE,
     0,
     "",
     "",
     {{.subject = "prog:tide",
       .predicate = "says-purpose",
       .object = "papers",
       .speaker = "x",
       .kind = VG_KIND_RELATION},
      {.subject = "prog:tide",
       .predicate = "targets",
       .object = "debtors",
       .speaker = "x",
       .kind = VG_KIND_RELATION}}},
    /* superseded */
    {"a later edition",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     "1 2",
     "the earlier stays true as of then",
     {{"=31", "station", .speaker = "x", .date = "2021-02"},
      {"=54", "station", .speaker = "x", .date = "2022-02"}}},
    {"the same again",
     VG_CHECK_SUPERSEDED,
     0,
     "",
     "",
     {{"=31", "station", .speaker = "x", .date = "2021-02"},
      {"=31", "station", .speaker = "x", .date = "2022-02"}}},
    {"a forecast that came true by itself",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     "1 2",
     "met, not independently",
     {{">=2", "station", "PT", .date = "2021-02", .kind = VG_KIND_FORECAST, .root = 2},
      {"=3", "station", "porto", .date = "2022-02", .root = 2}}},
    {"by another root",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     "1 2",
     "met, by another root",
     {{">=2", "station", "PT", .date = "2021-02", .kind = VG_KIND_FORECAST, .root = 2},
      {"=3", "station", "porto", .date = "2022-02", .root = 3}}},
    {"that did not",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     "1 2",
     "not met",
     {{">=2", "station", "PT", .date = "2021-02", .kind = VG_KIND_FORECAST, .root = 2},
      {"=1", "station", "porto", .date = "2022-02", .root = 3}}},
    {"that waits",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOT_RUN,
     "1",
     "nothing that was said later",
     {{">=2", "station", "PT", .date = "2023-02", .kind = VG_KIND_FORECAST},
      {"=3", "station", "porto", .date = "2022-02"}}},
};

/* -- claims out of rows ---------------------------------------------------------------------- */

struct made {
    struct vg_claim claims[MOST];
    struct vg_passage passages[MOST];
    struct vg_link links[MOST][2];
    const char *places[MOST][PLACES];
    struct vg_reading reading;
    struct vg_view v;
};

static const struct vg_source_info sources[] = {{.id = 1, .captured_at = 1700000000},
                                                {.id = 2, .captured_at = 1700000000},
                                                {.id = 3, .captured_at = 1700000000}};
static const struct vg_root roots[] = {
    {.id = 1, .source = 1},
    {.id = 2, .name = "root:b"},
    {.id = 3, .name = "root:c", .corrected = "corrected at source 2023-01"}};
static const struct vg_edge edge = {.id = 1,
                                    .kind = VG_DERIVES_COPY,
                                    .from = {.kind = VG_NODE_SOURCE, .id = 2},
                                    .to = {.kind = VG_NODE_SOURCE, .id = 1}};
static const struct vg_entity entity = {.id = "org:river-watch", .en = "River Watch"};

static void set_number(struct vg_claim *c, const char *n)
{
    static const struct {
        const char *mark;
        enum vg_op op;
    } marks[] = {{">=", VG_OP_AT_LEAST}, {"<=", VG_OP_AT_MOST}, {">", VG_OP_OVER},
                 {"<", VG_OP_UNDER},     {"=", VG_OP_EXACT},    {"~", VG_OP_ABOUT},
                 {"^", VG_OP_NEARLY},    {"+", VG_OP_SEVERAL},  {"-", VG_OP_NONE_FOUND}};

    for (size_t i = 0; n != NULL && i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].mark);

        if (strncmp(n, marks[i].mark, len) != 0)
            continue;
        vg_quantity_set(&c->quantity, marks[i].op, strtoll(n + len, NULL, 10), 0);
        return;
    }
}

static void set_places(struct vg_claim *c, const char *list, const char **room, struct vg_arena *a)
{
    c->places = room;
    for (const char *p = list; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ");

        assert_true(c->n_places < PLACES);
        room[c->n_places++] = vg_copy(a, p, len);
        p += len + strspn(p + len, " ");
    }
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

static void make_passage(struct made *m, size_t i, const struct say *s)
{
    struct vg_passage *p = &m->passages[i];

    *p = (struct vg_passage){.source = s->source != 0 ? s->source : 1,
                             .start = s->start,
                             .end = s->end != 0 ? s->end : s->start + 9};
    p->quote = vg_str(or_else(s->quote, "seen 1"));
    p->after = vg_str(s->after);
    m->links[i][0] = (struct vg_link){
        .speaker = or_else(s->speaker, "someone"), .as = or_else(s->as, "report"), .date = s->date};
    m->links[i][1] = (struct vg_link){.as = "text"};
}

static void make_claim(struct made *m, size_t i, const struct say *s, struct vg_arena *a)
{
    struct vg_claim *c = &m->claims[i];

    make_passage(m, i, s);
    *c = (struct vg_claim){.id = (int64_t)i + 1,
                           .kind = s->kind != 0 ? s->kind : VG_KIND_QUANTITY,
                           .stance = s->stance != 0 ? s->stance : VG_ASSERTS,
                           .status = VG_ACCEPTED,
                           .subject = or_else(s->subject, "things"),
                           .predicate = or_else(s->predicate, "located-in"),
                           .object = s->object,
                           .period = {.from = s->from, .to = s->to},
                           .links = m->links[i],
                           .n_links = 2,
                           .hedges = &s->hedge,
                           .n_hedges = s->hedge != NULL,
                           .roots = &s->root,
                           .n_roots = s->root != 0,
                           .passage = &m->passages[i]};
    c->period.inferred = &s->inferred;
    c->period.n_inferred = s->inferred != NULL;
    set_number(c, s->n);
    c->quantity.unit = s->unit;
    set_places(c, s->places, m->places[i], a);
}

static void make(struct made *m, const struct row *r, struct vg_arena *a)
{
    size_t n = 0;

    *m = (struct made){0};
    for (; n < MOST && (r->say[n].n != NULL || r->say[n].kind != 0); n++)
        make_claim(m, n, &r->say[n], a);
    m->v = (struct vg_view){.claims = m->claims,
                            .n_claims = n,
                            .sources = sources,
                            .n_sources = 3,
                            .roots = roots,
                            .n_roots = 3,
                            .edges = &edge,
                            .n_edges = 1,
                            .entities = &entity,
                            .n_entities = 1};
    if (r->read == NULL)
        return;
    m->reading.root = 1;
    assert_int_equal(vg_family_read(r->read, &m->reading.family, NULL), VG_OK);
    m->v.readings = &m->reading;
    m->v.n_readings = 1;
}

/* -- the law of the rows ---------------------------------------------------------------------- */

static int is_over(const struct vg_check *c, const char *claims)
{
    VG_SCOPED_BUF ids = {0};

    for (size_t i = 0; i < c->n_claims; i++)
        vg_putf(&ids, "%s%lld", i > 0 ? " " : "", (long long)c->claims[i]);
    return vg_str_is(vg_buf_str(&ids), claims);
}

static int is_expected(const struct row *r, const struct vg_check *c)
{
    if (c->kind != r->kind)
        return 0;
    if (r->result == 0)
        return c->result != VG_CHECK_NOT_RUN;
    return c->result == r->result && is_over(c, r->claims) && strstr(c->says, r->says) != NULL;
}

static void print_row(const struct row *r, const struct vg_check *all, size_t n)
{
    printf("# %s: %s %s over %s\n", r->name, vg_check_kind_word(r->kind),
           r->result == 0 ? "nothing" : vg_check_result_word(r->result), r->claims);
    for (size_t i = 0; i < n; i++) {
        printf("#   %s %s", vg_check_result_word(all[i].result), vg_check_kind_word(all[i].kind));
        for (size_t j = 0; j < all[i].n_claims; j++)
            printf(" %lld", (long long)all[i].claims[j]);
        printf(" | %s | %s\n", all[i].test, all[i].says);
    }
}

static int row_holds(const struct row *r)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_root_graph *g = NULL;
    struct vg_check *all = NULL;
    struct made m;
    size_t n = 0;
    int found = 0;

    make(&m, r, &a);
    assert_int_equal(vg_root_graph_make(&m.v, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_check_all(&m.v, g, &a, &all, &n, NULL), VG_OK);
    for (size_t i = 0; i < n; i++)
        found |= is_expected(r, &all[i]);
    if (found == (r->result != 0))
        return 1;
    print_row(r, all, n);
    return 0;
}

static void every_kind_says_each_of_its_results_and_no_more(void **state)
{
    size_t missed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        missed += !row_holds(&rows[i]);
    assert_int_equal(missed, 0);
}

static void every_result_of_every_kind_has_a_row(void **state)
{
    static const char *const results[] = {
        [VG_CHECK_SUM] = "error holds ",
        [VG_CHECK_SET] = "error warning note holds not-run ",
        [VG_CHECK_BOUND] = "error warning note ",
        [VG_CHECK_OVERLAP] = "error warning not-run ",
        [VG_CHECK_UNIT] = "error note ",
        [VG_CHECK_SCOPE] = "warning note ",
        [VG_CHECK_TIME_ORDER] = "error warning note holds not-run ",
        [VG_CHECK_VALUE] = "warning holds not-run ",
        [VG_CHECK_DRIFT] = "error warning not-run ",
        [VG_CHECK_CITATION] = "error warning holds not-run ",
        [VG_CHECK_ATTRIBUTION] = "warning note not-run ",
        [VG_CHECK_EXISTENCE] = "warning note ",
        [VG_CHECK_PURPOSE] = "note ",
        [VG_CHECK_SUPERSEDED] = "note not-run ",
    };

    (void)state;
    for (int k = VG_CHECK_SUM; k <= VG_CHECK_SUPERSEDED; k++) {
        VG_SCOPED_BUF there = {0};

        for (int r = VG_CHECK_ERROR; r <= VG_CHECK_NOT_RUN; r++)
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if ((int)rows[i].kind == k && (int)rows[i].result == r) {
                    vg_putf(&there, "%s ", vg_check_result_word((enum vg_check_result)r));
                    break;
                }
        vg_putc(&there, '\0');
        assert_string_equal(there.p, results[k]);
    }
}

static void a_check_is_known_by_its_kind_its_claims_and_its_question(void **state)
{
    static const int64_t one[] = {1, 12}, other[] = {11, 2};
    const struct vg_check base = {
        .kind = VG_CHECK_SUM, .claims = one, .n_claims = 2, .test = "t", .says = "s"};
    struct vg_check like = base;
    char id[VG_CHECK_ID], again[VG_CHECK_ID];

    (void)state;
    vg_check_id(&base, id);
    assert_int_equal(strlen(id), VG_CHECK_ID - 1);
    like.says = "otherwise";
    like.result = VG_CHECK_ERROR;
    vg_check_id(&like, again);
    assert_string_equal(id, again);
    like.claims = other;
    vg_check_id(&like, again);
    assert_string_not_equal(id, again);
    like = base;
    like.kind = VG_CHECK_SET;
    vg_check_id(&like, again);
    assert_string_not_equal(id, again);
    like = base;
    like.test = "u";
    vg_check_id(&like, again);
    assert_string_not_equal(id, again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_says_each_of_its_results_and_no_more),
        cmocka_unit_test(every_result_of_every_kind_has_a_row),
        cmocka_unit_test(a_check_is_known_by_its_kind_its_claims_and_its_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
