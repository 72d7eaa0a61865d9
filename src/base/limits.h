/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_LIMITS_H
#define VG_BASE_LIMITS_H

#include <stdint.h>

/*
 * Every size that comes from outside is compared with a bound from this file
 * before it is used. Each has its reason. Sizes are bytes unless they say
 * otherwise.
 */
#define KIB(n) ((int64_t)(n)*1024)
#define MIB(n) ((int64_t)(n)*1024 * 1024)
#define GIB(n) ((int64_t)(n)*1024 * 1024 * 1024)

/* -- what a program of ours writes in one piece -------------------------- */
#define VG_MAX_OUTPUT GIB(1) /* a brief or an export; more is a mistake, not a need */

/* -- preserved bytes ------------------------------------------------------ */
#define VG_CHUNK KIB(256) /* piece of a blob in the case; measured best from 64 KiB to 1 MiB */
#define VG_STAGE_FROM                                                                              \
    MIB(64) /* larger blobs go in by several transactions, so the WAL stays bounded */
#define VG_MAX_SOURCE     GIB(64) /* one preserved source; SQLite's file limit is far above */
#define VG_MAX_PATH_DEPTH 64      /* folders within folders; deeper is a loop or an attack */
#define VG_MAX_NAME       KIB(4)  /* a file name or label as kept */
#define VG_MAX_FOLDER     1000000 /* names in one folder, sorted in memory */

/* -- group commit: an acknowledgement is never later than the first of these */
#define VG_GROUP_SOURCES 64
#define VG_GROUP_BYTES   MIB(8)
#define VG_GROUP_MS      50

/* -- the record ------------------------------------------------------------ */
#define VG_MAX_ENTRY     KIB(2)  /* entries are headers, never content */
#define VG_MAX_TILE_ITEM 65535   /* what the big-endian uint16 of an entry bundle can say */
#define VG_MAX_NOTE      KIB(16) /* a signed note with room for 16 signature lines and more */
#define VG_MAX_NOTE_SIGS 64      /* signature lines read; C2SP asks for at least 16 */
#define VG_MAX_FIELD     MIB(64) /* one committed field */
#define VG_MAX_FIELDS                                                                              \
    1000000 /* committed fields of one entry; an import is split before it gets there */
#define VG_MAX_PROOF                                                                               \
    KIB(24) /* a tlog-proof: a checkpoint, 63 hash lines and an extra line of the rest */
#define VG_MAX_MARK    KIB(1)  /* a mark has about 90 bytes */
#define VG_MAX_MESSAGE MIB(64) /* one message between our own processes */

/* -- names compared (vigil resolve) ------------------------------------------ */
#define VG_MAX_RESOLVE_FILE GIB(2)  /* ten million names with room; held in memory */
#define VG_MAX_RESOLVE_ROW  KIB(64) /* 60 aliases of 1 KiB */
#define VG_MAX_RESOLVE_LIST 5000000 /* things in a list that is matched: 5 GiB of memory */
#define VG_MAX_RESOLVE_TOP  1000    /* candidates of one query: more is no answer */
#define VG_KEYED_HELD       8000000 /* keys of names held before they are written: 200 MiB with them */

/* -- the closed child --------------------------------------------------------- */
#define VG_BOX_MEMORY MIB(512)
#define VG_BOX_CPU_S  10
#define VG_BOX_WALL_S 20
#define VG_BOX_OUTPUT MIB(64)
#define VG_BOX_STREAM_STEP                                                                         \
    10000000 /* bytes of an archive for a second of processor time: 20 times what reading takes */
#define VG_BOX_STALL_S 20 /* a stream without a message or progress for so long: stopped */
#define VG_BOX_STREAM_WALL                                                                         \
    10 /* a stream may take so many times its processor time: disks are slow, sleepers are not     \
          read */
#define VG_BOX_STREAM_OUTPUT GIB(64) /* messages of one archive; as VG_MAX_SOURCE */
#define VG_MAX_DOCUMENT      MIB(64) /* bytes handed to one reader; the rest stays preserved, unread */

