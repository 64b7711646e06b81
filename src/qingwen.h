/* SPDX-License-Identifier: Apache-2.0 */
/**
 * \file qingwen.h
 * Repair damaged Chinese text. The whole program:
 *
 *     static int put(void *ctx, const void *bytes, size_t n)
 *     { return fwrite(bytes, 1, n, ctx) == n ? 0 : -1; }
 *
 *     qw_options options;
 *     qw_options_init(&options);
 *     qw_session *session = qw_session_new(&options, put, stdout);
 *     while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0)
 *             qw_session_feed(session, buffer, n);
 *     qw_session_finish(session);
 *     qw_session_free(session);
 *
 * All lengths are bytes unless a comment says code points. Text may hold NUL.
 * Nothing here keeps global state: different sessions may run in different
 * threads, one session belongs to one thread at a time. Strings that the
 * library hands out belong to it and live as long as their comment says.
 */
#ifndef QINGWEN_H
#define QINGWEN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && __GNUC__ >= 4
#define QW_API __attribute__((visibility("default")))
#else
#define QW_API
#endif

/** The header's version; qw_version() is that of the library in use. */
#define QW_VERSION "0.1.0"

/** Result of a call. < 0: failed. The values never change. */
typedef enum {
	QW_OK = 0,
	QW_E_NOMEM = -10,       /**< the allocator gave nothing; only qw_session_free() is left */
	QW_E_ARGUMENT = -20,    /**< NULL where not allowed, a value out of its range */
	QW_E_ENCODING = -21,    /**< options.from names no known encoding */
	QW_E_CHAIN = -22,       /**< a damage chain that can't be read, or a name in options.only or
	                             skip that no damage has; see qw_error.offset */
	QW_E_UNDECODABLE = -30, /**< QW_INVALID_STOP and bytes that can't be decoded; see qw_error */
	QW_E_STOPPED = -40      /**< the write callback returned other than 0 */
} qw_status;

/** What a byte sequence that can't be decoded suffers from. */
typedef enum {
	QW_REASON_NONE = 0,
	QW_REASON_TOO_SHORT,    /**< a sequence ends before its last byte */
	QW_REASON_OVERLONG,     /**< more bytes than the code point needs */
	QW_REASON_SURROGATE,    /**< U+D800..U+DFFF as UTF-8, or unpaired in UTF-16 */
	QW_REASON_TOO_LARGE,    /**< above U+10FFFF */
	QW_REASON_STRAY_BYTE,   /**< a byte that begins nothing */
	QW_REASON_UNMAPPED      /**< well formed, but the encoding maps it to nothing */
} qw_reason;

/** Why a call failed, and where. */
typedef struct {
	qw_status status;
	qw_reason reason;
	uint64_t offset;        /**< bytes from the start of the document (or of the chain) */
	const char *message;    /**< English sentence, static, never NULL */
} qw_error;

/** Memory. `resize` is realloc with both sizes: ptr NULL and old_size 0
 *  allocate, new_size 0 frees and returns NULL; NULL otherwise means failure
 *  and leaves ptr as it was. */
typedef struct {
	void *(*resize)(void *ctx, void *ptr, size_t old_size, size_t new_size);
	void *ctx;
} qw_allocator;

/** Takes n > 0 bytes of repaired text. \return 0 to go on. */
typedef int (*qw_write_fn)(void *ctx, const void *bytes, size_t n);

typedef enum { QW_SCRIPT_HANS = 0, QW_SCRIPT_KEEP } qw_script;
typedef enum { QW_INVALID_PASS = 0, QW_INVALID_REPLACE, QW_INVALID_STOP } qw_invalid;
/** Whose traditional characters the text has. Those of both are always known; what one
 *  stands for that only one of them uses otherwise (Taiwan writes two words with U+8457)
 *  depends on it. AUTO: the document tells by which characters it uses. */
typedef enum { QW_VARIANT_AUTO = 0, QW_VARIANT_TW, QW_VARIANT_HK } qw_variant;

/** Punctuation behind Han. FULLWIDTH: ASCII marks become those of Chinese text. */
typedef enum { QW_PUNCT_KEEP = 0, QW_PUNCT_FULLWIDTH } qw_punct;

/** References of HTML in running text that become characters: those with a number, none, or
 *  those with a name, too. What stands for ASCII or a control never does. */
typedef enum { QW_ENTITIES_NUMERIC = 0, QW_ENTITIES_KEEP, QW_ENTITIES_NAMED } qw_entities;
typedef enum { QW_UNIT_FILE = 0, QW_UNIT_LINE, QW_UNIT_NUL } qw_unit;

