/* SPDX-License-Identifier: Apache-2.0 */
/* The public interface: checks arguments, cuts the input into documents and
 * windows. */
#include "config.h"
#include "qingwen.h"

#include "damage/chain.h"
#include "damage/filter.h"
#include "damage/mixed/apply.h"
#include "damage/mojibake/random.h"
#include "decode/decode.h"
#include "stream/document.h"
#include "stream/verdict.h"
#include "text/utf8.h"

#include <string.h>

enum { COPIES = 5 }; /* from, hint, to, only, skip */

struct qw_session {
	qw_options options;
	char *copy[COPIES];      /* of the strings of the options */
	size_t copy_size[COPIES];
	qw_document document;
	qw_buffer pending;       /* bytes of the window that is filling */
	bool open;               /* a document has begun */
	bool looked;             /* the first bytes have been looked at: */
	bool wide;               /* UTF-16 or UTF-32, whose lines are no lines of bytes */
	qw_status status;        /* of the first failure */
	qw_report total;         /* of all documents since the last finish */
	uint64_t documents;
};

const char *qw_version(void)
{
	return QW_VERSION;
}

/* Marks English for xgettext: the command translates what it prints of it. */
#define N_(text) text

const char *qw_strerror(qw_status status)
{
	switch (status) {
	case QW_OK: return N_("success");
	case QW_E_NOMEM: return N_("out of memory");
	case QW_E_ARGUMENT: return N_("invalid argument");
	case QW_E_ENCODING: return N_("unknown encoding");
	case QW_E_CHAIN: return N_("unknown damage or wrong parameters");
	case QW_E_UNDECODABLE: return N_("bytes that can't be decoded");
	case QW_E_STOPPED: return N_("the receiver of the text stopped");
	}
	return N_("unknown status");
}

const char *qw_reason_name(qw_reason reason)
{
	switch (reason) {
	case QW_REASON_NONE: return N_("no reason");
	case QW_REASON_TOO_SHORT: return N_("a sequence ends before its last byte");
	case QW_REASON_OVERLONG: return N_("a sequence longer than its character needs");
	case QW_REASON_SURROGATE: return N_("half of a surrogate pair");
	case QW_REASON_TOO_LARGE: return N_("beyond the last code point");
	case QW_REASON_STRAY_BYTE: return N_("a byte that begins no character");
	case QW_REASON_UNMAPPED: return N_("no character has this code");
	}
	return N_("unknown reason");
}

void qw_options_init(qw_options *options)
{
	*options = (qw_options){.size = sizeof *options};
}

static void set_error(qw_error *error, qw_status status, uint64_t offset)
{
	if (error != NULL)
		*error = (qw_error){.status = status, .offset = offset, .message = qw_strerror(status)};
}

static bool valid_options(const qw_options *o)
{
	return o->size == sizeof *o && (unsigned)o->script <= QW_SCRIPT_KEEP
	    && (unsigned)o->invalid <= QW_INVALID_STOP && (unsigned)o->unit <= QW_UNIT_NUL
	    && (unsigned)o->variant <= QW_VARIANT_HK && (unsigned)o->punct <= QW_PUNCT_FULLWIDTH
	    && (unsigned)o->clean <= QW_CLEAN_NO && (unsigned)o->declare <= QW_DECLARE_REWRITE
	    && (unsigned)o->entities <= QW_ENTITIES_NAMED
	    && o->min_confidence >= 0 && o->min_confidence <= 1;
}

/* An encoding that nobody knows is an error now, not at the first byte. */
static qw_status check_encoding(const char *name, const qw_allocator *a)
{
	qw_status status = QW_OK;
	qw_decoder *decoder = qw_decoder_new(name, a, &status);
	qw_decoder_free(decoder);
	return decoder != NULL ? QW_OK : status;
}

/* Let *name be a copy of itself. False: no memory. */
static bool copy_name(const char **name, char **copy, size_t *size, const qw_allocator *a)
{
	if (*name == NULL)
		return true;
	*size = strlen(*name) + 1;
	*copy = a->resize(a->ctx, NULL, 0, *size);
	if (*copy == NULL)
		return false;
	memcpy(*copy, *name, *size);
	*name = *copy;
	return true;
}

