"""The SPARQL page: Oxigraph and the whole graph as scripts, for a page that is opened from a folder may fetch no file."""

from __future__ import annotations

import base64
import csv
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO

from kg import query
from kg.site.addresses import report_page, term_page
from kg.site.press import Press
from kg.site.records import Book
from kg.store import open_graph

OXIGRAPH = "vendor/oxigraph-0.5.11"
CODEMIRROR = "vendor/codemirror-5.65.21"
ASSETS = (
    "sparql.js",
    "sparql.css",
    *(f"{CODEMIRROR}/{name}" for name in ("codemirror.min.js", "codemirror.css", "LICENSE-MIT")),
    f"{OXIGRAPH}/LICENSE-MIT",
)
MOST_PACKED = 60_000_000
FIRST_SHOWN = "lasting"
PREFIXES = {
    "kg": "https://w3id.org/tifakg/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Words of other vocabularies that the named queries use; those of our own come from the ontology.
_COMMON = (
    ("skos", "prefLabel", "首选名称", "preferred label"),
    ("skos", "altLabel", "其他写法", "other form"),
    ("skos", "notation", "代号", "code"),
    ("rdfs", "label", "名称", "label"),
    ("rdfs", "comment", "说明", "comment"),
    ("dcterms", "identifier", "编号", "identifier"),
    ("dcterms", "title", "标题", "title"),
    ("dcterms", "issued", "日期", "date"),
    ("oa", "hasSource", "出自报告", "the report it is of"),
    ("oa", "hasSelector", "位置与原文", "where and what it says"),
    ("oa", "start", "起", "start"),
    ("oa", "end", "止", "end"),
    ("oa", "exact", "原文", "the text itself"),
    ("oa", "hasBody", "所指提法", "the term it mentions"),
    ("oa", "hasTarget", "所在之处", "where it stands"),
)
_EXPORT = re.compile(r"^export (?:(?=class|function)|\{.*$)", re.MULTILINE)
_PIECE = 3 << 18


@dataclass(frozen=True, slots=True)
class Example:
    """A query that the page offers; `zh` is blank where nobody has put its first line into Chinese."""

    name: str
    zh: str
    en: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Group:
    """Examples of one subject."""

    zh: str
    en: str
    examples: tuple[Example, ...]


def write_sparql(press: Press, graph: Path, book: Book, most: int = MOST_PACKED) -> None:
    """Write the page and its scripts; where the graph is too large for a page the page says so and names the commands."""
    press.shared(ASSETS)
    packed = _graph(press.folder / "assets" / "sparql-graph.js", graph, most)
    offered = groups()
    examples = [e for g in offered for e in g.examples]
    words = [*(("kg", r["name"], r["zh"], r["en"]) for r in book.vocabulary), *_COMMON]
    data = {
        "examples": [{"name": e.name, "sparql": e.sparql} for e in examples],
        "prefixes": PREFIXES,
        "words": words,
        "packed": packed,
        "bytes": book.manifest["graph_bytes"],
        "quads": book.manifest["counts"]["quads"],
        "vis": f"assets/{press.env.globals['vis']}/vis-network.min.js",
    }
    if packed:
        press.data("assets/sparql-engine.js", "TIFAKG_ENGINE", _engine())
        press.data("assets/sparql-links.js", "TIFAKG_LINKS", _links(book))
    first = next(e.sparql for e in examples if e.name == FIRST_SHOWN)
    press.page(
        "sparql.html", "sparql.html", groups=offered, total=len(examples), data=data, first=first, packed=packed,
        limit=most // 1_000_000, codemirror=CODEMIRROR,
    )  # fmt: skip


def groups() -> list[Group]:
    """The examples of the page and all named queries, by group; what the table of groups does not name comes last."""
    described = {row["query"]: row for row in _table("query_groups.tsv")}
    titles = dict.fromkeys((row["group_zh"], row["group_en"]) for row in described.values())
    own = [_example(p.name.removesuffix(".rq"), p.read_text("utf-8"), "") for p in _own()]
    found = [Group("起步", "To begin with", tuple(sorted(own, key=lambda e: (e.name != FIRST_SHOWN, e.name))))]
    left = query.names()
    for zh, en in titles:
        names = [n for n, row in described.items() if row["group_zh"] == zh and n in left]
        found.append(Group(zh, en, tuple(_example(n, query.text_of(n), described[n]["zh"]) for n in names)))
    others = tuple(_example(n, query.text_of(n), "") for n in left if n not in described)
    return [g for g in (*found, Group("其他", "Others", others)) if g.examples]


def _own() -> Iterator[Path]:
    with_names = files("kg").joinpath("assets", "examples").iterdir()
    return (Path(str(p)) for p in sorted(with_names, key=lambda p: p.name) if p.name.endswith(".rq"))


_OWN_ZH = {
    "lasting": "在最多份报告里出现的提法，及其首见与末见",
    "counts": "图谱里每一类陈述有多少",
    "lineage-network": "哪个提法变成哪个提法（看网络图）",
    "sentence-network": "同在两句以上的提法（CONSTRUCT，看网络图）",
}


def _example(name: str, sparql: str, zh: str) -> Example:
    return Example(name, zh or _OWN_ZH.get(name, ""), sparql.splitlines()[0].lstrip("# "), sparql)


def _table(name: str) -> list[dict[str, str]]:
    lines = files("kg").joinpath("data", name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def _engine() -> dict[str, str]:
    """The text of the worker, Oxigraph's own glue first, and its WebAssembly, packed.

    A page opened from a folder may start no worker that is a module, so the glue is made a plain script.
    """
    assets = files("kg").joinpath("assets")
    glue = _EXPORT.sub("", assets.joinpath(OXIGRAPH, "web.js").read_text("utf-8")).replace("import.meta.url", '""')
    own = assets.joinpath("sparql-worker.js").read_text("utf-8")
    code = zlib.compress(assets.joinpath(OXIGRAPH, "web_bg.wasm").read_bytes(), 9)
    return {"worker": f"{glue}\n{own}", "wasm": base64.b64encode(code).decode()}


def _links(book: Book) -> dict[str, object]:
    """Which page an IRI or a name leads to; `base` is what every IRI begins with."""
    base = book.manifest["base"]
    terms = [[c.iri.removeprefix(base), c.name, c.place, term_page(c.place, c.name)] for c in book.concepts]
    return {"base": base, "terms": terms, "reports": {r.id: report_page(r.id) for r in book.reports}}


def _graph(target: Path, graph: Path, most: int) -> int:
    """Write the N-Quads of a build, deflated and in base64, as a script, and return their deflated size; 0, no file where over `most`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_graph(graph) as quads, target.open("wb") as out:
        size = _pack(quads, out, most)
    if size == 0:
        target.unlink()
    return size


def _pack(quads: IO[bytes], out: IO[bytes], most: int) -> int:
    """Stream from one to the other; base64 is cut where three bytes end, so that the pieces join without a seam."""
    deflate, held, size = zlib.compressobj(6), b"", 0
    out.write(b'window.TIFAKG_GRAPH = "')
    for piece in iter(lambda: quads.read(_PIECE), b""):
        held += deflate.compress(piece)
        whole = len(held) // 3 * 3
        out.write(base64.b64encode(held[:whole]))
        size, held = size + whole, held[whole:]
        if size > most:
            return 0
    held += deflate.flush()
    out.write(base64.b64encode(held) + b'";\n')
    size += len(held)
    return size if size <= most else 0