/** Unicode made clean: normal form C, no radicals or private use for characters that have
 *  a code point, nothing invisible between hanzi. DEFAULT: YES with QW_SCRIPT_HANS. */
typedef enum { QW_CLEAN_DEFAULT = 0, QW_CLEAN_YES, QW_CLEAN_NO } qw_clean;

/** What becomes of a charset that a page says it is in (`<meta charset=gb2312>`, an XML
 *  declaration, `@charset`) when it leaves as UTF-8, or in options.to. */
typedef enum { QW_DECLARE_KEEP = 0, QW_DECLARE_REWRITE } qw_declare;

/** How a text is written. */
typedef enum {
	QW_WRITING_NONE = 0,    /**< no Chinese, or too little to tell */
	QW_WRITING_HANS,
	QW_WRITING_HANT,
	QW_WRITING_MIXED
} qw_writing;

/** What to do with a document of which something is lost, or was guessed wrong as far as
 *  can be foreseen: of qw_report.han and .lost, .lost and .doubt together are */
typedef enum {
	QW_VERDICT_KEEP = 0,    /**< nothing, or less than one character of a hundred */
	QW_VERDICT_PATCH,       /**< less than one of ten: worth to be mended by hand */
	QW_VERDICT_DROP         /**< more */
} qw_verdict;

/** A code point that was chosen among several that fit. */
typedef struct {
	size_t offset;            /**< where it begins in qw_span.after, in bytes */
	double confidence;        /**< 0 to 1 */
	double bits;              /**< how many bits better than the next best choice */
} qw_guess;

/** One repaired place, or one of debris. Pointers live until the callback returns. */
typedef struct {
	uint64_t offset, length;  /**< in the document, bytes as they came */
	uint64_t line, column;    /**< from 1; column in code points */
	const char *kind;         /**< the chain of its segment */
	const char *before;       /**< UTF-8, before_length bytes; bytes that can't be decoded are
	                               there as they came */
	size_t before_length;
	const char *after;        /**< UTF-8, after_length bytes */
	size_t after_length;
	uint32_t exact;           /**< code points restored with certainty */
	uint32_t guessed;         /**< code points chosen among several that fit */
	uint32_t lost;            /**< code points that nothing can restore */
	int proven;               /**< 1: qw_damage(kind, after) gives `before`; 0: it took some
	                               vendor's variant of an encoding, or a blank that was one
	                               of its bytes */
	double confidence;        /**< 0 to 1 */
	double bits;              /**< how many bits better than the next best reading */
	const qw_guess *guess;    /**< `guesses` of the guessed code points, in their order */
	size_t guesses;           /**< as many as `guessed` */
} qw_span;

/** The extent of one damage, or of parts in another encoding than the document's. Pointers
 *  live until the callback returns. */
typedef struct {
	uint64_t offset, length;  /**< in the document, bytes as they came */
	uint64_t first_line, last_line;
	const char *chain;        /**< e.g. "splice" or "utf8-as-gbk,utf8-as-latin1";
	                               "gb18030-in-utf8": GB18030 in a document of UTF-8; "debris": what
	                               is left of lost characters, and stays as it came */
	const char *parameters;   /**< UTF-8; a splice's table: "X=reading ..." */
	uint64_t spans, exact, guessed, lost;
	uint64_t unproven;        /**< places in it that were left as they are */
	int proven;
	double bits;              /**< how many bits better the repaired text is */
	uint64_t skipped;         /**< places in it that options.only and skip leave as they are */
} qw_segment;

/** Bytes that can't be decoded. */
typedef struct {
	uint64_t offset, length, line, column;
	qw_reason reason;
} qw_invalid_bytes;

/** An encoding that came into question. */
typedef struct {
	const char *name;
	double bits;              /**< by how many it is less likely than the first one */
	int declared;             /**< 1: the document, or options.hint, says that it is this, or a
	                               part of it */
} qw_encoding;

