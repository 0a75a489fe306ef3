"""600 texts that try to become markup, script or style: what opens or ends a context, times what it then would run."""

from __future__ import annotations

from itertools import islice, product

OPENINGS = (
    "", "</script>", "</style>", "</title>", "</template>", "</textarea>", "</noscript>", "</dialog>", "-->", "<!--",
    "<![CDATA[", "]]>", "\"'>", "'\"`>", "`;", "${", "*/", "\\u003c/script\\u003e", "&lt;/script&gt;", "\u2028", "\u2029",
    "\u202e", "\u200b", "e\u0301\u0325" * 9, "长" * 300,
)  # fmt: skip
PAYLOADS = (
    "<script>window.__hit=1</script>", "<script src=//x.invalid/a.js></script>", "<img src=x onerror=window.__hit=1>",
    "<svg onload=window.__hit=1>", "<svg><script>window.__hit=1</script></svg>", "<math><mtext><img src onerror=__hit=1>",
    "<iframe srcdoc='<script>parent.__hit=1</script>'>", "<iframe src=javascript:parent.__hit=1>",
    "<a href=javascript:__hit=1 autofocus onfocus=__hit=1>x</a>", "<input autofocus onfocus=window.__hit=1>",
    "<details open ontoggle=window.__hit=1>", "<style>*{background:url(//x.invalid)}</style>", "<base href=//x.invalid/>",
    "<link rel=stylesheet href=//x.invalid/a.css>", "<meta http-equiv=refresh content='0;url=//x.invalid'>",
    "<object data=data:text/html,<script>__hit=1</script>>", "<form action=//x.invalid><button autofocus>x",
    "window.__hit=1;//", "${window.__hit=1}", "{constructor:{prototype:1}}", "{title}{count}", "$& $' $`",
    "<template shadowrootmode=open><img src onerror=__hit=1></template>", "alert(1)",
)  # fmt: skip


def hostile_texts() -> list[str]:
    """All of them, each with its number, so that no two are the same."""
    pairs = product(OPENINGS, PAYLOADS)
    return [f"{number}:{opening}{payload}" for number, (opening, payload) in enumerate(islice(pairs, 600))]
