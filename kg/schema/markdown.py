"""docs/ontology.md: the ontology in both languages, made from its file."""

from __future__ import annotations

from collections.abc import Iterable

from kg.schema.diagram import mermaid
from kg.schema.names import KINDS, Name

_HEAD = """# 本体 · The ontology

<!-- Made by `make ontology` from ontology/tifakg.ttl; change that file and run it again. -->

图谱所用的类和属性，由 [ontology/tifakg.ttl](../ontology/tifakg.ttl) 生成；程序只能使用其中声明的名称。`kg:` 是
`https://w3id.org/tifakg/ontology#`。网站的“说明”里有同样的一页。

The classes and properties of the graph, made from [ontology/tifakg.ttl](../ontology/tifakg.ttl); the program can use no other
names. `kg:` is `https://w3id.org/tifakg/ontology#`. The site has the same page under “About”.

## 图 · Picture

箭头是从一类指向另一类的属性；见于所有陈述的（见于报告、原文依据等）不画。
Arrows are properties from class to class; those that every statement has (in report, evidence) are left out.
"""
_TITLES = {
    "class": "类 · Classes",
    "object property": "对象属性 · Object properties",
    "datatype property": "数据属性 · Datatype properties",
}


def markdown(names: Iterable[Name], turtle: str) -> str:
    """The whole page; `turtle` is an example out of a graph."""
    names = tuple(names)
    parts = [_HEAD, f"```mermaid\n{mermaid(names)}\n```\n", "## 例子 · Example\n"]
    parts += [
        "一条释义、它的提法、第一项和原文位置。A definition with its term, its first item and its passage.\n",
        f"```turtle\n{turtle}```\n",
    ]
    for kind in KINDS.values():
        parts.append(f"## {_TITLES[kind]}\n")
        parts += [_entry(name) for name in names if name.kind == kind]
    return "\n".join(parts)


def _entry(name: Name) -> str:
    """One name: labels, comments, what it leads from and to, and where the idea is from."""
    lines = [f"### kg:{name.name}\n", f"**{name.zh}** · **{name.en}**\n", f"{name.zh_comment}\\\n{name.en_comment}\n"]
    for title, values in (("上位 broader", name.parents), ("自 from", name.domain), ("至 to", name.range)):
        if values:
            lines.append(f"- {title}: {', '.join(map(_linked, values))}")
    if name.source:
        lines.append(f"- 来源 source: {name.source}")
    return "\n".join(lines) + ("\n" if lines[-1].startswith("-") else "")


def _linked(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"[{prefixed}](#kg{local.lower()})" if prefix == "kg" else f"`{prefixed}`"
