// SPDX-License-Identifier: Apache-2.0
// The page can be read without this: it only filters, sorts and moves. Nothing here makes
// markup; what comes from the corpus is read as text and compared.
(function () {
	'use strict';
	var root = document.documentElement;
	var byId = function (id) { return document.getElementById(id); };
	var all = function (selector, from) {
		return Array.prototype.slice.call((from || document).querySelectorAll(selector));
	};
	var find = byId('find');
	var allKinds = byId('all-kinds');
	var chips = all('.chip[data-k]');
	var kinds = all('.kind');
	var samples = all('article');
	var table = document.querySelector('.files');
	root.classList.add('js');

	// What is chosen stays chosen, where the browser allows it.
	function recall(key) {
		try { return localStorage.getItem('qingwen-' + key); } catch (e) { return null; }
	}
	function keep(key, value) {
		try { localStorage.setItem('qingwen-' + key, value); } catch (e) { /* not here */ }
	}

	// Language and colours. The style sheet does the rest.
	function choose(name, value) {
		all('input[name=' + name + ']').forEach(function (input) {
			if (input.value === value) {
				input.checked = true;
			}
		});
	}
	function chosen(name) {
		return document.querySelector('input[name=' + name + ']:checked').value;
	}
	function speak() {
		var chinese = chosen('lang') === 'zh-Hans';
		root.lang = chosen('lang');
		all('[data-en]').forEach(function (element) {
			var text = chinese ? element.dataset.zh : element.dataset.en;
			element.setAttribute('aria-label', text);
			if (element === find) {
				element.placeholder = text;
			}
		});
		count();
	}
	choose('lang', recall('lang') || (/^zh\b/i.test(navigator.language) ? 'zh-Hans' : 'en'));
	choose('look', recall('look') || 'auto');
	all('.switch input').forEach(function (input) {
		input.addEventListener('change', function () {
			keep(input.name, input.value);
			speak();
		});
	});

	// The filter: samples of the kinds that are pressed and with the text that is looked for.
	var shown = samples.slice();
	var texts = samples.map(function (sample) { return sample.textContent.toLowerCase(); });
	function count() {
		byId('shown').textContent = chosen('lang') === 'zh-Hans'
			? '共 ' + samples.length + ' 例，显示 ' + shown.length + ' 例'
			: shown.length + ' of ' + samples.length + (samples.length === 1 ? ' sample' : ' samples');
	}
	function pressed(chip) { return chip.getAttribute('aria-pressed') === 'true'; }
	function press(chip, value) { chip.setAttribute('aria-pressed', value ? 'true' : 'false'); }
	function filter() {
		var on = chips.filter(pressed).map(function (chip) { return chip.dataset.k; });
		var text = find.value.trim().toLowerCase();
		press(allKinds, on.length === 0);
		shown = samples.filter(function (sample, i) {
			var fits = (on.length === 0 || on.indexOf(sample.parentNode.dataset.k) >= 0)
				&& (text === '' || texts[i].indexOf(text) >= 0);
			sample.hidden = !fits;
			return fits;
		});
		kinds.forEach(function (kind) {
			kind.hidden = kind.querySelector('article:not([hidden])') === null;
		});
		byId('none').hidden = shown.length > 0 || samples.length === 0;
		roam(shown.indexOf(current) >= 0 ? current : shown[0]);
		count();
	}
	function only(kind) {
		chips.forEach(function (chip) { press(chip, chip.dataset.k === kind); });
		filter();
	}
	chips.forEach(function (chip) {
		chip.addEventListener('click', function () {
			press(chip, !pressed(chip));
			filter();
		});
	});
	allKinds.addEventListener('click', function () { only(null); });
	find.addEventListener('input', filter);
	all('a[data-k]').forEach(function (link) {
		link.addEventListener('click', function () {
			find.value = '';
			only(link.dataset.k);
		});
	});

	// One sample at a time can be reached with Tab; j and k go on from there.
	var current = null;
	function roam(sample) {
		if (current !== null) {
			current.tabIndex = -1;
		}
		current = sample || null;
		if (current !== null) {
			current.tabIndex = 0;
		}
	}
	function go(step) {
		var at = shown.indexOf(current);
		if (document.activeElement === current) {
			at += step;
		}
		if (at >= 0 && at < shown.length) {
			roam(shown[at]);
			current.focus({preventScroll: true});
			current.scrollIntoView({block: 'nearest'});
		}
	}
	samples.forEach(function (sample) {
		sample.tabIndex = -1;
		sample.addEventListener('focus', function () { roam(sample); });
	});
	function clear() {
		find.value = '';
		only(null);
	}
	function beside(chip, step) {
		var row = all('.chip');
		var next = row[row.indexOf(chip) + step];
		if (next) {
			next.focus();
		}
	}
	function onKey(event) {
		var at = event.target;
		var writes = at === find;
		if (event.ctrlKey || event.altKey || event.metaKey || (at.type === 'radio')) {
			return;
		}
		if (event.key === 'Escape') {
			clear();
		} else if (writes) {
			return;
		} else if (event.key === '/') {
			find.focus();
			find.select();
		} else if (event.key === '?') {
			byId('keys').open = !byId('keys').open;
			byId('keys').scrollIntoView({block: 'nearest'});
		} else if (event.key === 'j' || (event.key === 'ArrowDown' && at === current)) {
			go(1);
		} else if (event.key === 'k' || (event.key === 'ArrowUp' && at === current)) {
			go(-1);
		} else if (at.classList.contains('chip') && event.key === 'ArrowRight') {
			beside(at, 1);
		} else if (at.classList.contains('chip') && event.key === 'ArrowLeft') {
			beside(at, -1);
		} else {
			return;
		}
		event.preventDefault();
	}
	document.addEventListener('keydown', onKey);

	// The table: its heads sort, its names look for samples.
	function button(cell, act) {
		var made = document.createElement('button');
		made.type = 'button';
		while (cell.firstChild) {
			made.appendChild(cell.firstChild);
		}
		made.addEventListener('click', act);
		cell.appendChild(made);
	}
	function sort(head) {
		var down = head.getAttribute('aria-sort') !== 'descending';
		var column = head.cellIndex;
		var numbers = head.dataset.sort === 'number';
		var value = function (row) {
			var text = row.cells[column].textContent;
			return numbers ? Number(text.replace(/\D/g, '')) : text;
		};
		if (!numbers) {
			down = head.getAttribute('aria-sort') === 'ascending';
		}
		var rows = all('tbody tr', table).map(function (row) { return {row: row, value: value(row)}; });
		rows.sort(function (a, b) {
			var less = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
			return down ? -less : less;
		});
		all('th', table).forEach(function (th) { th.removeAttribute('aria-sort'); });
		head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
		rows.forEach(function (entry) { table.tBodies[0].appendChild(entry.row); });
	}
	if (table !== null) {
		all('th[data-sort]', table).forEach(function (head) {
			button(head, function () { sort(head); });
		});
		all('tbody td:first-child', table).forEach(function (cell) {
			button(cell, function () {
				find.value = cell.textContent;
				only(null);
				byId('samples').scrollIntoView();
				byId('samples').focus({preventScroll: true});
			});
		});
		byId('all-files').hidden = table.tBodies[0].rows.length <= 15;
		table.classList.add('short');
		byId('all-files').addEventListener('click', function () {
			table.classList.remove('short');
			byId('all-files').hidden = true;
		});
	}
	speak();
	filter();
}());