/* -- a converter of the system in its walls (pdftotext, pdftoppm, tesseract) ------- */
#define VG_HELPER_MEMORY    MIB(512)
#define VG_HELPER_CPU_S     20
#define VG_MAX_HELPER_INPUT MIB(512) /* one document: a scanned book has some hundred MiB */

/* -- a program that the user names (a plug-in) ---------------------------------- */
#define VG_PLUGIN_SILENCE_S 60    /* neither reads nor prints for so long: stopped */
#define VG_PLUGIN_MAX_S     86400 /* the longest silence that can be asked for: a day */
#define VG_PLUGIN_RUN_S     21600 /* one run, however busy: a drip of single bytes is never silent */
#define VG_PLUGIN_GRACE_MS  1000  /* from SIGTERM to SIGKILL */
#define VG_PLUGIN_OUTPUT    MIB(16) /* answer of one run: some twenty thousand suggestions */
#define VG_PLUGIN_LINES     100000  /* of one answer; more is a flood, not a suggestion */
#define VG_PLUGIN_PASSAGE   KIB(4)  /* text of one passage handed over, cut at a sentence */
#define VG_PLUGIN_SOURCES   64      /* texts handed over in one run */
#define VG_PLUGIN_BATCH     MIB(4)  /* of text in one run, unless one text alone is larger */
#define VG_PLUGIN_TOLD      20      /* refused lines told one by one; the rest is counted */
#define VG_MAX_PLUGINS      16      /* programs named in one command */
#define VG_MAX_COMMAND      KIB(4)  /* a command line to run */

/* -- reading ------------------------------------------------------------------- */
#define VG_MAX_HTML_DEPTH 512 /* open elements remembered; deeper ones are counted */
#define VG_MAX_ATTRIBUTES 64  /* per element; the rest are counted */
#define VG_MAX_TEXT                                                                                \
    MIB(52) /* extracted text of one source: with its blocks and map one message of the child */
#define VG_MAX_SUGGEST MIB(64) /* a text that suggestions are asked for without a case */
#define VG_MAX_CONVERTED                                                                           \
    MIB(36) /* a document that is not, as UTF-8: in memory beside the document and its text */
#define VG_MAX_ARTICLE                                                                             \
    KIB(64)               /* a text whose suggestions wait for its end; longer ones go             \
                           out paragraph by paragraph */
#define VG_MAX_DAMAGE 100 /* damage and oddity notes kept per record */
#define VG_MAX_READER_DEATHS                                                                       \
    100 /* children that one input may cost before the rest is given up                            \
         */
#define VG_MAX_BLOCKS        1000000 /* of one text; what follows joins the last one */
#define VG_MAX_PAGE_RUNS     3000000 /* of the map of one page, three a block; 72 MiB */
#define VG_MAX_PAGE_NODES    1500000 /* elements of one page that blocks stand in; 66 MiB */
#define VG_MAX_JSONLD        MIB(1)  /* one script of linked data that is looked at */
#define VG_MAX_JSONLD_VALUES 32768   /* in it: an object of three bytes takes 300 in memory */

/* -- pages: PDF, scans, images ---------------------------------------------------- */
#define VG_MAX_PAGES      50000 /* of one document; the longest records of proceedings have 10,000 */
#define VG_MAX_PAGE_SIDE  10000000 /* tenths of a point: 350 m; PDF's 5 m are of its own unit */
#define VG_MAX_PAGE_WORDS 100000   /* of one page; a page of a telephone book has 5,000 */
#define VG_MAX_BOXES      3000000  /* words of one text with their places: a message of the child */
#define VG_MAX_OCR_PIXELS 40000000 /* of one image: A3 at 400 dots an inch has 31 million */
#define VG_MAX_TIFF_PAGES                                                                          \
    1000 /* of one image: half an hour of reading, and a whole file of paper */
#define VG_MAX_TIFF_DIRECTORIES 4000   /* … with small copies and masks of each */
#define VG_OCR_CPU_S            60     /* for one page; 2 to 3 are usual */
#define VG_OCR_MEMORY           GIB(1) /* three languages and 40 million pixels, several times over */
#define VG_MAX_PDF_WORDS        MIB(32) /* what pdftotext prints at a time: some 600 pages */
#define VG_MAX_PDF_HELD         MIB(40) /* … of one document, at a tenth of that: some 8,000 */

