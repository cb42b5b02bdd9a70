"""What nobody means to send, and somebody does: the words, and what is kept of them. docs/input.md says the same."""

from dataclasses import dataclass

SAME, REFUSED = "as typed", "refused"


@dataclass(frozen=True, slots=True)
class Nasty:
    """`line` is what a box of one line keeps, `lines` what a box of many does."""

    what: str
    typed: str
    line: str = SAME
    lines: str = SAME

    def kept(self, which: str) -> str:
        kept = self.line if which == "line" else self.lines
        return self.typed if kept == SAME else kept


NASTY = (
    Nasty("NUL", "Bo\0Reyes", REFUSED, REFUSED),
    Nasty("another control character", "Bo\x1b[31mReyes\x07", REFUSED, REFUSED),
    Nasty("lone surrogate", "Bo\udc80Reyes", REFUSED, REFUSED),
    Nasty("right-to-left override", "invoice\u202efdp.exe\u202c"),
    Nasty("isolates and marks", "\u2067مراسل\u2069 \u200eGazette\u200f"),
    Nasty("emoji with joiners and skin tones", "👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈"),
    Nasty("only what has no width", "\u200b\u2060\ufeff\u202e\u2800", REFUSED, REFUSED),
    Nasty("nothing but spaces", " \t\u00a0\u3000 ", REFUSED, REFUSED),
    Nasty("a line of 100,000 letters", "w" * 100_000, REFUSED, REFUSED),
    Nasty("a line of 20,000 letters", "w" * 20_000, REFUSED),
    Nasty("long run of combining marks", "Z" + "\u0301" * 150),
    Nasty("decomposed letters", "Zoe\u0308 Ange\u0301lique", "Zoë Angélique", "Zoë Angélique"),
    Nasty(
        "CRLF and a header",
        "Bo\r\nBcc: eve@evil.example",
        "Bo Bcc: eve@evil.example",
        "Bo\nBcc: eve@evil.example",
    ),
    Nasty("line and paragraph separators", "Bo\u2028Bcc: x\u2029\x85y", "Bo Bcc: x y", "Bo\nBcc: x\n\ny"),
    Nasty("percent-encoded line ends", "Bo%0d%0aSet-Cookie:%20a=b"),
    Nasty("SQL", "'; DROP TABLE inquiries;-- \" OR 1=1 /*"),
    Nasty("search syntax", 'NEAR("a" NOT *) AND ^col:OR & | ! <-> \\'),
    Nasty("HTML and script", '<script>alert(1)</script><img src=x onerror="alert(2)">'),
    Nasty("out of a text box", "</textarea></dd><svg/onload=alert(3)><!--"),
    Nasty("out of an attribute", "\" autofocus onfocus='alert(4)' x=\"`"),
    Nasty("entities", "&lt;b&gt; &#x202e; &amp;amp; &nbsp"),
    Nasty("script address", "javascript:alert(5)//https://evil.example"),
    Nasty("template injection", "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>{{config}}"),
    Nasty("format strings", "%s %(name)s %n %x {0.__class__} {reference} 100%"),
    Nasty("path", "../../../../etc/passwd\\..\\..\\boot.ini"),
    Nasty("shell", "$(reboot) `id` ; rm -rf / | cat && ~"),
    Nasty("spreadsheet formula", '=HYPERLINK("https://evil.example","open")+cmd|\' /C calc\'!A0'),
    Nasty("more formulas", "@SUM(1+1) -2+3 +4"),
    Nasty("letters that look like others", "Тhе Gаzеttе рrеss"),
    Nasty("full width, small capitals, zalgo", "ＧＡＺＥＴＴＥ ꜱᴍᴀʟʟ Z̸̡̛a̴̧͝l̵̢̕g̶̨̛o̷̡͝"),
    Nasty("private use and unassigned", "\ue000\U000f0000\u0378"),
    Nasty("JSON in words", '{"name": null, "__proto__": {"admin": true}}\\u0000\\'),
    Nasty("what programs take for nothing", "null"),
    Nasty("a number", "1e309"),
    Nasty(
        "boundary of a body",
        "--b\r\nContent-Disposition: form-data",
        "--b Content-Disposition: form-data",
        "--b\nContent-Disposition: form-data",
    ),
    Nasty("mail envelope", "<eve@evil.example> NOTIFY=SUCCESS =?utf-8?q?=0d=0aBcc?= ."),
    Nasty("a dot alone and From", "From Bo\r\n.\r\nQUIT", "From Bo . QUIT", "From Bo\n.\nQUIT"),
)

# The address as it is kept, or REFUSED.
ADDRESSES = {
    "bo@gаzette.example": "bo@gаzette.example",  # a Cyrillic а
    "bo@xn--gzette-3nf.example": "bo@gаzette.example",
    "bo@GAZETTE.example": "bo@gazette.example",
    "bo@gazette.example\r\nBcc: eve@evil.example": REFUSED,
    "bo@gazette.example, eve@evil.example": REFUSED,
    '"bo reyes"@gazette.example': REFUSED,
    "bo@[127.0.0.1]": REFUSED,
    "bo@localhost": REFUSED,
    "bo%evil.example@gazette.example": "bo%evil.example@gazette.example",
    "|reboot@gazette.example": "|reboot@gazette.example",
    "-oQ/tmp@gazette.example": "-oQ/tmp@gazette.example",
    "\u202ebo@gazette.example": "bo@gazette.example",
    "bo@\u202egazette.example": REFUSED,
    "<script>@gazette.example": REFUSED,
    "bo@gazette..example": REFUSED,
    "bo\0@gazette.example": REFUSED,
}
