/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/context.h"

enum {
	PREFIX = 2,      /* letters before a string of some language: u"..." */
	COMMAND_MAX = 64 /* cells of a command's words */
};

static bool is_letter(qw_cell c) { return (c | 0x20) - 'a' < 26 && c < 0x80; }
static bool is_name(qw_cell c) { return is_letter(c) || c - '0' < 10 || c == '_' || c == '$'; }
static bool is_blank(qw_cell c) { return c == ' ' || c == '\t'; }

static bool is_one_of(qw_cell c, const char *set)
{
	for (; *set != '\0'; set++)
		if (c == (unsigned char)*set)
			return true;
	return false;
}

/* ---- what was read so far ---- */

static void end_stretch(qw_escape_context *x, size_t behind)
{
	x->stretch = behind;
	x->address = x->scheme = x->kept = false;
	x->parentheses = 0;
}

/* Is c[from..to) letters? */
static bool is_word(const qw_cell *c, size_t from, size_t to)
{
	while (from < to && is_letter(c[from]))
		from++;
	return from == to;
}

/* Does the stretch up to the sign at `at`, this one included, begin an address? */
static bool begins_address(qw_escape_context *x, size_t at)
{
	const qw_cell *c = x->cell;
	size_t n = at - x->stretch, i = at;
	x->scheme = (c[at] == '/' && n >= 2 && c[at - 1] == '/' && c[at - 2] == ':')
	         || (c[at] == '.' && n == 3 && c[at - 1] == 'w' && c[at - 2] == 'w'
	             && c[at - 3] == 'w');
	if (x->scheme)
		return true;
	while (i > x->stretch && (is_name(c[i - 1]) || c[i - 1] == '-'))
		i--;
	if (i == x->stretch || i == at)
		return false;
	if (c[at] == '=') /* ?name=, &name= */
		return c[i - 1] == '?' || c[i - 1] == '&';
	if (c[at] != '/' || !is_letter(c[at - 1]))
		return false;
	/* example.com/, /home/, ./name/ */
	if (c[i - 1] == '.' && at - i >= 2)
		return i - 1 > x->stretch && is_letter(c[i - 2]) && is_word(c, i, at);
	bool begun = x->stretch == 0 || (c[x->stretch - 1] < 0x80 && x->stretch != x->piece_end);
	return begun && c[i - 1] == '/'
	    && (i - 1 == x->stretch || (c[i - 2] == '.' && i - 2 <= x->stretch + 1));
}

static void read_stretch(qw_escape_context *x, size_t i)
{
	qw_cell c = x->cell[i];
	if (c <= ' ' || c >= 0x7F || is_one_of(c, "<>\"'`|"))
		end_stretch(x, i + 1);
	else if (c == '(' && x->address)
		x->parentheses++;
	else if (c == ')' && x->parentheses > 0)
		x->parentheses--;
	else if (is_one_of(c, "()"))
		end_stretch(x, i + 1);
	else if (is_one_of(c, "/.=") && !x->address)
		x->address = begins_address(x, i);
}

/* Does ' begin something? Apostrophes don't, nor does what ends `such' a quotation. */
static bool is_prime(const qw_escape_context *x, size_t i)
{
	return x->cell[i] == '\'' && x->quote == 0 && i > 0
	    && !is_one_of(x->cell[i - 1], " \t=([{,:+uUbBrR");
}

static void read_mark(qw_escape_context *x, size_t i)
{
	const qw_cell *c = x->cell;
	if ((c[i] != '"' && c[i] != '\'') || is_prime(x, i) || (i > 0 && c[i - 1] == '\\'))
		return;
	if (x->quote == 0)
		x->quote = i + 1;
	else if (c[x->quote - 1] == c[i])
		x->quote = 0;
}

static void read_to(qw_escape_context *x, size_t to)
{
	const qw_cell *c = x->cell;
	for (; x->at < to; x->at++) {
		size_t i = x->at;
		read_stretch(x, i);
		read_mark(x, i);
		if (c[i] == '<' && i + 1 < x->length)
			x->tag = is_letter(c[i + 1]) || is_one_of(c[i + 1], "/!?");
		else if (c[i] == '>' && x->quote == 0)
			x->tag = false;
		else if (c[i] == '`')
			x->tick = x->tick == 0 ? i + 1 : 0;
		else if (c[i] == '\'')
			x->tick = 0;
		if (x->sign != 0 && i >= x->sign
		    && (c[i] == ';' || c[i] == '#' || (c[i] == '/' && i + 1 < x->length
		                                        && is_one_of(c[i + 1], "/*"))))
			x->remark = true;
	}
}

