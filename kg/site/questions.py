"""The question desk: plain questions with the answers of the graph, each row with its sentence, each query shown."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store

from kg.query import rows, text_of
from kg.site.addresses import file_name
from kg.site.coverage import Place
from kg.site.press import Press
from kg.site.questions_answers import Desk
from kg.site.questions_choice import ASKED, asked_of, choices
from kg.site.questions_table import GROUPS, Row, questions
from kg.site.reading import Reading
from kg.site.records import Book

ASSETS = ("questions.js", "questions.css")
SHOWN, MOST = 8, 24


def asked_rows(store: Store) -> dict[str, tuple[Row, ...]]:
    """The rows of each query that a question asks; each is asked once for all places."""
    names = {q.query for q in questions()} | {ASKED["change"]}
    return {name: tuple(rows(store, text_of(name))) for name in sorted(names)}


def questions_page(place: str) -> str:
    """The question desk of one of several places, from the top of the site."""
    return f"questions/{file_name(place)}.html"


def write_questions(press: Press, book: Book, place: Place, readings: Mapping[str, Reading]) -> None:
    """Write the question desk of a place and the data of its choices."""
    single = bool(press.env.globals["single"])
    address = "questions.html" if single else questions_page(place.name)
    data = f"assets/questions-{file_name(place.name)}.js"
    press.data(data, "TIFAKG_CHOICES", choices(book, place, readings))
    desk = Desk(book, place, readings)
    answers = [desk.answer(q) for q in questions()]
    groups = {group: [a for a in answers if a.question.group == group] for group in GROUPS}
    press.page(
        address, "questions.html", place=place, groups={g: found for g, found in groups.items() if found}, titles=GROUPS, data=data,
        queries=asked_of(place), names=ASKED, shown=SHOWN, most=MOST, newest=desk.reports.get(desk.words["newest"]),
    )  # fmt: skip


def write_questions_overview(press: Press, places: list[Place]) -> None:
    """Write what all places share: style, script, and where there are several places the way to each desk."""
    press.shared(ASSETS)
    if len(places) > 1:
        press.page(
            "questions.html",
            "questions_places.html",
            questions_page=questions_page,
            titles=GROUPS,
            questions=questions(),
        )
