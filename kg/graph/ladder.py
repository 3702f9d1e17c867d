"""The named graph of the transmission ladder: forms across places, their first uses by level, and who has them from whom."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.graph.writer import Writer, integer, zh
from kg.iris import Iris, segment
from kg.ladder import Ladder, Rung, Transmission, Use
from kg.vocab import kg


def ladder_quads(ladders: Iterable[Ladder], iris: Iris) -> list[Quad]:
    """The quads of some ladders; terms and appearances are those of the places' own graphs."""
    writer = _LadderWriter(iris)
    for ladder in ladders:
        writer.ladder(ladder)
    return writer.quads


class _LadderWriter(Writer):
    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        super().__init__(iris.graph("ladder"))

    def ladder(self, ladder: Ladder) -> None:
        node = self.iris.form(ladder.key)
        self.say(node, "rdf:type", kg("Form"))
        self.say(node, "rdfs:label", zh(ladder.key))
        for rung in ladder.rungs:
            self._rung(node, ladder.key, rung)
        for one in ladder.transmissions:
            self._transmission(node, ladder.key, one)

    def _use(self, use: Use) -> tuple[NamedNode, NamedNode]:
        """The term of a use and its first appearance."""
        of = self.iris.term(use.place, use.term)
        return of, self.iris.appearance(use.report, of)

    def _rung(self, form: NamedNode, key: str, rung: Rung) -> None:
        node = self.iris.of_form(key, "rung", rung.level)
        self.say(node, "rdf:type", kg("Rung"))
        self.say(node, "kg:ofForm", form)
        self.note(node, "kg:level", rung.level)
        self.say(node, "kg:firstUse", self._use(rung.use)[1])
        self.say(node, "kg:silentIn", integer(rung.use.silent) if rung.use.silent else None)

    def _transmission(self, form: NamedNode, key: str, one: Transmission) -> None:
        term, shown = self._use(one.use)
        node = self.iris.of_form(key, "transmission", f"{segment(one.use.place)}/{segment(one.use.term)}")
        self.say(node, "rdf:type", kg("Transmission"))
        self.say(node, "kg:ofForm", form)
        self.note(node, "kg:relation", one.relation)
        self.note(node, "kg:rule", one.rule)
        self.note(node, "kg:fromLevel", one.level)
        self.say(node, "kg:later", shown)
        if one.source:
            source, earlier = self._use(one.source)
            self.say(node, "kg:earlier", earlier)
            if one.relation != "homograph":
                self.say(term, "skos:closeMatch", source)