#define VG_MAX_ARCHIVE_PDFS                                                                        \
    5000 /* of one archive read without a case: at 0.1 s each what a person waits for */
#define VG_ARCHIVE_PDF_MS 600000 /* … and all of them together: ten minutes */

/* -- archives ------------------------------------------------------------------ */
#define VG_MEMBER_FIRST KIB(256) /* a compressed member is tried in so much; most records fit */
#define VG_MAX_MEMBER   MIB(64)  /* of one held in memory, and of one record's block */
#define VG_MAX_MEMBER_STREAM                                                                       \
    MIB(512) /* of one altogether: a whole crawl in one gzip member, not a bomb */
#define VG_MAX_RATIO           200    /* bytes out for each byte in; a page of blanks stays below */
#define VG_RATIO_FROM          MIB(1) /* … once so much is out: small things compress as they like */
#define VG_MAX_BODY            MIB(64) /* decoded body of one record */
#define VG_MAX_CODINGS         3 /* content encodings of one body; servers use one, rarely two */
#define VG_MAX_RECORD_HEAD     MIB(1) /* header of a record; crawlers write some 700 bytes */
#define VG_MAX_RECORD_LINES    10000
#define VG_MAX_HTTP_HEAD       KIB(64) /* four times what browsers and servers accept */
#define VG_MAX_HTTP_LINES      2000
#define VG_ZSTD_WINDOW_LOG     27      /* 128 MiB: the most that zstd itself takes unasked */
#define VG_MAX_ZSTD_DICTIONARY MIB(16) /* crawlers make them of 100 KiB to 1 MiB */
#define VG_MAX_FALSE_STARTS    1000   /* magics in a file that begin no member; more is an attack */
#define VG_MAX_FILE_NOTES      1000   /* damage that belongs to no record, neighbours merged */
#define VG_MAX_RECORD_MEMBERS  65536  /* that one record is spread over: 1 KiB each of a full one */
#define VG_MAX_ORIGINALS       500000 /* records that revisits can be led back to; 64 MiB */
#define VG_MAX_LOOK_AHEAD                                                                          \
    GIB(4) /* records looked at for what a revisit repeats: some 5 s in which nothing is heard */
#define VG_MAX_SEGMENTS      10000   /* continuation records of one input that are joined */
#define VG_MAX_SEGMENT_BYTES MIB(64) /* … and their bytes */
#define VG_PASSED_STEP       MIB(1)  /* how often a caller hears how far the reading is */

#define VG_MAX_ZIP_ENTRIES 100000 /* of one archive; each costs a look at its local header */
#define VG_ZIP_TAIL        65557 /* an end record with the longest comment: where it is looked for */
#define VG_MAX_INDEX_LINE  MIB(1) /* of an index or a list of pages; what is longer is cut */
#define VG_MAX_INDEX_CLAIMS                                                                        \
    2000000 /* index lines of a WACZ held against its records; 48 bytes each */
#define VG_MAX_PAGE_CLAIMS                                                                         \
    1000000 /* pages of its lists, that are to be found among the records                          \
             */
#define VG_MAX_SAME_CLAIMS                                                                         \
    1000                         /* index lines for one place; the records of one member are fewer \
                                  */
#define VG_MAX_INDEXES  1000     /* indexes of one package in which an address is looked up */
#define VG_MAX_FOUND    16       /* captures of one address, nearest first, that are tried */
#define VG_MAX_NESTING  3        /* archives within an archive; mail and chats stay below */
#define VG_MAX_NESTED   MIB(160) /* unpacked entries that archives within archives stand in */
#define VG_MAX_ZIP_ENDS 32       /* end records looked at; more than one valid is damage already */
/* -- names that are looked for (mention/gazetteer.h) -------------------------------- */
#define VG_MAX_NAMES       1000000 /* rows of a names file; the largest lists of cities have fewer */
#define VG_MAX_NAMES_FILE  MIB(128) /* of their file: 128 bytes a row */
#define VG_MAX_NAMES_BYTES MIB(128)
#define VG_MAX_NAMES_TABLE                                                                         \
    MIB(1024) /* made of them; a million names that share long beginnings need no more */
