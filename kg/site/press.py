"""Records to files: the templates, their functions, and the one place where a page is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg import __version__, query
from kg.site import kin_wording, wording
from kg.site.addresses import graph_page, lineage_page, near_page, place_page, report_page, spot, term_page

VIS = "vendor/vis-network-9.1.9"
LINEAGE = ("lineage.js", "lineage-page.js", "lineage.css")
READING = ("cite.js", "term.js", "near.js", "term.css", "report.js", "report.css")
SHARED = (
    "site.css",
    "early.js",
    "site.js",
    "graph.js",
    *LINEAGE,
    *READING,
    f"{VIS}/vis-network.min.js",
    f"{VIS}/LICENSE-MIT",
)


class Press:
    """Writes pages into a folder and counts them."""

    def __init__(self, folder: Path, **shared: object) -> None:
        self.folder, self.pages = folder, 0
        self.env = environment()
        self.env.globals.update(shared)

    def page(self, address: str, template: str, **content: object) -> None:
        """Render a template to an address given from the top of the site."""
        self.html(address, self.part(address, template, **content))

    def part(self, address: str, template: str, **content: object) -> str:
        """A part of the page at an address, which is put into it later."""
        return self.env.get_template(template).render(address=address, root=root_of(address), **content)

    def html(self, address: str, text: str) -> None:
        """Write a finished page, the same bytes on every system."""
        self._put(address, text)
        self.pages += 1

    def data(self, address: str, name: str, value: object) -> None:
        """A script that holds nothing but data, for pages that may fetch no file."""
        self._put(address, f"window.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n")

    def shared(self, names: Iterable[str] = SHARED) -> None:
        """Copy style, scripts and vendored libraries."""
        with as_file(files("kg").joinpath("assets")) as assets:
            for name in names:
                target = self.folder / "assets" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(assets / name, target)

    def _put(self, address: str, text: str) -> None:
        path = self.folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "replace"))


def root_of(address: str) -> str:
    """The way from a page back to the top of the site.

    >>> root_of("index.html"), root_of("term/a/b.html")
    ('', '../../')
    """
    return "../" * address.count("/")


def environment() -> Environment:
    """The templates with everything escaped and every missing name an error."""
    loader = PackageLoader("kg", "assets/templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.globals.update(
        t=wording.both, pair=wording.pair, attribute=wording.attribute, session=wording.session, told=wording.told, words=wording,
        term_page=term_page, report_page=report_page, place_page=place_page, graph_page=graph_page, near_page=near_page,
        lineage_page=lineage_page, spot=spot,
        version=__version__, vis=VIS, asked=asked, purpose=query.purpose,
        kin=kin_wording, embedded=embedded,
    )  # fmt: skip
    return env


def embedded(value: object) -> Markup:
    """Data for a script element, in which nothing of a report can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def asked(name: str, wanted: Mapping[str, str]) -> dict[str, Any]:
    """A named query narrowed to what a panel shows: its SPARQL, and the command that runs it."""
    words = "".join(f" --{key} {_quoted(value)}" for key, value in wanted.items())
    return {
        "name": name,
        "sparql": query.narrowed(_named(name), wanted),
        "command": f"kg query {name} --graph build{words}",
    }


@cache
def _named(name: str) -> str:
    return query.text_of(name)


def _quoted(word: str) -> str:
    plain = all(c.isalnum() or c in "-_+.,:/@%" for c in word)
    return word if plain and word else "'" + word.replace("'", "'\\''") + "'"
