/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "walk.h"

bool walk_next(walk *w, qw_buffer *out)
{
	for (; w->file < w->corpus->files; w->file++, w->line = 0)
		while (harm_document(&w->corpus->file[w->file], &w->line, w->form, w->chain, out))
			if (w->number++ % w->every == 0)
				return true;
	return false;
}

walk walk_begin(const corpus *c, harm_form form, const char *chain, size_t most)
{
	walk w = {.corpus = c, .form = form, .chain = chain, .every = 1};
	qw_allocator a = qw_allocator_default();
	qw_buffer document;
	qw_buffer_init(&document, &a);
	while (walk_next(&w, &document))
		continue;
	qw_buffer_free(&document);
	return (walk){.corpus = c, .form = form, .chain = chain, .every = (w.number + most - 1) / most};
}
