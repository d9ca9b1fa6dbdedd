"""Texts that try to run in a reader's browser: forty kinds, each in five dresses."""

from __future__ import annotations

from collections.abc import Iterator

#: Each calls ``ran()`` where it gets to run.
KINDS = (
    "<script>ran()</script>", "<ScRiPt>ran()</sCrIpT>", "<script src=//evil.example/x.js></script>", "<script>ran()//",
    "</title><script>ran()</script>", "</textarea><script>ran()</script>", "</style><script>ran()</script>",
    "--><script>ran()</script><!--", "]]><script>ran()</script>", "'\"><script>ran()</script>",
    "<img src=x onerror=ran()>", "<img src=x onerror='ran()'>", "\" onmouseover=\"ran()\" x=\"", "' autofocus onfocus='ran()",
    "<svg onload=ran()>", "<svg><script>ran()</script></svg>", "<svg><animate onbegin=ran() attributeName=x dur=1s>",
    "<math><mi xlink:href=javascript:ran()>x</mi></math>", "<iframe src=javascript:ran()></iframe>",
    "<iframe srcdoc='<script>parent.ran()</script>'></iframe>", "<object data=javascript:ran()>", "<embed src=javascript:ran()>",
    "<a href=javascript:ran()>x</a>", "<a href='java&#115;cript:ran()'>x</a>",
    "<form action=javascript:ran()><button>x</button></form>",
    "<details open ontoggle=ran()>", "<video><source onerror=ran()></video>", "<body onload=ran()>", "<marquee onstart=ran()>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>", "<style>@import'//evil.example/x.css';</style>",
    "<div style='background:url(//evil.example/x)'>",
    "{{ 7*7 }}{% include 'base.html' %}{{ self }}", "${ran()}", "<template><script>ran()</script></template>",
    "<div hx-get='//evil.example/' hx-trigger='load'>", "<div hx-on::load='ran()' hx-trigger=load>", "<x-y is=script>ran()</x-y>",
)


def payloads() -> Iterator[str]:
    """All of them: as they are, with entities, in fullwidth brackets, behind bidirectional marks, broken by a NUL's stand-in."""
    for kind in KINDS:
        yield kind
        yield kind.replace("<", "&lt;").replace(">", "&gt;")
        yield kind.replace("<", "\N{FULLWIDTH LESS-THAN SIGN}").replace(">", "\N{FULLWIDTH GREATER-THAN SIGN}")
        yield f"\N{RIGHT-TO-LEFT OVERRIDE}{kind}\N{POP DIRECTIONAL FORMATTING}"
        yield f"{kind[:3]}\N{REPLACEMENT CHARACTER}{kind[3:]}{kind}"


#: Words that formats of their own trip over: what spreadsheets run, TeX and RIS read, mails and feeds break at. All of it can
#: stand in a title, and most of it in a quotation.
TRICKY = (
    "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\uff1d1+1", "\u200f=1+1", "\t=1+1", "007", "1E5", "'quoted'",
    '"=1+1"', "سطر\nوسطر =1+1", '=HYPERLINK("https://bad.example";"x")', "أسعار؛ الذهب، «اليوم» \"أمس\", 😀",
    "\u202eمقلوب\u202c", "قوس } آخر { وحده", "شرطة \\ وسطر \\\\", r"\input{x} $a_b^c$ 50% & #1 ~", "ER  - TY  - NEWS",
    "@online{x,", "]]> <![CDATA[ <b>&amp;</b>", "Subject: x\r\nBcc: y@bad.example", "\u2067عزل\u2069", "**نجوم** [رابط](x) `رمز`",
)  # fmt: skip