/** What was found in a document. */
typedef struct {
	uint64_t bytes_in, bytes_out;
	uint64_t lines;           /**< LF bytes as text, in the input */
	uint64_t segments, spans, exact, guessed, lost;
	uint64_t unproven;        /**< damaged places left as they are */
	uint64_t han;             /**< Han of the repaired text; of a line 65535 at most */
	uint64_t lost_newlines;   /**< LF that a damage probably ate; not put back */
	uint64_t invalid;         /**< bytes that can't be decoded, and were not repaired */
	uint64_t converted;       /**< code points changed to simplified characters */
	const char *encoding;     /**< "utf-8", "gb18030", ... or "ascii", "unknown"; lives as
	                               long as the report */
	int bom;                  /**< 1: it began with a byte order mark */
	qw_writing writing;
	double loss;              /**< lost / (han + lost), 0 to 1 */
	qw_verdict verdict;
	uint64_t cleaned;         /**< code points that cleaning changed or took away */
	char declared[40];        /**< charset that the document, which is UTF-8 (or options.to)
	                               now, said it is in, as it stood there; "": none, or that */
	uint64_t declared_at;     /**< its first byte in the document */
	uint64_t mixed;           /**< bytes in other encodings; their segments say in which */
	const qw_encoding *candidate; /**< what the bytes may be in, the likeliest first; lives as */
	size_t candidates;        /**< long as the report. 0: all is ASCII, options.from decided, or
	                               this is the sum of several documents */
	double doubt;             /**< how many of `guessed` are wrong, as their confidences say */
	uint64_t skipped;         /**< places that options.only and skip leave as they are */
} qw_report;

typedef enum {
	QW_EVENT_SEGMENT = 1,     /**< event.segment; before the spans of it */
	QW_EVENT_SPAN,            /**< event.span */
	QW_EVENT_INVALID,         /**< event.invalid */
	QW_EVENT_DOCUMENT         /**< event.report, at the end of each document */
} qw_event_type;

typedef struct {
	qw_event_type type;
	uint64_t document;        /**< number of the document in the session, from 1 */
	union {
		const qw_segment *segment;
		const qw_span *span;
		const qw_invalid_bytes *invalid;
		const qw_report *report;
	} of;
} qw_event;

typedef void (*qw_event_fn)(void *ctx, const qw_event *event);

/** What to do. Always fill with qw_options_init() first. */
typedef struct {
	size_t size;              /**< sizeof(qw_options), for later versions */
	qw_script script;         /**< HANS: traditional text becomes simplified */
	qw_invalid invalid;
	qw_unit unit;             /**< what a document is: all, an LF line, a NUL record */
	const char *from;         /**< encoding of the input; NULL: find out. Copied. */
	qw_event_fn event;        /**< may be NULL */
	void *event_ctx;
	int no_spans;             /**< 1: leave QW_EVENT_SPAN out, which saves time */
	double min_confidence;    /**< 0 to 1: U+FFFD stands for what was guessed with less */
	int mark_guessed;         /**< 1: U+27E6 and U+27E7 enclose what was guessed */
	qw_allocator allocator;   /**< {NULL, NULL}: malloc */
	qw_variant variant;       /**< for QW_SCRIPT_HANS */
	qw_punct punct;           /**< for text of either script */
	qw_clean clean;           /**< DEFAULT: with QW_SCRIPT_HANS */
	qw_declare declare;       /**< KEEP: qw_report.declared tells */
	const char *hint;         /**< encoding that somebody says the input is in, as an HTTP header
	                               does: evidence like a page's own word, which it stands in for;
	                               one that nobody knows is none. NULL: nobody. Copied. */
	qw_entities entities;     /**< of HTML that are undone: &#20013;, or also &mdash; */
	const char *to;           /**< encoding that the caller makes of the text, which leaves as
	                               UTF-8: that is what a page should say of itself. NULL: UTF-8.
	                               Copied. */
	const char *only;         /**< which damages are repaired: names as in qw_segment.chain, with
	                               commas between them and * for any number of bytes; "splice",
	                               "utf8-as-*", "escape". Each link of a chain must match one of
	                               them. NULL: all. Copied. */
	const char *skip;         /**< and which are not; a link that matches one is enough. What is
	                               not repaired stays as it came and is counted as skipped. */
	int decode_only;          /**< 1: as UTF-8, but nothing is repaired. For text that is to be
	                               parsed before its parts are; give QW_SCRIPT_KEEP with it */
} qw_options;

typedef struct qw_session qw_session;

QW_API const char *qw_version(void);

/** A static English sentence for a status. Never NULL. */
QW_API const char *qw_strerror(qw_status status);

/** A static English phrase for a reason. Never NULL. */
QW_API const char *qw_reason_name(qw_reason reason);

QW_API void qw_options_init(qw_options *options);