static bool copy_names(qw_session *s)
{
	qw_options *o = &s->options;
	const char **const names[COPIES] = {&o->from, &o->hint, &o->to, &o->only, &o->skip};
	for (size_t i = 0; i < COPIES; i++)
		if (!copy_name(names[i], &s->copy[i], &s->copy_size[i], &o->allocator))
			return false;
	return true;
}

static qw_session *allocate_session(const qw_options *options, const qw_allocator *a,
                                    qw_write_fn write, void *ctx)
{
	qw_session *s = a->resize(a->ctx, NULL, 0, sizeof *s);
	if (s == NULL)
		return NULL;
	*s = (qw_session){.options = *options};
	s->options.allocator = *a;
	qw_buffer_init(&s->pending, a);
	if (qw_document_init(&s->document, &s->options, write, ctx)
	    && copy_names(s)
	    && qw_buffer_reserve(&s->pending, QW_WINDOW) != NULL)
		return s;
	qw_session_free(s);
	return NULL;
}

static bool knows(const char *list, size_t *bad)
{
	return list == NULL || qw_filter_is_known(list, bad);
}

qw_session *qw_session_new(const qw_options *options, qw_write_fn write, void *ctx, qw_error *error)
{
	qw_options defaults;
	qw_options_init(&defaults);
	if (options == NULL)
		options = &defaults;
	qw_allocator a = qw_allocator_or_default(&options->allocator);
	size_t bad = 0;
	qw_status status = !valid_options(options) ? QW_E_ARGUMENT
	                 : options->from != NULL ? check_encoding(options->from, &a) : QW_OK;
	if (status == QW_OK && !(knows(options->only, &bad) && knows(options->skip, &bad)))
		status = QW_E_CHAIN;
	qw_session *s = status == QW_OK ? allocate_session(options, &a, write, ctx) : NULL;
	if (s == NULL && status == QW_OK)
		status = QW_E_NOMEM;
	set_error(error, status, bad);
	return s;
}

void qw_session_free(qw_session *s)
{
	if (s == NULL)
		return;
	qw_allocator a = s->options.allocator;
	qw_document_free(&s->document);
	qw_buffer_free(&s->pending);
	for (size_t i = 0; i < COPIES; i++)
		qw_release(&a, s->copy[i], s->copy_size[i], 1);
	a.resize(a.ctx, s, sizeof *s, 0);
}

/* --- documents ---------------------------------------------------------------------------- */

static qw_status fail(qw_session *s, qw_status status)
{
	s->status = status;
	return status;
}

static void open_document(qw_session *s)
{
	if (!s->open)
		qw_document_begin(&s->document);
	s->open = true;
}

static void add_report(qw_session *s, const qw_report *r)
{
	qw_report sum = *r;
	const qw_report *t = &s->total;
	if (s->documents++ == 0) {
		s->total = sum;
		return;
	}
	sum.bytes_in += t->bytes_in;
	sum.bytes_out += t->bytes_out;
	sum.lines += t->lines;
	sum.segments += t->segments;
	sum.spans += t->spans;
	sum.exact += t->exact;
	sum.guessed += t->guessed;
	sum.lost += t->lost;
	sum.doubt += t->doubt;
	sum.han += t->han;
	sum.unproven += t->unproven;
	sum.lost_newlines += t->lost_newlines;
	sum.invalid += t->invalid;
	sum.converted += t->converted;
	sum.cleaned += t->cleaned;
	if (t->declared[0] != '\0') {
		memcpy(sum.declared, t->declared, sizeof sum.declared);
		sum.declared_at = t->declared_at;
	}
	sum.mixed += t->mixed;
	sum.skipped += t->skipped;
	sum.bom |= t->bom;
	if (strcmp(t->encoding, sum.encoding) != 0 && strcmp(sum.encoding, "ascii") == 0)
		sum.encoding = t->encoding;
	sum.candidates = 0; /* of which document? */
	if (t->writing != sum.writing && t->writing != QW_WRITING_NONE)
		sum.writing = sum.writing == QW_WRITING_NONE ? t->writing : QW_WRITING_MIXED;
	qw_report_judge(&sum);
	s->total = sum;
}

