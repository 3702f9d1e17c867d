"""The command line. Each command parses, calls one function and prints; heavy imports wait until they are needed."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError

app = typer.Typer(
    help="TifaKG 提法图谱: government work reports in, a knowledge graph of formulations out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
GraphOption = Annotated[Path, typer.Option("--graph", help="A folder made by kg build.", show_default=True)]


def _version(asked: bool) -> None:
    if asked:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    source: Annotated[
        list[Path], typer.Argument(help="Reports, folders of them, or zip files: .txt .md .html .docx .pdf.")
    ],
    out: Annotated[Path, typer.Option("--out", help="The folder that takes the graph.")],
    base: Annotated[
        str, typer.Option("--base", help="The base IRI of everything that is named.")
    ] = "https://w3id.org/tifakg/",
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0 is one for each core.")] = 0,
    cache: Annotated[
        str, typer.Option("--cache", help="A folder, or an fsspec URL, that keeps the work for later builds.")
    ] = "",
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="The address of a Dask scheduler whose workers do the work.")
    ] = "",
) -> None:
    """Read reports and write their graph into a folder, whole or not at all."""
    from kg import console, pipeline

    _check_base(base)
    with console.progress() as progress:
        built = pipeline.build(
            source, out, base=base, workers=workers, cache=cache, scheduler=scheduler, progress=progress
        )
    console.summary(built.manifest, out)
    for error in built.refused:
        print(f"refused: {error}", file=sys.stderr)
    if built.refused:
        raise typer.Exit(1)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A folder of reports.")],
    force: Annotated[bool, typer.Option("--force", help="Write the manifest anew where there is one.")] = False,
) -> None:
    """Look at a folder of reports and write manifest.csv: place, level and year of each, and what is doubtful."""
    from kg import console
    from kg import init as first

    with console.progress() as progress:
        looks = first.init(folder, force=force, progress=progress)
    for look in looks:
        for doubt in look.doubts:
            print(f"doubt: {look.file}: {doubt}", file=sys.stderr)
    left_out = sum(look.use == "no" for look in looks)
    read = sum(look.characters > 0 for look in looks)
    print(f"{len(looks)} files, {read} reports, {left_out} doubles left out; look through {folder / 'manifest.csv'}")


def _check_base(base: str) -> None:
    if (
        not base.startswith(("http://", "https://", "urn:"))
        or any(c in base for c in ' <>"{}|\\^`')
        or base[-1] not in "/#:"
    ):
        raise typer.BadParameter("a base IRI begins with http:// or https:// and ends with /", param_hint="--base")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def query(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="A named query, a file .rq, or - for standard input; none lists them.")
    ] = None,
    graph: GraphOption = Path("build"),
    form: Annotated[str, typer.Option("--format", help="table, csv, tsv or json.")] = "table",
) -> None:
    """Ask the graph: a named query, narrowed by --COLUMN VALUE, or any SPARQL 1.1 query."""
    from kg import console
    from kg import query as ask
    from kg.store import open_store

    if name is None:
        console.queries({n: ask.purpose(n) for n in ask.names()})
        return
    if form not in ("table", *ask.FORMATS):
        raise typer.BadParameter(f"{form!r} is none of table, csv, tsv, json", param_hint="--format")
    sparql = ask.narrowed(ask.read_query(name, sys.stdin.read() if name == "-" else None), _columns(context.args))
    store = open_store(graph)
    if form == "table" and ask.columns(sparql):
        console.table(ask.columns(sparql), ask.rows(store, sparql))
    else:
        sys.stdout.buffer.write(ask.serialised(store, sparql, "csv" if form == "table" else form))


def _columns(words: list[str]) -> dict[str, str]:
    """--term 三讲三强 --report=hongqi-2021 as a mapping."""
    wanted: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            raise typer.BadParameter(f"{word!r} is not expected here; narrow a query with --COLUMN VALUE")
        key, joined, value = word[2:].partition("=")
        if not joined and (value := next(rest, None) or "") == "":
            raise typer.BadParameter(f"--{key} needs a value")
        wanted[key] = value
    return wanted


PlaceOption = Annotated[str, typer.Option("--place", help="Only this place, where several have the term.")]


@app.command()
def term(
    name: Annotated[str, typer.Argument(help="A formulation, as 三讲三强.")],
    graph: GraphOption = Path("build"),
    place: PlaceOption = "",
) -> None:
    """Show everything about one formulation on one screen."""
    from kg import cards, console
    from kg.store import open_store

    for card in cards.cards(open_store(graph), name, place):
        console.card(card)


@app.command()
def lineage(
    name: Annotated[str, typer.Argument(help="A formulation, as 六链融合.")],
    graph: GraphOption = Path("build"),
    place: PlaceOption = "",
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Leave a rule out, to see which links go.")
    ] = None,
) -> None:
    """Show what became of a formulation and its other forms, from report to report."""
    from kg import cards, console
    from kg.store import open_store

    console.steps(cards.lane(open_store(graph), name, place), frozenset(without or ()))


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(help="A report, as hongqi-2021.")],
    later: Annotated[str, typer.Argument(help="A later report of the same place.")],
    graph: GraphOption = Path("build"),
) -> None:
    """Show which formulations two reports of a place do not share, and what changed in those they do."""
    from kg import cards, console
    from kg.store import open_store

    console.difference(earlier, later, cards.difference(open_store(graph), earlier, later))


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", help="turtle, json-ld, n-quads, skos, cube, graphml, gexf, csv or bundle.")
    ],
    graph: GraphOption = Path("build"),
    out: Annotated[
        Path | None, typer.Option("--out", help="A file, or for csv and bundle a folder; without it, standard output.")
    ] = None,
    table: Annotated[str, typer.Option("--table", help="For csv without --out: the named query.")] = "terms",
    with_sources: Annotated[
        bool, typer.Option("--with-sources", help="For bundle: put the texts of the reports in too.")
    ] = False,
    licence: Annotated[
        str, typer.Option("--license", help="For bundle: the address of the licence you publish under.")
    ] = "",
) -> None:
    """Write the graph for other tools: RDF, SKOS, Data Cube, Gephi, a spreadsheet, or a bundle (RO-Crate) to deposit."""
    from kg import export as exports
    from kg.errors import OutputFolderError

    if form == "bundle":
        _export_bundle(graph, out, with_sources, licence)
        return
    if form not in exports.FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(exports.FORMATS)}, bundle", param_hint="--format")
    if out is None:
        exports.export(graph, form, sys.stdout.buffer, table)
    elif form == "csv":
        for path in exports.export_tables(graph, out):
            print(path)
    else:
        try:
            exports.export_file(graph, form, out)
        except OSError as error:
            raise OutputFolderError(f"cannot be written ({error.strerror}); name another file", path=out) from None
        print(out)


def _export_bundle(graph: Path, out: Path | None, with_sources: bool, licence: str) -> None:
    from kg import bundle

    if out is None:
        raise typer.BadParameter("a bundle is a folder; name it", param_hint="--out")
    if licence and not licence.startswith(("http://", "https://")):
        raise typer.BadParameter("a licence is named by its address, http://… or https://…", param_hint="--license")
    for name in bundle.write(graph, out, with_sources=with_sources, licence=licence):
        print(out / name)


@app.command()
def push(
    endpoint: Annotated[
        str, typer.Option("--endpoint", help="Where the store takes graphs, as http://localhost:7878/store.")
    ],
    graph: GraphOption = Path("build"),
    sparql: Annotated[
        str, typer.Option("--sparql-endpoint", help="Where it answers SPARQL; without it, guessed from --endpoint.")
    ] = "",
    user: Annotated[str, typer.Option("--user", envvar="KG_PUSH_USER", help="Who writes.")] = "",
    password: Annotated[
        str,
        typer.Option(
            "--password", envvar="KG_PUSH_PASSWORD", help="Better by the variable: others may read a command."
        ),
    ] = "",
    piece: Annotated[int, typer.Option("--piece", min=1, help="Statements in one request.")] = 50_000,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, and send nothing.")] = False,
) -> None:
    """Put the graph into another store (SPARQL 1.1 Graph Store Protocol), graph by graph; a second run sends what differs."""
    from kg import console
    from kg import push as pushing
    from kg.errors import RemoteError

    _check_addresses(endpoint, sparql or endpoint)
    signal.signal(signal.SIGTERM, _stop)
    done: list[pushing.Pushed] = []
    try:
        with pushing.Remote(endpoint, sparql or pushing.query_address(endpoint), user, password) as remote:
            with console.progress() as progress:
                for one in pushing.push(graph, remote, piece=piece, dry_run=dry_run, progress=progress):
                    done.append(one)
            console.pushed(done, pushing.strangers(graph, remote), dry_run=dry_run)
    except (RemoteError, _Stopped) as stop:
        print(f"kg: {'stopped' if isinstance(stop, _Stopped) else stop}", file=sys.stderr)
        held = sum(one.found == "same" or not dry_run for one in done)
        print(f"{held} graphs are in the store and verified; the same command goes on from there", file=sys.stderr)
        raise typer.Exit(1) from None


def _check_addresses(endpoint: str, sparql: str) -> None:
    for option, address in (("--endpoint", endpoint), ("--sparql-endpoint", sparql)):
        if not address.startswith(("http://", "https://")):
            raise typer.BadParameter("an address begins with http:// or https://", param_hint=option)
        if "@" in address.split("/")[2]:
            raise typer.BadParameter("a name and a password are given by --user and --password", param_hint=option)


@app.command()
def check(graph: GraphOption = Path("build")) -> None:
    """Check the graph: SHACL shapes, SKOS integrity, and every quotation against its source."""
    from kg import check as checks
    from kg import console

    with console.progress() as progress:  # the bar is gone before anything is printed
        found = console.gathered(checks.run(graph, progress))
    if console.report_faults(found, checks.held):
        raise typer.Exit(1)


@app.command()
def site(
    out: Annotated[Path, typer.Option("--out", help="The folder that takes the site.")],
    graph: GraphOption = Path("build"),
) -> None:
    """Write the static site: it opens by double-click and asks nothing of the network."""
    from kg import console
    from kg import site as pages

    with console.progress() as progress:
        count = pages.write(graph, out, progress=progress)
    print(f"{count} pages; open {out / 'index.html'}")


@app.command()
def serve(
    graph: GraphOption = Path("build"),
    site: Annotated[
        Path | None, typer.Option("--site", help="A folder made by kg site; without it one is written for this run.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 is any that is free.")] = 7878,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    cors: Annotated[bool, typer.Option("--cors", help="Let pages of other origins ask from a browser.")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows that an answer may have.")] = 100_000,
) -> None:
    """Serve the site, and a read-only SPARQL 1.1 endpoint at /sparql, until Ctrl-C."""
    from kg import console
    from kg.serve import server

    signal.signal(signal.SIGTERM, _stop)
    settings = server.Settings(host, port, cors, timeout, max_rows)
    with suppress(_Stopped):  # while it writes the site
        server.run(graph, site, settings, console.progress, lambda address: print(address, flush=True))
    print("kg: stopped", file=sys.stderr)


@app.command()
def mcp(
    graph: GraphOption = Path("build"),
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a SPARQL query may take.")] = 20.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows that its answer may have.")] = 500,
) -> None:
    """Let programs that speak the Model Context Protocol (MCP) ask the graph, over standard input and output.

    Install with: pip install 'tifakg[mcp]'. Register it in the program's settings, with full paths:

    \b
    {"mcpServers": {"tifakg": {"command": "/path/to/kg",
                               "args": ["mcp", "--graph", "/path/to/build"]}}}

    Tools: reports, find_terms, term, sentences, numbers, sparql (read-only). Each answer has its quotations with report,
    section and offsets.
    """
    from kg import mcp as protocol

    protocol.run(graph, timeout=timeout, max_rows=max_rows)


class _Stopped(BaseException):
    """Ctrl-C under a name of our own: typer would take a KeyboardInterrupt for itself and end without a word."""


def _stop(*_: object) -> None:
    raise _Stopped


def main() -> None:
    """Run the command line: 0 done, 1 the data was refused or a check failed, 2 wrong usage."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except _Stopped:
        print("kg: stopped; nothing was changed", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
