"""What has to be known of a query before it runs: whether it names a dataset of its own, and whether it calls out."""

from __future__ import annotations

import re

# Everything in which a keyword is no keyword: comments, IRIs, strings, variables, language tags, local names.
_OTHER = re.compile(
    r"""\#[^\n\r]*
    | <[^<>"{}|^`\s]*>
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | [?$]\w+ | @[a-zA-Z]+(?:-[a-zA-Z0-9]+)*
    | (?P<local>:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*)""",
    re.VERBOSE | re.DOTALL,
)
_MAYBE = re.compile(r"FROM|SERVICE", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w.-])FROM(?![\w.:-])", re.IGNORECASE)


def bare(sparql: str) -> str:
    """A query with blanks for its comments, IRIs and strings, in which braces and names mean nothing.

    >>> bare('?a a:b "}" ; <c> ?d } # ?e')
    '?a a:b     ;     ?d }     '
    """
    return _OTHER.sub(lambda m: " " * len(m[0]) if m[0][0] in "#<\"'" else m[0], sparql)


def keywords(sparql: str) -> frozenset[str]:
    """Which of FROM and SERVICE a query uses as keywords.

    The engine takes a keyword that is glued to what stands before or after it (`1SERVICE<a>`), so SERVICE is found within
    a word too: a prefix of that name is taken for the keyword, never the keyword for a prefix.

    >>> sorted(keywords("SELECT * FROM <a> { SERVICE SILENT <b> { ?from :service 'from' } }"))
    ['FROM', 'SERVICE']
    >>> sorted(keywords("PREFIX from: <http://x/#> SELECT ?from { ?from from:service \\"SERVICE <b>\\" } # SERVICE"))
    []
    """
    if not _MAYBE.search(sparql):
        return frozenset()
    rest = _OTHER.sub(lambda m: ":" if m["local"] else " ", sparql)
    found = {"SERVICE"} if "SERVICE" in rest.upper() else set()
    return frozenset(found | ({"FROM"} if _FROM.search(rest) else set()))
