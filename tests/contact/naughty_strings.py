"""Strings that have broken programs: what people type, paste and send, and what others make up."""

from pathlib import Path

# Nothing in them is taken out, so they read back as they were sent, but for the space around them.
KEPT = (Path(__file__).parent / "naughty_strings.txt").read_text("utf-8").splitlines()
LONG = ["x" * 1000, "🙂" * 1000, "e\u0301" * 1000, "\u1100\u1161" * 1000, "1 " * 499 + "12", "a\n" * 499 + "ab"]
# And what becomes of them.
CLEANED = {
    "\x00": "",
    "nul\x00byte": "nulbyte",
    "\x1b[31mred\x1b[0m": "[31mred[0m",
    "bell\x07 back\x08space del\x7f c1\x9b": "bell backspace del c1",
    "\ufeffBOM": "BOM",
    "zero\u200bwidth": "zerowidth",
    "soft\u00adhyphen": "softhyphen",
    "\u202etest\u202c": "test",
    "\u2066test\u2067": "test",
    "\u200e\u200fmarks": "marks",
    "word\u2060joiner": "wordjoiner",
    "\ufff9anno\ufffatation\ufffb": "annotation",
    "\ufffc": "",
    "\ufffenon\uffffcharacter": "noncharacter",
    "tag\U000e0041\U000e0042": "tag",
    "La\u200dtin \u200cjoiners": "Latin joiners",
    "text\ufe0f": "text",
    "\u3164": "",
    "\u2800\u2800": "",
    "\u115f\u1160\uffa0": "",
    "\u034f": "",
    "then\u0085next\u0085line": "then\nnext\nline",
    "line\u2028separator\u2029paragraph": "line\nseparator\nparagraph",
    "vertical\x0btab form\x0cfeed": "vertical\ntab form\nfeed",
    "windows\r\nmac\rlinux": "windows\nmac\nlinux",
    "Robin\r\nBcc: everybody@example.com": "Robin\nBcc: everybody@example.com",
    " \t ": "",
    "": "",
}
