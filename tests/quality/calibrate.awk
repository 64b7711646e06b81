# SPDX-License-Identifier: Apache-2.0
# awk -f calibrate.awk TABLE > data/confidence.txt: from the rows "bits of lead" of a table
# of tests/quality/quality, how probable it is that a span is right, by the bits by which
# its reading leads.
# awk -v guess=1 -f calibrate.awk TABLE > data/confidence-guess.txt: the same of guessed
# characters, from the rows "guess bits of lead".
# More bits never make it less probable: neighbours that say so are
# pooled (pool adjacent violators), each pool weighed by its spans.
BEGIN { FS = "," }
/^#/ { source = source "#   " substr($0, 3) "\n" }
$1 == (guess ? "guess " : "") "bits of lead" {
	pools++
	from[pools] = $4
	spans[pools] = $5
	right[pools] = $6
	while (pools > 1 && right[pools] * spans[pools - 1] <= right[pools - 1] * spans[pools])
		pool()
}

function pool() {
	spans[pools - 1] += spans[pools]
	right[pools - 1] += right[pools]
	pools--
}

# The rule of succession: nothing is certain because it never failed so far.
function probability(i,   p) {
	p = (right[i] + 1) / (spans[i] + 2)
	if (p < least)
		p = least
	return least = p
}

END {
	print "# SPDX-License-Identifier: Apache-2.0"
	if (guess) {
		print "# How probable it is that a guessed character is right, by the bits by which it leads"
		print "# the next best choice."
	} else {
		print "# How probable it is that a repaired span is right, by the bits by which its reading"
		print "# leads the next best one."
	}
	print "# Measured: made by \"make calibrate\", which damages text that the model was not counted"
	print "# from in all the ways of tests/quality/" (guess ? "*.def" : "chains.def") \
		" (other cases than those of"
	print "# tests/quality/results.csv), repairs it and counts."
	print "# The text:"
	printf "%s", source
	print "#"
	what = guess ? "guesses" : "spans"
	print "# Each line holds from so many bits on to the next line: the probability, and the"
	print "# " what " that it was counted from, with those of them that were right."
	print "# bits\tprobability\t" what "\tright"
	for (i = 1; i <= pools; i++)
		printf "%d\t%.6f\t%d\t%d\n", from[i], probability(i), spans[i], right[i]
	exit pools == 0
}