#define VG_MAX_NAME_BYTES      512   /* one name or id; titles of programmes have 200 */
#define VG_MAX_NAME_BYTES_TEXT "512" /* the same, for messages */
#define VG_MAX_NAME_STEPS      128   /* words or Han characters of one name */
#define VG_NAMES_FILTER                                                                            \
    KIB(512) /* bytes of the filter before the table: what stays in a second-level cache */
#define VG_NAMES_CAPITALS_FROM                                                                     \
    100 /* names from which a list can be all in capitals; fewer may be acronyms */

/* -- records that are linked (resolve/records.h, resolve/em.h) ------------------------- */
#define VG_MAX_RECORDS_FILE  GIB(1)     /* one table, held in memory */
#define VG_MAX_RECORDS       10000000   /* of all files together; 100 bytes each and their text */
#define VG_MAX_RECORDS_FILES 16         /* lists linked at once; an estimate takes no more */
#define VG_MAX_RECORD_BYTES  MIB(1)     /* one row of such a table */
#define VG_MAX_RECORD_PAIRS  2000000000 /* candidates: some minutes; more is a block too wide */
#define VG_MAX_CANDIDATES_KEPT                                                                     \
    67108864 /* of which the patterns are kept for the second look, 4 bytes each */
#define VG_MAX_CLUSTER_PAIRS  33554432 /* pairs within what hangs together, 24 bytes each */
#define VG_MAX_RECORDS_CONFIG KIB(64)  /* what to compare and by what to block */
#define VG_MAX_EM_PATTERNS                                                                         \
    1048576                    /* different rows of levels; 16 columns of 2 levels have 65,536 */
#define VG_MAX_EM_ROUNDS 20000 /* of EM; slower convergence means there are no two classes */

#define VG_MAX_MEDIA 128 /* a media type; those of office documents have 73 */

/* Of documents: mails, office files, books, XML. */
#define VG_MAX_RUNS       2000000 /* of the map of one text; past it the map is one stretch */
#define VG_MAX_XML_DEPTH  64      /* open elements remembered; the text of deeper ones is kept */
#define VG_MAX_XML_SPACES 64      /* bindings of name spaces in force at once; files have a dozen */
#define VG_MAX_MIME_DEPTH 8       /* parts within parts; forwards of forwards have 4 */
#define VG_MAX_MIME_PARTS 100000  /* of one source: an mbox of some ten thousand mails */
#define VG_MAX_MAIL_TEXT                                                                           \
    MIB(32) /* of one body, encoded, or of all forms of one: held decoded too, and as texts */
#define VG_MAX_FORMS_COMPARED                                                                      \
    MIB(4) /* of two forms of one mail: their words are held; longer ones are both kept whole */
#define VG_MAX_MAIL_HEADER   MIB(1)   /* header lines of one mail or part */
#define VG_MAX_RTF_DEPTH     256      /* groups within groups remembered; deeper ones are counted */
#define VG_MAX_RTF_FONTS     4096     /* of one document: each may have a code page of its own */
#define VG_MAX_CELL_COPIES   10000    /* times that a cell or row of a sheet repeats by a number */
#define VG_MAX_EMPTY_CELLS   4000000  /* of one text, kept as a TAB each */
#define VG_MAX_EMPTY_RUN     100      /* side by side, likewise: wider tables hold years or days */
#define VG_MAX_SHEET_COLUMNS 16384    /* as many as spreadsheet programs have */
#define VG_MAX_SHARED        1000000  /* shared strings of one workbook */
#define VG_MAX_PART          MIB(64)  /* one entry of a document, unpacked */
#define VG_MAX_PARTS         MIB(256) /* all entries of a document together: five times its text */
#define VG_MAX_BOOK_PARTS    10000    /* chapters, sheets or slides of one document */