/**
 * Begin to repair.
 * \param options  NULL: defaults. Not kept.
 * \param write    takes the repaired text, in order; NULL: nobody wants it
 * \param error    may be NULL
 * \return NULL with *error filled: QW_E_NOMEM, QW_E_ARGUMENT, QW_E_ENCODING, QW_E_CHAIN.
 *         Free with qw_session_free().
 */
QW_API qw_session *qw_session_new(const qw_options *options, qw_write_fn write, void *ctx,
                                  qw_error *error);

/**
 * Give the next n bytes; how the input is cut never changes the output.
 * Repaired text may come later than the call that brought it: a window of at
 * most 256 KiB is kept back, in encodings other than UTF-8 also a line of up to
 * 32768 code points. After a failure every further call but
 * qw_session_free() returns the same status.
 */
QW_API qw_status qw_session_feed(qw_session *session, const void *bytes, size_t n);

/** End the document and write what is left. The next feed begins another one. */
QW_API qw_status qw_session_finish(qw_session *session);

/** The last finished document (with several units in one input: their sum).
 *  Lives until the next call on the session. */
QW_API const qw_report *qw_session_report(const qw_session *session);

/** Why the last call failed. Lives until the next call on the session. */
QW_API const qw_error *qw_session_error(const qw_session *session);

QW_API void qw_session_free(qw_session *session);

/**
 * Damage UTF-8 text as a faulty program would have.
 * \param chain   damages in the order applied, separated by commas, e.g.
 *                "utf8-as-gbk,utf8-as-latin1:python" or "splice:區=qū,經=jīng"
 * \param out     *out gets the damaged UTF-8, or behind "gb18030-in-utf8" and its like bytes
 *                that are none; free with qw_free()
 * \param error   may be NULL
 * \return QW_OK, QW_E_NOMEM, QW_E_ARGUMENT, QW_E_CHAIN; QW_E_UNDECODABLE when
 *         `in` is not UTF-8, or with reason NONE where the policy "strict" found
 *         what can't be written or read
 */
QW_API qw_status qw_damage(const char *chain, const void *in, size_t n,
                           const qw_allocator *allocator, char **out, size_t *out_length,
                           qw_error *error);

/** A text that may have stood here, and what happened to it. Pointers live until the callback
 *  returns. */
typedef struct {
	const char *chain;        /**< e.g. "gbk-as-latin1"; "" for the text as it stands */
	const char *text;         /**< UTF-8, `length` bytes */
	size_t length;
	double bits;              /**< by how many it is likelier than the text as it stands, the
	                               price of the chain included; may be negative */
	double confidence;        /**< 0 to 1: its share among all readings */
} qw_explanation;

/** Bytes that qw_explain() takes at most. */
#define QW_EXPLAIN_MAX 65536

typedef void (*qw_explanation_fn)(void *ctx, const qw_explanation *reading);

/**
 * What happened to this text? Lists the readings that come into question, the likeliest
 * first, at most 16; the text as it stands is one of them.
 * \param in         UTF-8, n bytes; what is no UTF-8 stays as it is
 * \param allocator  NULL: malloc
 * \param error      may be NULL
 * \return QW_OK, QW_E_NOMEM, QW_E_ARGUMENT (also when n > QW_EXPLAIN_MAX)
 */
QW_API qw_status qw_explain(const void *in, size_t n, const qw_allocator *allocator,
                            qw_explanation_fn each, void *ctx, qw_error *error);

/** Name of the encoding number i (from 0), static; NULL when i is too large. These can be
 *  read everywhere, others if iconv knows them. */
QW_API const char *qw_encoding_name(size_t i);

/** Name of the damage number i (from 0), static; NULL when i is too large. After those
 *  that stand alone come the pairs of encodings that text is known to suffer from, and those
 *  that are found in one file; a chain may pair any others as well. */
QW_API const char *qw_damage_name(size_t i);

/** Room for any chain that qw_damage_random() draws, with its NUL. */
#define QW_CHAIN_SIZE 256

/**
 * Draw a chain for qw_damage(): one to three pairs of encodings, the common ones more
 * often. The same seed gives the same chain as long as the library's version is the same.
 * \param lossy  0: every link is strict, so that qw_damage() fails where something would
 *               be lost; otherwise each has the policy of some program
 * \param chain  gets the chain; NULL: nothing happens
 */
QW_API void qw_damage_random(uint64_t seed, int lossy, char chain[QW_CHAIN_SIZE]);

/** Free what qw_damage() gave; `length` is what it said. */
QW_API void qw_free(const qw_allocator *allocator, char *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