static void close_document(qw_session *s)
{
	if (!s->open)
		return;
	qw_document_end(&s->document);
	add_report(s, &s->document.report);
	s->open = false;
}

/* Work on pending[*from..to). */
static qw_status window(qw_session *s, size_t *from, size_t to, bool final)
{
	size_t used;
	open_document(s);
	qw_status status = qw_document_window(&s->document, s->pending.data + *from, to - *from,
	                                      final, &used);
	*from += used;
	return status;
}

/* Complete documents among the pending bytes, where a document is a line or ends
 * with NUL. `from`: bytes before it are known to hold no terminator. */
static qw_status units(qw_session *s, size_t searched)
{
	int terminator = s->options.unit == QW_UNIT_LINE ? '\n' : '\0';
	size_t begin = 0;
	qw_status status = QW_OK;
	for (;;) {
		unsigned char *end = s->pending.length > searched
			? memchr(s->pending.data + searched, terminator, s->pending.length - searched) : NULL;
		if (end == NULL)
			break;
		size_t stop = (size_t)(end - s->pending.data) + 1;
		size_t text = s->options.unit == QW_UNIT_LINE ? stop : stop - 1;
		status = window(s, &begin, text, true);
		if (status != QW_OK)
			break;
		if (text < stop) {
			qw_writer_bytes(&s->document.writer, s->pending.data + text, 1);
			s->document.report.bytes_in++;
		}
		close_document(s);
		begin = searched = stop;
	}
	qw_buffer_drop(&s->pending, begin);
	return status;
}

/* Units of bytes make no sense where a character is two bytes or four: then all of the
 * input is one document. True: enough has come to tell. */
static bool look_for_wide(qw_session *s)
{
	const unsigned char *p = s->pending.data;
	const char *from = s->options.from;
	if (s->looked)
		return true;
	bool may_be_mark = s->pending.length > 0 && (p[0] >= 0xFE || p[0] == 0);
	if (from == NULL && may_be_mark && s->pending.length < 4)
		return false;
	size_t few = s->pending.length < 4 ? s->pending.length : 4;
	const char *name = from;
	if (name == NULL && may_be_mark)
		name = qw_decode_weigh(p, few, false, &(qw_decode_hints){NULL, true},
		                       &s->options.allocator).name;
	s->wide = name != NULL && (name[0] | 0x20) == 'u'
	       && (strstr(name, "16") != NULL || strstr(name, "32") != NULL);
	s->looked = true;
	return true;
}

static qw_status full_window(qw_session *s)
{
	size_t used = 0;
	qw_status status = window(s, &used, s->pending.length, false);
	qw_buffer_drop(&s->pending, used);
	return status;
}

qw_status qw_session_feed(qw_session *s, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	if (s == NULL || (bytes == NULL && n > 0))
		return QW_E_ARGUMENT;
	while (s->status == QW_OK && n > 0) {
		size_t room = QW_WINDOW - s->pending.length, take = n < room ? n : room;
		size_t searched = s->looked ? s->pending.length : 0;
		open_document(s);
		qw_buffer_add(&s->pending, p, take);
		p += take;
		n -= take;
		if (s->pending.failed)
			return fail(s, qw_document_fail(&s->document, QW_E_NOMEM, 0, QW_REASON_NONE));
		if (s->options.unit != QW_UNIT_FILE && look_for_wide(s) && !s->wide)
			s->status = units(s, searched);
		if (s->status == QW_OK && s->pending.length == QW_WINDOW)
			s->status = full_window(s);
	}
	/* Whoever feeds lines wants to see them at once. */
	if (s->status == QW_OK && s->options.unit != QW_UNIT_FILE
	    && !qw_writer_flush(&s->document.writer))
		s->status = qw_document_fail(&s->document, s->document.writer.stopped ? QW_E_STOPPED
		                             : QW_E_NOMEM, 0, QW_REASON_NONE);
	return s->status;
}