/* -- fetching ------------------------------------------------------------------ */
#define VG_MAX_URL        2048
#define VG_MAX_HEADER     KIB(16)
#define VG_MAX_FETCH      MIB(64)
#define VG_MAX_REDIRECTS  10
#define VG_CONNECT_S      15
#define VG_SILENCE_S      30
#define VG_FETCH_S        900 /* one hop from end to end: a drip of single bytes is never silent */
#define VG_CLOCKS_APART_S 300 /* a server's clock and ours: what is more is worth a note */
#define VG_ZONE_MOST_S    50400 /* UTC+14: nowhere on earth is the day further ahead */
#define VG_MAX_ADDRESSES  64    /* DNS answers looked at per hop */

/* -- the page: what a browser may send (its header and address: VG_MAX_HEADER, VG_MAX_URL) -- */
#define VG_HTTP_FIELDS      64      /* header fields of one request; browsers send some 15 */
#define VG_HTTP_QUERY       64      /* fields of one query */
#define VG_HTTP_FORM        MIB(1)  /* names and values of one form, whatever a route allows */
#define VG_HTTP_FORM_FIELDS 1000    /* of one form */
#define VG_HTTP_FILES       64      /* of one form: each is an open file */
#define VG_HTTP_HEADER_S    15      /* for the whole header, from the first moment */
#define VG_HTTP_IDLE_S      30      /* nothing sent, nothing read */
#define VG_HTTP_BODY_S      60      /* for a body, and a second more for each KiB of it */
#define VG_HTTP_LINGER_S    2       /* after a refusal, so that it is read before the end is seen */
#define VG_HTTP_EASY        64      /* connections; above, those without a whole header go first */
#define VG_HTTP_CONNECTIONS 1024    /* at once */
#define VG_HTTP_POOL        KIB(24) /* memory of a connection: a header and what is made of it */

/* -- mentions and claims --------------------------------------------------------- */
#define VG_MAX_DIGITS          15 /* of a number; above 10^15 nothing in this field is real */
#define VG_MAX_NUMBER          INT64_C(999999999999999) /* the largest of that many digits */
#define VG_MAX_CLAIM_ROOTS     64                       /* roots that one claim may name */
#define VG_MAX_CUES            64
#define VG_MAX_ALSO_AT         256  /* further passages of one claim */
#define VG_MAX_PARAGRAPH       8192 /* tokens looked at together; a longer paragraph is cut */
#define VG_MAX_SENTENCE        512  /* tokens; what is longer is a table or a trick, and is cut */
#define VG_MAX_SENTENCE_CLAIMS 64   /* suggestions from one sentence; more is a table */
#define VG_MAX_QUOTE           KIB(16) /* a passage is a stretch of text, not a document */
#define VG_CONTEXT             32      /* bytes kept before and after a quote, cut at characters */
#define VG_MAX_LINKS           16      /* attribution chain */
#define VG_MAX_PLACES          256     /* of one claim */
#define VG_MAX_HEDGES          16
#define VG_MAX_STANDING        256
#define VG_MAX_FORESEEN        1000000 /* rows that room is made for before they are read */
#define VG_MAX_LIST_MEMBERS    5000    /* of a named list: no instrument names more units */
#define VG_MAX_EXPOSURES       5000 /* places of a table of denominators: countries, regions, cities */
#define VG_MAX_LIST_CLAIMS     256     /* claims that say one list */
#define VG_MAX_MINUTES         1000000 /* of one search: two years without a pause */
#define VG_MAX_SUM             9000    /* claims added up; that many of VG_MAX_NUMBER fit 64 bits */
#define VG_MAX_WORDS           KIB(4)  /* a free-text field of a claim */
#define VG_MAX_IMPORT_LINE     MIB(1)  /* one JSON line */
#define VG_MAX_JSON_DEPTH      32

