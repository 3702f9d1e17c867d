"""The XML inside Word files: parsed without entities, network or endless depth, and read without its many name spaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import UnreadableReportError
from kg.reader.formats.archive import DAMAGED

if TYPE_CHECKING:
    from lxml.etree import _Element

Element: TypeAlias = "_Element"
_ENTITIES = "the file declares entities, which no word processor writes; leave it out"


def parsed(data: bytes, path: Path) -> Element:
    """The root of an XML part.

    Raises UnreadableReportError for one that is no XML, or that declares a document type, which no word processor does.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data[:4096]:
        raise UnreadableReportError(_ENTITIES, path=path)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UnreadableReportError(DAMAGED, path=path) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableReportError(_ENTITIES, path=path)
    return root


def name(element: Element) -> str:
    """An element's name without its name space, which differs between the two kinds of the format."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, wanted: str) -> str:
    """An attribute by its name without name space; blank where there is none."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == wanted), "")


def value(element: Element | None) -> str:
    """The attribute `val`, in which the format says nearly everything."""
    return attribute(element, "val")


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """The direct children of one name."""
    if element is not None:
        yield from (one for one in element if name(one) == wanted)


def child(element: Element | None, wanted: str) -> Element | None:
    """The first direct child of a name."""
    return next(children(element, wanted), None)


def is_on(element: Element | None) -> bool:
    """Whether a property that is on by standing there is on: <w:vanish/>, but not <w:vanish w:val="0"/>."""
    return element is not None and value(element) not in ("0", "false", "off")