qw_status qw_session_finish(qw_session *s)
{
	size_t used = 0;
	if (s == NULL)
		return QW_E_ARGUMENT;
	if (s->status == QW_OK && (s->options.unit == QW_UNIT_FILE || s->pending.length > 0 || s->open))
		s->status = window(s, &used, s->pending.length, true);
	qw_buffer_clear(&s->pending);
	if (s->open)
		close_document(s);
	s->document.report = s->documents > 0 ? s->total : (qw_report){.encoding = "ascii"};
	s->documents = 0;
	s->looked = false;
	if (!qw_writer_flush(&s->document.writer) && s->status == QW_OK)
		s->status = qw_document_fail(&s->document, s->document.writer.stopped ? QW_E_STOPPED
		                             : QW_E_NOMEM, 0, QW_REASON_NONE);
	return s->status;
}

const qw_report *qw_session_report(const qw_session *s)
{
	return s == NULL ? NULL : &s->document.report;
}

const qw_error *qw_session_error(const qw_session *s)
{
	return s == NULL ? NULL : &s->document.error;
}

const char *qw_encoding_name(size_t i)
{
	return qw_decoder_known(i);
}

/* --- damages -------------------------------------------------------------------------------- */

const char *qw_damage_name(size_t i)
{
	const qw_kind *d;
	const char *name;
	for (size_t kind = 0; (d = qw_damage_number(kind)) != NULL; kind++)
		if (i-- == 0)
			return d->name;
	for (size_t pair = 0; (name = qw_pair_name(pair)) != NULL; pair++)
		if (qw_damage_find(name, strlen(name)) == NULL && i-- == 0)
			return name;
	return qw_mixed_pair_name(i);
}

void qw_damage_random(uint64_t seed, int lossy, char chain[QW_CHAIN_SIZE])
{
	if (chain != NULL)
		qw_random_chain(seed, lossy != 0, chain);
}

static qw_status decode_strictly(const unsigned char *p, size_t n, qw_text *text, size_t *bad,
                                 qw_reason *reason)
{
	if (n > UINT32_MAX)
		return QW_E_ARGUMENT;
	qw_text_add_utf8(text, p, n, 0);
	for (size_t i = 0; !text->failed && i < text->length; i++)
		if (qw_cell_is_raw(text->cell[i])) {
			*bad = text->at[i];
			*reason = qw_cell_reason(text->cell[i]);
			return QW_E_UNDECODABLE;
		}
	return text->failed ? QW_E_NOMEM : QW_OK;
}

static qw_status encode_result(const qw_text *text, const qw_allocator *a, char **out,
                               size_t *length)
{
	size_t size = 0;
	for (size_t i = 0; i < text->length; i++)
		size += qw_utf8_width(text->cell[i]);
	unsigned char *bytes = a->resize(a->ctx, NULL, 0, size + 1);
	if (bytes == NULL)
		return QW_E_NOMEM;
	size_t at = 0;
	for (size_t i = 0; i < text->length; i++)
		at += qw_utf8_encode(text->cell[i], bytes + at);
	bytes[at] = '\0';
	*out = (char *)bytes;
	*length = at;
	return QW_OK;
}

qw_status qw_damage(const char *chain, const void *in, size_t n, const qw_allocator *allocator,
                    char **out, size_t *out_length, qw_error *error)
{
	size_t bad = 0;
	qw_text text;
	if (chain == NULL || (in == NULL && n > 0) || out == NULL || out_length == NULL) {
		set_error(error, QW_E_ARGUMENT, 0);
		return QW_E_ARGUMENT;
	}
	qw_allocator a = qw_allocator_or_default(allocator);
	qw_text_init(&text, &a);
	qw_reason reason = QW_REASON_NONE;
	qw_status status = decode_strictly(in, n, &text, &bad, &reason);
	if (status == QW_OK)
		status = qw_chain_apply(chain, &text, &bad);
	if (status == QW_OK)
		status = encode_result(&text, &a, out, out_length);
	qw_text_free(&text);
	set_error(error, status, bad);
	if (error != NULL)
		error->reason = reason;
	return status;
}

void qw_free(const qw_allocator *allocator, char *bytes, size_t length)
{
	qw_allocator a = qw_allocator_or_default(allocator);
	if (bytes != NULL)
		a.resize(a.ctx, bytes, length + 1, 0);
}