/* -- patterns: files that may come from anybody ------------------------------------ */
#define VG_MAX_PATTERN_FILE     KIB(256)
#define VG_MAX_PATTERN_FILES    64    /* of one language, added ones included */
#define VG_MAX_PATTERN_LISTS    512   /* of one file, and of one language */
#define VG_MAX_PATTERN_RULES    16384 /* of one file, and of one language */
#define VG_MAX_PATTERN_NAME     64    /* of a list, a rule, a slot, a key */
#define VG_MAX_PATTERN_PHRASE   256   /* one phrase of a list, one literal of a rule */
#define VG_MAX_PATTERN_EXAMPLE  KIB(4)
#define VG_MAX_PATTERN_SETS     16      /* values that one phrase, rule or example sets */
#define VG_MAX_PATTERN_DEPTH    4       /* groups within groups; a person reads no more */
#define VG_MAX_PATTERN_ELEMENTS 40      /* of one rule, those within groups counted */
#define VG_MAX_PATTERN_TIMES    8       /* n of {m,n}: each is a copy in the automaton */
#define VG_MAX_PATTERN_WORDS    30000   /* different words of one language */
#define VG_MAX_PATTERN_PHRASES  60000   /* of one language */
#define VG_MAX_PATTERN_CLASSES  512     /* lists and mentions that rules ask for */
#define VG_MAX_PATTERN_STATES   4096    /* of one rule once repetition is written out */
#define VG_MAX_PATTERN_PROGRAM  1000000 /* states of all rules of a language */
#define VG_MAX_PATTERN_CACHE    MIB(16) /* what the automaton remembers; then it forgets all */
#define VG_MAX_PATTERN_GAP      32 /* n of ~n; a sentence of the field has about that many words */

/* -- derivations ------------------------------------------------------------------ */
#define VG_MAX_PRINT  65536 /* hashes of one text, some 300,000 words; the rest is not compared */
#define VG_MAX_NEAR   4     /* texts that one is shown to be near of, besides its copies */
#define VG_MAX_POINTS 1000  /* addresses and quotations of one text that are looked up */
#define VG_MAX_MARKS  4096  /* numbers, dates and places of one text that are compared */
#define VG_EDGE_QUOTE 240   /* bytes of a passage shown with a suggested derivation */
#define VG_KIN_SHARED 4     /* numbers, dates and places that two texts must both name */

/* Places of one run of words in another text that are tried when two are shown side by side. */
#define VG_MAX_NEAR_PLACES 64
#define VG_MAX_KIN         200    /* copies, edges and roots named beside one source */
#define VG_MAX_BESIDE      2000   /* claims of a source that are held against those of another */
#define VG_MAX_BESIDE_TEXT MIB(1) /* of a text that is compared word for word on a page */
#define VG_MAX_PARALLEL    1000   /* paragraphs aligned at once: a million ways to look at */

/* -- questions ---------------------------------------------------------------------- */
#define VG_MAX_QUESTION_PARTS 8   /* operations of one question; more is several questions */
#define VG_MAX_QUESTION_WORDS 256 /* words of one filter */
#define VG_MAX_QUESTION_NAME  60  /* bytes; it is typed */
#define VG_MAX_PAIRS          64  /* figures that are compared two by two */

/* -- estimates: what lists missed ---------------------------------------------------- */
#define VG_MAX_UNSEEN 10000000 /* units nobody saw, of an average; beyond it there is none */
#define VG_MAX_LATENT_UNITS                                                                        \
    INT64_C(1000000000000) /* observed units of a chain: 20 times as many are exact in a double */

#define VG_MAX_LATENT_PATTERNS                                                                     \
    1500                          /* of lists that have units: eight chains take as long as they   \
                                   */
#define VG_MAX_BOOTSTRAP_LISTS 12 /* beyond them one selection of a model takes seconds */

/* -- the page ------------------------------------------------------------------------ */
#define VG_WEB_SESSIONS 16      /* browsers at once; the one that was longest idle makes room */
#define VG_WEB_CACHE    MIB(24) /* pages kept while the case stays as it is */
#define VG_WEB_PAGE     MIB(16) /* one page; lists are cut long before */
#define VG_WEB_UPLOAD   GIB(4)  /* files of one form, spooled beside the case */
#define VG_WEB_FORM     MIB(1)  /* fields of one form */
#define VG_WEB_JOBS     64      /* long works remembered; the oldest that ended is forgotten */
#define VG_WEB_SAYS     200     /* lines remembered of each */
#define VG_WEB_FRESH_MS                                                                            \
    100 /* a kept page is shown so long without asking whether the case changed */
#define VG_WEB_IDLE_MS 30000 /* without a request so long: memory of views is given back */

