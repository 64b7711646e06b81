# SPDX-License-Identifier: Apache-2.0
"""page.py QINGWEN: what a browser makes of the page of check --format=html."""
import json
import os
import subprocess
import sys
import tempfile

import corpus
from browser import Browser, Failed, programs

SPACE, ESCAPE, TAB, RIGHT, DOWN, ENTER = (" ", "\ue00c", "\ue004", "\ue014", "\ue015", "\ue007")
LIMIT = 3 * 1024 * 1024     # bytes of a page
SECONDS = 3                 # to open it; one, on a machine that does nothing else
CONTRAST = 4.5              # of text, as WCAG 2 wants it

SHOWN = "return [...document.querySelectorAll('article')].filter(a => a.checkVisibility()).length"
KINDS = """return [...document.querySelectorAll('.kind')].filter(k => k.checkVisibility())
    .map(k => k.dataset.k)"""
FOCUS = "return document.activeElement.id || document.activeElement.tagName"
WIDTH = "return document.documentElement.scrollWidth"
PAINT = """
    const rgb = text => text.match(/[\\d.]+/g).map(Number);
    return arguments[0].map(selector => {
        let at = document.querySelector(selector), back = [0, 0, 0, 0];
        const ink = rgb(getComputedStyle(at).color);
        for (; at !== null && back[3] === 0; at = at.parentElement) {
            back = rgb(getComputedStyle(at).backgroundColor);
            back[3] = back.length === 3 ? 1 : back[3];
        }
        return [selector, ink.slice(0, 3), back.slice(0, 3)];
    });"""


def equal(found, expected, what=""):
    if found != expected:
        raise AssertionError("%s: %r, not %r" % (what, found, expected))


def holds(found, what):
    if not found:
        raise AssertionError(what)