/* ---- what is around ---- */

/* The next cell behind i that is no blank; x->length: none. */
static size_t next_of(const qw_escape_context *x, size_t i)
{
	while (i < x->length && is_blank(x->cell[i]))
		i++;
	return i;
}

/* The number behind the cell before i that is no blank; 0: none. */
static size_t before(const qw_escape_context *x, size_t i)
{
	while (i > 0 && is_blank(x->cell[i - 1]))
		i--;
	return i;
}

/* Where mark `c` stands next, at or behind cell i; x->length: nowhere. */
static size_t find(const qw_escape_context *x, qw_escape_next *next, size_t i, qw_cell c)
{
	if (i < next->from || i > next->at || next->at == 0) {
		next->from = i;
		for (next->at = i; next->at < x->length && x->cell[next->at] != c;)
			next->at++;
	}
	return next->at;
}

/* Does what ends before cell i look like code: a name, a bracket or a mark that is no escape? */
static bool is_code_before(const qw_escape_context *x, size_t i)
{
	i = before(x, i);
	if (i == 0)
		return true;
	return i != x->piece_end && (is_name(x->cell[i - 1]) || is_one_of(x->cell[i - 1], "\"'`)]}="));
}

/* Is there nothing but one or two words in front of cell i: echo "...", print -e "..."? */
static bool is_command(const qw_escape_context *x, size_t i)
{
	size_t words = 0;
	for (size_t k = 0; k < i && i <= COMMAND_MAX; k++) {
		if (!is_name(x->cell[k]) && !is_one_of(x->cell[k], " \t-.>$#"))
			return false;
		words += is_name(x->cell[k]) && (k == 0 || is_blank(x->cell[k - 1]));
	}
	return words <= 2 && i <= COMMAND_MAX;
}

/* Spellings that programs read in strings. */
static bool is_for_strings(qw_spelling s)
{
	return s == QW_SPELL_U || s == QW_SPELL_X || s == QW_SPELL_OCTAL;
}

/* What tells of a string by what stands around it. */
static bool is_code_around(const qw_escape_context *x, qw_spelling s, size_t open, size_t close)
{
	const qw_cell *c = x->cell;
	size_t i = open, behind = next_of(x, close + 1);
	while (i > 0 && open - i <= PREFIX && is_one_of(c[i - 1], "uUbBrRfFL8"))
		i--;
	if (i < open && open - i <= PREFIX && (i == 0 || is_one_of(c[i - 1], " \t=([{,+:")))
		return true;
	i = before(x, open);
	if (i == 0)
		return behind == x->length || is_one_of(c[behind], "\r\n")
		     ? is_for_strings(s) : is_one_of(c[behind], ",:;)]}+\\");
	if (i == x->piece_end)
		return false;
	if (is_one_of(c[i - 1], "=[{"))
		return true;
	if (is_one_of(c[i - 1], "(,:;|?!&+"))
		return is_code_before(x, i - 1);
	return i < open && is_name(c[i - 1]) && is_command(x, i);
}

/* Do the marks at cells `open` and `close` enclose a program's string? Who escapes in strings
 * leaves nothing but ASCII. */
static bool is_string(const qw_escape_context *x, qw_spelling s, size_t open, size_t close)
{
	if (close >= x->length)
		return false;
	for (size_t i = open + 1; i < close; i++)
		if (qw_cell_is_han(x->cell[i]))
			return false;
	return is_code_around(x, s, open, close);
}

/* Does the mark that is open begin a program's string? */
static bool is_in_string(qw_escape_context *x, qw_spelling s, size_t to)
{
	size_t open = x->quote - 1;
	if (x->judged != x->quote) {
		x->judged = x->quote;
		x->string = is_string(x, s, open, find(x, &x->quote_end, to, x->cell[open]));
	}
	return x->string;
}

/* Is it code between two ticks? What stands between ` and ' is a quotation. */
static bool is_ticked(qw_escape_context *x, size_t to)
{
	return x->tick != 0 && find(x, &x->tick_end, to, '`') < find(x, &x->prime_end, to, '\'');
}