#define VG_READ_PAGE      60000 /* bytes of a long text that stand on one page */
#define VG_READ_PARAGRAPH 20000 /* a longer paragraph is cut */

/* -- the brief --------------------------------------------------------------------- */
#define VG_BRIEF_CLAIMS   2000 /* with full evidence unless more are asked for; opens at once */
#define VG_BRIEF_ROWS     100  /* of one question; the same for the lists that follow */
#define VG_BRIEF_CHECKS   200  /* of one result */
#define VG_BRIEF_ROOTS    300
#define VG_BRIEF_SERIES   40     /* tables of totals over time */
#define VG_BRIEF_LINKS    200    /* claims or sources named in one cell */
#define VG_MAX_STATUSES   200000 /* statuses listed by place; a table beyond that is not read */
#define VG_MAX_MAP_MARKS  200    /* countries marked on one map */
#define VG_MAX_TIMELINE   400    /* marks on one timeline */
#define VG_TIMELINE_LANES 14     /* lanes of one timeline */
#define VG_MAX_SETS       8      /* sets of one drawing of overlaps */
#define VG_MAX_OVERLAPS   24     /* combinations drawn of them */
#define VG_MAX_DRAWN      400    /* boxes of one drawing of derivations; more is a wall of boxes */

/* -- estimates ---------------------------------------------------------------------- */
#define VG_MAX_REPLICATES 1000000 /* of a bootstrap: three digits of a limit, and 8 MB */

/* -- the case file -------------------------------------------------------------- */
#define VG_MAX_CASE     GIB(100)
#define VG_SQL_LENGTH   100000
#define VG_SQL_VDBE_OPS 25000000
#define VG_SQL_DEPTH    100
#define VG_MAX_VALUE    MIB(256) /* one value in a row */
#define VG_BUSY_MS      10000

#define VG_MAX_STDIN_NAME 1024 /* bytes of a name given to what comes from a pipe */

#define VG_MAX_NAME_KEY 80 /* an entity id that stands in an address; a longer one is hashed */

/* What is known of a name besides its words: read of every text of a case, so bounded together. */
#define VG_MAX_IDENTS      10000 /* telephones, addresses … of one text: a directory of a country */
#define VG_MAX_DEFINITIONS 10000   /* of one text */
#define VG_MAX_ABOUT_TEXT  MIB(64) /* texts that are looked through; a case has 1 to 20 MiB */
#define VG_MAX_ABOUT_NAMES 30000   /* names that are looked for in them */
#define VG_MAX_ABOUT_FACTS 200000  /* all that is kept of them */

#define VG_MAX_FTM_ID 200     /* bytes of an id of FollowTheMoney: its own bound */
#define VG_MAX_FTM    4000000 /* statements in one file: 1 GiB of them in memory */

/* -- lists and decisions, a page at a time ---------------------------------------- */
#define VG_MAX_PAGE   500                /* rows of one page of a list */
#define VG_MAX_OFFSET (INT64_C(1) << 40) /* rows before it: more than a case can have */
#define VG_MAX_DECISIONS                                                                           \
    500 /* suggestions decided at once: one transaction, others wait for it                        \
         */

/* -- searching -------------------------------------------------------------------- */
#define VG_MAX_QUERY  KIB(1)
#define VG_MAX_HITS   1000
#define VG_MAX_REHASH MIB(4) /* preserved bytes of a hit that are hashed again while one waits */
#define VG_MAX_WORD   64     /* bytes of one search token; longer runs are cut into it */

/* -- estimates -------------------------------------------------------------------- */
#define VG_MAX_ESTIMATE_FILE   MIB(512) /* ten million rows of sixteen lists */
#define VG_MAX_ESTIMATE_LINE   KIB(64)  /* one row: names of lists and of places */
#define VG_MAX_ESTIMATE_UNITS  5000     /* named units of a programme: time grows as the square */
#define VG_MAX_ESTIMATE_PLACES 100000   /* places whose exposure is compared */
#define VG_MAX_ESTIMATES_ASKED 8      /* seeds, files and assumptions whose results a case keeps */
#define VG_MAX_ESTIMATE_TIMES  100000 /* different numbers of times that units were seen */

#endif