def check(qingwen, folder, page):
    """Make a page, and return the counts of the same as JSON."""
    args = [qingwen, "check", "--format=html", "--output=" + page, folder]
    equal(subprocess.run(args, stderr=subprocess.DEVNULL, check=False).returncode, 1, "exit status")
    lines = subprocess.run([qingwen, "check", "--format=json", folder], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(lines.splitlines()[-1])


def renders(b, counts):
    holds("damaged" in b.run("return document.title"), "the title names the folder")
    for name in ("documents", "damaged", "exact", "guessed", "lost", "unproven", "invalid"):
        shown = b.run("return document.querySelector('[data-total=%s]').textContent" % name)
        equal(int(shown.replace(",", "")), counts[name], name)
    places = b.run("return [...document.querySelectorAll('[data-places]')].map(b => b.textContent)")
    equal(sum(int(p.replace(",", "")) for p in places), counts["findings"], "places of kinds")
    equal(b.run("return document.querySelectorAll('.files tbody tr').length"), counts["damaged"])
    holds(b.run(SHOWN) > 10, "samples are seen")
    holds(b.run("return document.querySelector('mark') !== null"), "guesses are marked")
    equal(b.run("return document.querySelectorAll('script').length"), 1, "scripts")


def filter_works_by_mouse(b, _):
    every = b.run(SHOWN)
    kinds = b.run(KINDS)
    b.click(".chip[data-k=QW102]")
    equal(b.run(KINDS), ["QW102"], "kinds after a click")
    holds(0 < b.run(SHOWN) < every, "fewer samples")
    b.click(".chip[data-k=QW201]")
    equal(sorted(b.run(KINDS)), ["QW102", "QW201"], "two kinds")
    b.click(".chip[data-k=QW102]")
    equal(b.run(KINDS), ["QW201"], "pressed twice")
    equal(b.run("return document.querySelector('#all-kinds').ariaPressed"), "false")
    b.click("#all-kinds")
    equal(b.run(KINDS), kinds, "all kinds")
    b.click(".kinds a[data-k=QW101]")
    equal(b.run(KINDS), ["QW101"], "the link of a kind")
    b.click("#all-kinds")


def filter_works_by_keys(b, _):
    every = b.run(SHOWN)
    b.run("document.activeElement.blur()")
    b.keys("/")
    equal(b.run(FOCUS), "find", "the focus after /")
    b.keys(*"BYTES.TXT")
    equal(b.run(SHOWN), 1, "samples of bytes.txt")
    holds(b.run("return document.getElementById('shown').textContent").startswith("1 of "),
          "the number is told")
    b.keys(*"nothing is so")
    equal(b.run(SHOWN), 0, "samples of nothing")
    holds(b.run("return document.getElementById('none').checkVisibility()"), "and it is said")
    b.keys(ESCAPE)
    equal(b.run(SHOWN), every, "samples after Esc")
    b.keys(TAB)
    equal(b.run(FOCUS), "all-kinds", "the focus after Tab")
    b.keys(RIGHT, RIGHT, SPACE)
    equal(len(b.run(KINDS)), 1, "kinds after Space")
    equal(b.run("return document.activeElement.ariaPressed"), "true")
    b.keys(ENTER)
    equal(b.run(SHOWN), every, "samples after Enter")


def samples_are_reached_by_keys(b, _):
    place = "return [...document.querySelectorAll('article')].indexOf(document.activeElement)"
    b.run("document.activeElement.blur()")
    b.keys("j")
    equal(b.run(place), 0, "j goes to the first sample")
    b.keys("j", DOWN)
    equal(b.run(place), 2, "and on")
    b.keys("k")
    equal(b.run(place), 1, "k goes back")
    equal(b.run("return document.querySelectorAll('article[tabindex=\"0\"]').length"), 1,
          "one sample is reached by Tab")
    ring = b.run("return getComputedStyle(document.activeElement).boxShadow")
    holds(ring != "none", "the focus is seen")
    b.keys("?")
    equal(b.run("return document.getElementById('keys').open"), True, "? tells the keys")


def the_table_sorts(b, _):
    column = """return [...document.querySelectorAll('.files tbody tr')]
        .map(row => row.cells[arguments[0]].textContent)"""
    number = lambda text: int(text.replace(",", ""))
    places = list(map(number, b.run(column, 2)))
    equal(places, sorted(places, reverse=True), "places at first")
    b.click(".files th:nth-child(6) button")
    lost = list(map(number, b.run(column, 5)))
    equal(lost, sorted(lost, reverse=True), "lost")
    holds(lost[0] > 0, "something is lost")
    equal(b.run("return document.querySelector('th[aria-sort]').cellIndex"), 5, "aria-sort")
    b.click(".files th:nth-child(1) button")
    equal(b.run(column, 0), sorted(b.run(column, 0)), "names")
    b.click(".files th:nth-child(1) button")
    equal(b.run(column, 0), sorted(b.run(column, 0), reverse=True), "names backwards")
    name = b.run(column, 0)[0]
    b.click(".files tbody td button")
    holds(b.run(SHOWN) > 0, "the samples of a file")
    equal(b.run("return document.getElementById('find').value"), name, "its name is looked for")
    b.keys(ESCAPE)


def both_languages(b, _):
    heading = """return [...document.querySelectorAll('#files-title span')]
        .filter(s => s.checkVisibility()).map(s => s.textContent)"""
    equal(b.run(heading), ["The worst files"], "English")
    b.click("label[for=in-zh]")
    equal(b.run(heading), ["最差的文件"], "Chinese")
    equal(b.run("return document.documentElement.lang"), "zh-Hans", "lang")
    holds("查找" in b.run("return document.getElementById('find').placeholder"), "the search")
    why = b.run("return document.querySelector('.how').innerText")
    holds("字节" in why and "bytes" not in why, "the chain: " + why)
    b.open(b.run("return location.href"))
    equal(b.run(heading), ["最差的文件"], "it stays chosen")
    b.run("localStorage.clear()")
    b.open(b.run("return location.href"))
    equal(b.run(heading), ["The worst files"], "English again")
    b.chrome("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage="zh-TW")
    b.open(b.run("return location.href"))
    equal(b.run(heading), ["最差的文件"], "the browser's own")
    b.chrome("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage="en")
    b.open(b.run("return location.href"))


def light(colour):
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(b, scheme):
    for selector, ink, back in b.run(PAINT, [
            "h1", ".made", ".verdict p", ".shares", ".totals dt", ".zero dd", ".kinds a", ".words",
            ".files th", ".files td.zero", ".chip", ".chip[aria-pressed=true]", "#shown",
            "article del", "article ins", "article mark", "article q", "article dt", ".facts",
            ".how", ".switch label", ".switch input:checked + label", ".hint"]):
        one, two = sorted((light(ink), light(back)))
        ratio = (two + 0.05) / (one + 0.05)
        holds(ratio >= CONTRAST, "%s %s: contrast %.2f" % (scheme, selector, ratio))


def light_and_dark(b, _):
    paper = "return getComputedStyle(document.body).backgroundColor"
    b.colours("light")
    white = b.run(paper)
    readable(b, "light")
    b.colours("dark")
    black = b.run(paper)
    holds(white != black, "dark is another paper")
    readable(b, "dark")
    b.click("label[for=look-light]")
    equal(b.run(paper), white, "light, though the system is dark")
    b.colours("light")
    b.click("label[for=look-dark]")
    equal(b.run(paper), black, "dark, though the system is light")
    b.click("label[for=look-auto]")
    equal(b.run(paper), white, "the system's")


def small_screens(b, _):
    for width in (360, 320):
        b.size(width, 640)
        equal(b.run(WIDTH), width, "width of the page")
        holds(b.run("return document.querySelector('.files td:nth-child(3)').checkVisibility()"),
              "the table is there")
    b.size(1280, 900)
    equal(b.run(WIDTH), 1280, "width of the page")


def loads_nothing(b, _):
    loaded = b.run("return performance.getEntriesByType('resource').map(e => e.name)")
    equal(loaded, [], "resources")
    tried = b.chrome("Runtime.evaluate", awaitPromise=True, returnByValue=True,
                     expression="fetch('http://127.0.0.1:1/').then(() => 'sent', e => e.name)")
    equal(tried["result"]["value"], "TypeError", "a request")
    holds(any("Content Security Policy" in c for c in b.complaints()), "forbidden by the policy")
    done = b.run("""const made = document.createElement('script');
        try { made.text = 'window.hacked = 9'; document.body.appendChild(made); }
        catch (e) { return e.name; } finally { made.remove(); } return window.hacked || 'none'""")
    holds(done in ("TypeError", "none"), "a new script ran: %s" % done)
    b.complaints()


def can_be_read_without_script(b, _):
    b.chrome("Emulation.setScriptExecutionDisabled", value=True)
    b.open(b.run("return location.href"))
    seen = b.chrome("Runtime.evaluate", returnByValue=True, expression="""[
        [...document.querySelectorAll('article')].every(a => a.checkVisibility()),
        document.querySelector('.tools').checkVisibility(),
        document.documentElement.classList.contains('js')]""")
    equal(seen["result"]["value"], [True, False, False], "samples, tools, script")
    b.chrome("Emulation.setScriptExecutionDisabled", value=False)
    b.open(b.run("return location.href"))


def hostile_text_runs_nothing(b, counts):
    equal(b.run("return window.hacked === undefined"), True, "no script ran")
    equal(b.dialog(), None, "no dialog")
    equal(b.run("return document.querySelectorAll('script').length"), 1, "scripts")
    equal(b.run("return document.querySelectorAll('img, iframe, main style, [onload]').length"), 0)
    equal(b.run("return document.querySelectorAll('main article').length"), b.run(SHOWN), "samples")
    names = b.run("return [...document.querySelectorAll('.files td bdi')].map(n => n.textContent)")
    equal(len(names), counts["damaged"], "files")
    text = "\n".join(names)
    for part in ('"><script>window.hacked=1<', "<svg onload=", "newU+000Aline", "&lt;b&gt;",
                 "rightU+202EleftU+2066", "bytes\\xFF\\xE4\\xB8", "' autofocus onfocus='"):
        holds(part in text, part)
    for i in range(len(names)):
        b.click(".files tbody tr:nth-child(%d) td button" % (i + 1))
        b.keys("j")
    b.keys(ESCAPE)
    equal(b.run("return window.hacked === undefined"), True, "no script ran later")
    for width in (1280, 360, 320):
        b.size(width, 640)
        equal(b.run(WIDTH), width, "width of the page")
    equal(b.complaints(), [], "the console")


def a_large_page_opens_soon(b, counts):
    size = os.path.getsize(b.run("return decodeURIComponent(location.pathname)"))
    holds(size < LIMIT, "%d bytes" % size)
    times = b.run("return performance.getEntriesByType('navigation')[0].toJSON()")
    print("# a page of %d bytes in %.0f ms" % (size, times["loadEventEnd"]))
    holds(0 < times["loadEventEnd"] < 1000 * SECONDS, "%s ms" % times["loadEventEnd"])
    rows = b.run("return document.querySelectorAll('.files tbody tr').length")
    more = b.run("return document.getElementById('more-files').textContent.match(/[\\d,]+/)[0]")
    equal(rows + int(more), counts["damaged"], "files")
    short = "return [...document.querySelectorAll('.files tbody tr')]" \
            ".filter(r => r.checkVisibility()).length"
    equal(b.run(short), 15, "rows at first")
    b.click("#all-files")
    equal(b.run(short), rows, "all rows")


PAGES = [
    ("damaged", [renders, filter_works_by_mouse, filter_works_by_keys,
                 samples_are_reached_by_keys, the_table_sorts, both_languages, light_and_dark,
                 small_screens, loads_nothing, can_be_read_without_script]),
    ("hostile", [hostile_text_runs_nothing]),
    ("large", [a_large_page_opens_soon]),
]


def run_page(b, qingwen, folder, name, tests):
    path = os.path.join(folder, name)
    getattr(corpus, name)(path)
    counts = check(qingwen, path, path + ".html")
    b.size(1280, 900)
    b.colours("light")
    failed = 0
    for test in tests:
        b.open("file://" + path + ".html")
        try:
            test(b, counts)
            equal(b.complaints(), [], "the console")
            print("ok", name, test.__name__)
        except (AssertionError, Failed) as error:
            failed += 1
            print("not ok", name, test.__name__, error)
    return failed


def main():
    if programs() is None:
        print("no chromium or no chromedriver (packages chromium and chromium-driver)")
        return 77
    b = Browser()
    try:
        with tempfile.TemporaryDirectory() as folder:
            failed = [run_page(b, sys.argv[1], folder, *page) for page in PAGES]
    finally:
        b.close()
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