/* Is it a sentence that fills the line, but for the marks around it? */
static bool is_spoken(const qw_escape_context *x, const qw_escapes *e, const qw_escape_piece *p)
{
	qw_cell last = e->text.cell[p->end - 1];
	size_t end = x->quote_end.at;
	bool sentence = last == 0x3002 || last == 0xFF01 || last == 0xFF1F || last == 0x2026;
	return before(x, x->quote - 1) == 0 && p->to == end && sentence
	    && (end + 1 >= x->length || is_one_of(x->cell[end + 1], "\r\n"));
}

/* Lines of properties: key=\u4e2d\u6587. What a remark behind them holds is none. */
static size_t sign_of(const qw_cell *c, size_t n)
{
	size_t i = 0;
	while (i < n && is_blank(c[i]))
		i++;
	size_t key = i;
	if (i < n && !is_letter(c[i]))
		return 0;
	while (i < n && (is_name(c[i]) || is_one_of(c[i], ".-")))
		i++;
	bool named = i > key;
	while (i < n && is_blank(c[i]))
		i++;
	return named && i < n && c[i] == '=' ? i + 1 : 0;
}

qw_escape_context qw_escape_context_of(const qw_cell *c, size_t n)
{
	qw_escape_context x = {.cell = c, .length = n, .sign = sign_of(c, n)};
	for (size_t i = 0; i < n && x.sign != 0 && !x.wide; i++)
		x.wide = qw_cell_is_han(c[i]);
	return x;
}

/* Is it a value: name=..., or, in heads of mail, name*=UTF-8''... */
static bool is_assigned(const qw_escape_context *x, size_t from)
{
	if (from > 2 && x->cell[from - 1] == '\'' && x->cell[from - 2] == '\''
	    && is_name(x->cell[from - 3]))
		return true;
	return from > 1 && x->cell[from - 1] == '=' && is_name(x->cell[from - 2])
	    && from - 1 != x->piece_end;
}

bool qw_escape_is_sign(qw_cell c)
{
	return (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3021) || (c >= 0xFF00 && c < 0xFF10)
	    || (c >= 0xFF1A && c < 0xFF21);
}

/* Is it the border of a range of characters: \u4e00-\u9fa5? */
static bool is_border(const qw_escape_context *x, const qw_escapes *e, const qw_escape_piece *p)
{
	static const qw_cell borders[] = {0x3040, 0x30FF, 0x3400, 0x4DBF, 0x4DB5, 0x4E00, 0x9FA5,
	                                  0x9FFF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0x20000};
	qw_cell front = p->from > 0 ? x->cell[p->from - 1] : '\n';
	qw_cell behind = p->to < x->length ? x->cell[p->to] : '\n';
	if (p->end - p->first > 1 || (front != '-' && behind != '-'))
		return false;
	for (size_t i = 0; i < sizeof borders / sizeof *borders; i++)
		if (e->text.cell[p->first] == borders[i])
			return true;
	return front == '[' || behind == ']';
}

/* Is it a part of the address that was begun? Behind a mere path text may go on. */
static bool is_in_address(qw_escape_context *x, const qw_escapes *e, const qw_escape_piece *p)
{
	x->kept = x->address && !qw_escape_is_sign(e->text.cell[p->first])
	       && (x->scheme || is_one_of(x->cell[p->from - 1], "/=-_")
	           || (x->kept && x->piece_end > x->stretch));
	return x->kept;
}

bool qw_escape_is_meant(qw_escape_context *x, const qw_escapes *e, const qw_escape_piece *p)
{
	qw_spelling s = p->kind->spelling;
	bool entity = s <= QW_SPELL_NAME;
	read_to(x, p->from);
	bool meant = is_in_address(x, e, p) || is_ticked(x, p->to)
	          || (is_assigned(x, p->from) && (!entity || x->tag)) || is_border(x, e, p);
	if (!meant && x->quote != 0)
		meant = is_in_string(x, s, p->to) && !is_spoken(x, e, p);
	if (!meant && is_for_strings(s))
		meant = x->sign != 0 && !x->remark && p->from >= x->sign && !x->wide;
	/* What is escaped is read as the characters that it says. */
	if (!x->kept)
		end_stretch(x, p->to);
	x->at = p->to;
	x->piece_end = p->to;
	return meant;
}
