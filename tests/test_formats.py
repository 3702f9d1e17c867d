"""One report in each format gives the graph of its plain text: files made by Chromium, python-docx and zipfile."""

from __future__ import annotations

import base64
import copy
import csv
import hashlib
import html
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from conftest import Kg
from playwright.sync_api import Browser

from kg.errors import UnreadableReportError
from kg.reader.formats import convert
from kg.reader.layout import lay_out

REPORT = "hongqi-2021"
SAME = 0.99  # of the rows of the plain text, in either direction


def web_page(text: str, path: Path) -> None:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    path.write_text(
        f"<!doctype html><html lang='zh'><head><meta charset='utf-8'><title>报告</title></head><body>{body}</body></html>",
        "utf-8",
    )


def word(text: str, path: Path) -> None:
    document = docx.Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    document.save(str(path))


def printed(text: str, path: Path, browser: Browser) -> None:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    path.write_bytes(
        prints(browser, f"<!doctype html><meta charset='utf-8'><style>{COLUMNS.format(columns='')}</style>{body}")[0]
    )


def zipped(text: str, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{REPORT}.txt", text)


MAKERS: dict[str, Callable[[str, Path], None]] = {"html": web_page, "docx": word, "zip": zipped}
ASKED = {
    "terms": ("term", "kind"),
    "definitions": ("term", "source", "component"),
    "observations": ("indicator", "measure", "value", "unit", "period", "mode"),
}


def rows(kg: Kg, graph: Path, name: str) -> set[tuple[str, ...]]:
    done = kg("query", name, "--graph", graph, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return {tuple(row[c] for c in ASKED[name]) for row in csv.DictReader(io.StringIO(done.stdout))}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    out = tmp_path_factory.mktemp("plain") / "build"
    assert kg("build", seeds / f"{REPORT}.txt", "--out", out).returncode == 0
    return out


@pytest.mark.parametrize("suffix", ["docx", "pdf", *(pytest.param(s, marks=pytest.mark.slow) for s in ("html", "zip"))])
def test_a_format_gives_the_graph_of_the_plain_text(
    suffix: str, plain: Path, kg: Kg, seeds: Path, tmp_path: Path, browser: Browser
) -> None:
    source, text = tmp_path / f"{REPORT}.{suffix}", (seeds / f"{REPORT}.txt").read_text("utf-8")
    if suffix == "pdf":
        printed(text, source, browser)
    else:
        MAKERS[suffix](text, source)
    done = kg("build", source, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    for name in ASKED:
        expected, found = rows(kg, plain, name), rows(kg, tmp_path / "build", name)
        assert len(expected & found) >= SAME * max(len(expected), len(found)), (name, sorted(expected ^ found)[:8])
    assert kg("check", "--graph", tmp_path / "build").returncode == 0


@pytest.mark.parametrize("suffix", ["doc", "wps", "rtf"])
def test_a_format_that_is_not_read_is_refused_with_advice(suffix: str, kg: Kg, tmp_path: Path) -> None:
    source = tmp_path / f"report.{suffix}"
    source.write_bytes(b"{\\rtf1 x}" if suffix == "rtf" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = kg("build", source, "--out", tmp_path / "build")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "save" in done.stderr


# --- the five seeds in every format, made by other programs from the same text ---

GOVERNMENT_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>报告_人民政府门户网站</title>
<style>p{{text-indent:2em}}</style><script>var hits = "<p>各位代表：</p>";</script></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<table width="98%"><tr><td><div id="zoom" class="TRS_Editor">{body}</div></td></tr></table>
<div class="footer"><p>主办：某某人民政府 版权所有 网站标识码：1234567890</p></div><script>count();</script></body></html>"""
COLUMNS = """@page {{ size: A4; margin: 25mm 18mm }} body {{ font: 10.5pt/1.6 "Noto Serif CJK SC", serif; {columns} }}
p {{ text-indent: 2em; margin: 0; text-align: justify }}"""
HEAD = '<div style="font-size:9px;width:100%;text-align:center">某某人民政府文件汇编</div>'
FOOT = '<div style="font-size:9px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>'


def paragraphs(seed: Path) -> list[str]:
    """The paragraphs of a seed; those of the one that was cut from a PDF are put together, for a printer sets paragraphs."""
    text = seed.read_text("utf-8")
    lines = lay_out(text).text.clean.split("\n") if seed.stem == "hongqi-2023" else text.splitlines()
    return [line.strip() for line in lines if line.strip()]


def set_in(columns: str, seed: Path) -> str:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in paragraphs(seed))
    return f"<!doctype html><meta charset='utf-8'><style>{COLUMNS.format(columns=columns)}</style>{body}"


def write_pages(folder: Path, seeds: list[Path]) -> None:
    """As a government site sends it: said to be GB2312, with a menu, a layout table, scripts and a foot."""
    for seed in seeds:
        body = "\n".join(f"<p>&nbsp;&nbsp;{html.escape(line)}</p>" for line in seed.read_text("utf-8").splitlines())
        (folder / f"{seed.stem}.htm").write_bytes(GOVERNMENT_PAGE.format(body=body).encode("gb18030"))


def write_words(folder: Path, seeds: list[Path]) -> None:
    for seed in seeds:
        word(seed.read_text("utf-8"), folder / f"{seed.stem}.docx")


def write_marked(folder: Path, seeds: list[Path]) -> None:
    """As a person writes Markdown: headings marked, a rule, emphasis, a comment, escapes."""
    for seed in seeds:
        lines = [re.sub(r"([*_\[\]])", r"\\\1", line) for line in seed.read_text("utf-8").splitlines()]
        lines = [re.sub(r"^([一二三四五]、.{2,20})$", r"## \1", line) for line in lines]
        lines = [re.sub(r"^(（[一二三四五六七八]）[^。]{4,20}。)", r"**\1**", line) for line in lines]
        (folder / f"{seed.stem}.md").write_text("---\nlang: zh\n---\n" + "\n".join(lines) + "\n<!-- end -->\n", "utf-8")


def write_zip(folder: Path, seeds: list[Path]) -> None:
    """As Windows in China packs it: names in GBK without a mark, in a folder; beside them what macOS packs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for seed in seeds:
            archive.writestr(f"XXXXXXXX/{seed.stem}.txt", seed.read_bytes())
        archive.writestr("__MACOSX/._hongqi-2018.txt", b"\x00\x05\x16\x07")
    packed = file.getvalue().replace(
        b"XXXXXXXX/", "历年报告/".encode("gbk")
    )  # zipfile itself writes names in UTF-8 only
    (folder / "reports.zip").write_bytes(packed)


def prints(browser: Browser, *pages: str, framed: bool = True) -> list[bytes]:
    """Pages as Chromium prints them, framed by a running head and page numbers."""
    with browser.new_context() as context:
        page = context.new_page()
        found = []
        for content in pages:
            page.set_content(content)
            found.append(
                page.pdf(
                    prefer_css_page_size=True, display_header_footer=framed, header_template=HEAD, footer_template=FOOT
                )
            )
        return found


WRITERS: dict[str, Callable[[Path, list[Path]], None]] = {
    "htm": write_pages,
    "docx": write_words,
    "md": write_marked,
    "zip": write_zip,
}
COLUMNED = {"pdf": "", "pdf-columns": "columns: 2; column-gap: 8mm"}


def counted(kg: Kg, graph: Path, name: str, report: str) -> Counter[tuple[str, ...]]:
    """The rows of a report, offsets and white space left out."""
    done = kg("query", name, "--graph", graph, "--format", "csv", "--report", report)
    assert done.returncode == 0, done.stderr
    table = csv.DictReader(io.StringIO(done.stdout))
    return Counter(tuple("".join(v.split()) for k, v in row.items() if k not in ("start", "end")) for row in table)


def compare(kg: Kg, built: Path, graph: Path, seeds: list[Path], least: float) -> None:
    for name in ("terms", "definitions", "observations"):
        for seed in seeds:
            expected, found = counted(kg, built, name, seed.stem), counted(kg, graph, name, seed.stem)
            share = (expected & found).total() / max(expected.total(), found.total())
            assert share >= least, (name, seed.stem, share, list((expected - found) + (found - expected))[:6])


@pytest.mark.slow
@pytest.mark.parametrize("form", [*WRITERS, *COLUMNED])
def test_five_reports_in_another_format_give_the_same_graph(
    form: str, kg: Kg, built: Path, seeds: Path, tmp_path: Path, browser: Browser
) -> None:
    texts = sorted(seeds.glob("*.txt"))
    folder = tmp_path / "reports"
    folder.mkdir()
    if form in WRITERS:
        WRITERS[form](folder, texts)
    else:
        for seed, file in zip(texts, prints(browser, *(set_in(COLUMNED[form], seed) for seed in texts)), strict=True):
            (folder / f"{seed.stem}.pdf").write_bytes(file)
    done = kg("build", folder, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    compare(kg, built, tmp_path / "build", texts, 1 if form in WRITERS else SAME)
    checked = kg("check", "--graph", tmp_path / "build")
    assert checked.returncode == 0, checked.stdout


def test_offsets_count_in_the_text_that_is_kept(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    word((seeds / "hongqi-2018.txt").read_text("utf-8"), tmp_path / "a.docx")
    assert kg("build", tmp_path / "a.docx", "--out", tmp_path / "build").returncode == 0
    source = (tmp_path / "build" / "sources" / "a.txt").read_bytes().decode()
    done = kg("query", "mentions", "--graph", tmp_path / "build", "--format", "csv")
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(told) > 50
    assert all("".join(source[int(r["start"]) : int(r["end"])].split()) == r["surface"] for r in told)
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text("utf-8"))
    assert manifest["reports"][0]["sha256"] == hashlib.sha256((tmp_path / "a.docx").read_bytes()).hexdigest()


# --- what Word keeps outside the text ---

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


def hand_made(body: str, space: str = W, **parts: str) -> bytes:
    """A Word file packed by hand; the parts are the insides of numbering, styles, footnotes …"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {space}>{inside}</w:{name}>")
    return file.getvalue()


def lines(data: bytes, name: str = "a.docx") -> list[str]:
    return convert(data, Path(name))[0].splitlines()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircleChinese", "%4")
    + level(4, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Mine"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>'
)


@pytest.mark.parametrize("space", [W, STRICT], ids=["transitional", "strict"])
def test_automatic_numbers_are_in_the_text(space: str) -> None:
    body = (
        p("回顾", '<w:pStyle w:val="H1"/>') + p("经济", numbered(1)) + p("民生", numbered(1)) + p("甲", numbered(2)) + p("乙", numbered(2))
        + p("圈", numbered(3)) + p("点", numbered(4)) + p("", numbered(2)) + p("安排", '<w:pStyle w:val="T"/>') + p("目标", numbered(1))
        + p("丙", numbered(2)) + p("丁", numbered(2, 2)) + p("无", '<w:pStyle w:val="H1"/>' + numbered(0, 0))
    )  # fmt: skip
    found = lines(hand_made(body, space, numbering=LISTS, styles=STYLES))
    assert found == [
        "一、回顾",
        "（一）经济",
        "（二）民生",
        "1.甲",
        "2.乙",
        "①圈",
        "点",
        "二、安排",
        "（一）目标",
        "1.丙",
        "5.丁",
        "无",
    ]


def test_what_was_deleted_moved_or_hidden_is_left_out() -> None:
    body = (
        '<w:p><w:r><w:t>增长</w:t></w:r><w:del w:id="1"><w:r><w:delText>8%</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>9%</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t>旧</w:t></w:r></w:moveFrom>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>。</w:t></w:r></w:p>"
        + p("并成", '<w:rPr><w:del w:id="4"/></w:rPr>') + p("一段") + p("一、回顾\t1", '<w:pStyle w:val="C"/>')
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>'
        + "<w:tbl><w:tr><w:trPr><w:del w:id='5'/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(hand_made(body, styles=STYLES)) == ["增长9%。", "并成一段", "3"]


def test_tables_text_boxes_and_notes() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    box = f"<w:pict><w:txbxContent>{p('框内')}</w:txbxContent></w:pict>"
    both = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'  # noqa: E501
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r>{mark}<w:r>{both}</w:r><w:r><w:t>。</w:t></w:r></w:p>"
        + f"<w:tbl>{row('指标', '2017年', '增长')}{row('生产总值', '170.1亿元', '8%')}</w:tbl>"
        + p("名词解释")
        + f"<w:tbl>{row('序号', '名词', '释义')}{row('1', '三铁', '铁一般的信仰')}{row('2', '双碳：', '碳达峰、碳中和')}</w:tbl>"
    )
    notes = '<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">' + p("四风：形式主义等。") + "</w:footnote>"
    assert lines(hand_made(body, footnotes=notes)) == [
        "正文[1]。", "框内", "指标\t2017年\t增长", "生产总值\t170.1亿元\t8%", "名词解释", "1.三铁：铁一般的信仰",
        "2.双碳：碳达峰、碳中和", "", "注释", "[1]四风：形式主义等。",
    ]  # fmt: skip


def test_a_glossary_in_footnotes_or_in_a_table_defines_terms(kg: Kg, built: Path, seeds: Path, tmp_path: Path) -> None:
    """The appendix of a seed as a table, and as endnotes of Word: the same terms with the same items."""
    text = (seeds / "hongqi-2021.txt").read_text("utf-8")
    body, glossary = text.split("部分词语解释")
    found = [re.fullmatch(r"\s*\d+[.、](.+?)[:：](.+)", line) for line in glossary.splitlines() if line.strip()]
    entries = [(m[1], m[2]) for m in found if m]
    assert len(entries) == 35
    document = docx.Document()
    for line in [*body.splitlines(), "部分词语解释"]:
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "名词", "解释"
    for head, gloss in entries:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = head, gloss
    document.save(str(tmp_path / "tabled.docx"))
    marks = "".join(f'<w:r><w:endnoteReference w:id="{n}"/></w:r>' for n in range(1, 36))
    noted = (
        "".join(p(html.escape(line)) for line in body.splitlines())
        + f"<w:p><w:r><w:t>谢谢大家</w:t></w:r>{marks}</w:p>"
    )
    notes = "".join(
        f'<w:endnote w:id="{n}">{p(html.escape(f"{h}：{g}"))}</w:endnote>' for n, (h, g) in enumerate(entries, 1)
    )
    (tmp_path / "noted.docx").write_bytes(hand_made(noted, endnotes=notes))
    done = kg("build", tmp_path, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    expected = defined(kg, built, "hongqi-2021")
    assert len(expected) > 35
    assert defined(kg, tmp_path / "build", "tabled") == expected
    assert defined(kg, tmp_path / "build", "noted") == expected


def defined(kg: Kg, graph: Path, report: str) -> set[tuple[str, str, str]]:
    done = kg("query", "definitions", "--graph", graph, "--format", "csv", "--report", report)
    told = csv.DictReader(io.StringIO(done.stdout))
    return {(r["term"], r["position"], r["component"]) for r in told if r["source"] == "glossary"}


# --- what a page of a PDF has around and beside the text ---

SHEETS = """@page {{ size: A4; margin: 0 }} body {{ margin: 0; font: 12pt/1.6 "Noto Serif CJK SC", serif }}
.sheet {{ position: relative; box-sizing: border-box; height: 296mm; padding: 25mm 28mm; page-break-after: always; overflow: hidden }}
p {{ margin: 0; text-indent: 2em }} sup {{ font-size: 7pt; line-height: 0 }}
.notes {{ position: absolute; bottom: 25mm; left: 28mm; right: 28mm; font-size: 9pt; border-top: 1px solid }} .notes p {{ text-indent: 0 }}
.mark {{ position: absolute; top: 120mm; left: 40mm; transform: rotate(-40deg); font-size: 40pt; color: #ddd }}
td {{ border: 1px solid; padding: 2mm; vertical-align: top }} table {{ border-collapse: collapse }}"""
PROSE = "坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局，着力推动高质量发展，更好统筹发展和安全。"
OTHER = "一年来，我们主要做了以下工作，各项事业取得新的进展。"  # a line that opens every page would be its running head


def sheets(*bodies: str) -> str:
    inside = "".join(f'<div class="sheet">{body}</div>' for body in bodies)
    return f"<!doctype html><meta charset='utf-8'><style>{SHEETS.format()}</style>{inside}"


@pytest.fixture(scope="module")
def printed_sheets(browser: Browser) -> dict[str, bytes]:
    """PDFs that one Chromium prints for the tests below."""
    note = '<div class="notes"><p>{}</p></div>'
    contents = {
        "notes": sheets(
            f"<p>{PROSE}推进“三铁”<sup>1</sup>治“三散”<sup>2</sup>。</p>" + note.format("1 三铁：铁心布置、铁面检查、铁腕执法。</p><p>2 三散：散乱污企业、散煤、散尘，" + PROSE),  # noqa: E501
            f"<p>{OTHER}面积5km<sup>2</sup>，纠治“四风”<sup>1</sup>。</p>" + note.format("1 四风：形式主义、官僚主义、享乐主义、奢靡之风。"),  # noqa: E501
        ),
        "table": sheets(
            f"<p>{PROSE}</p><p>名词解释</p><table><tr><td>名词</td><td>解释</td></tr><tr><td>三铁</td><td>{PROSE * 2}</td></tr>"
            f"<tr><td>双碳</td><td>碳达峰、碳中和。</td></tr></table><p>{PROSE}</p>",
        ),
        "watermark": sheets(f'<p>{PROSE}</p><div class="mark">内部资料</div><p>{PROSE * 6}</p>', f"<p>{OTHER}{PROSE * 3}</p>"),
        "prose": sheets(f"<p>{PROSE * 3}</p><p>{PROSE}</p>"),
    }  # fmt: skip
    return dict(zip(contents, prints(browser, *contents.values(), framed=False), strict=True))


def test_footnotes_of_a_pdf_stand_behind_the_text(printed_sheets: dict[str, bytes]) -> None:
    found = lines(printed_sheets["notes"], "a.pdf")
    assert found == [
        f"{PROSE}推进“三铁”[1]治“三散”[2]。", f"{OTHER}面积5km2，纠治“四风”[3]。", "", "注释", "[1]三铁：铁心布置、铁面检查、铁腕执法。",
        f"[2]三散：散乱污企业、散煤、散尘，{PROSE}", "[3]四风：形式主义、官僚主义、享乐主义、奢靡之风。",
    ]  # fmt: skip


def test_a_ruled_table_of_a_pdf_is_read_by_its_cells(printed_sheets: dict[str, bytes]) -> None:
    assert lines(printed_sheets["table"], "a.pdf") == [
        PROSE,
        "名词解释",
        f"三铁：{PROSE * 2}",
        "双碳：碳达峰、碳中和。",
        PROSE,
    ]


def test_a_slanted_watermark_is_no_text(printed_sheets: dict[str, bytes]) -> None:
    assert lines(printed_sheets["watermark"], "a.pdf") == [PROSE, PROSE * 6, OTHER + PROSE * 3]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read(degrees: int, printed_sheets: dict[str, bytes]) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed_sheets["prose"]))
    writer.pages[0].rotate(degrees).transfer_rotation_to_content()
    file = io.BytesIO()
    writer.write(file)
    assert lines(file.getvalue(), "a.pdf") == [PROSE * 3, PROSE]


# --- files that lie, are damaged or mean harm ---


def scanned(browser: Browser, pages: int) -> bytes:
    """A PDF of pictures: a page of text as Chromium shows it, as a picture, on every page."""
    with browser.new_context(viewport={"width": 300, "height": 400}) as context:
        page = context.new_page()
        page.set_content(f"<p>{PROSE * 3}</p>")
        shot = base64.b64encode(page.screenshot()).decode()
        page.set_content(
            f'<img style="display:block;page-break-after:always" src="data:image/png;base64,{shot}">' * pages
        )
        return page.pdf()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def packed(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def overlapping() -> bytes:
    """A zip file whose directory names one packed file many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", os.urandom(20_000))
        first = archive.filelist[0]
        for number in range(50):
            again = copy.copy(first)
            again.filename = again.orig_filename = f"{number}.txt"
            archive.filelist.append(again)
    return file.getvalue()


def flagged(data: bytes) -> bytes:
    """A zip file that says of its only member that it is locked."""
    at = data.rindex(b"PK\x01\x02")
    return data[:6] + b"\x01" + data[7 : at + 8] + b"\x01" + data[at + 9 :]


ENTITIES = "<!DOCTYPE d [<!ENTITY a '{}'>{}]>".format(
    "笑" * 100, "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in ("ab", "bc", "cd", "de", "ef", "fg", "gh"))
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HARM: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "locked-pdf": ("a.pdf", locked_pdf, "password"),
    "pdf-that-is-none": ("a.pdf", lambda: b"%PDF-1.4\n" + os.urandom(4000) + b"\n%%EOF", "damaged or cut short"),
    "truncated-docx": ("a.docx", lambda: hand_made(p(PROSE) * 99)[:-200], "damaged or cut short"),
    "torn-docx": ("a.docx", lambda: packed(("word/document.xml", b"<w:document")), "damaged or cut short"),
    "entities-docx": ("a.docx", lambda: packed(("word/document.xml", (ENTITIES + "<d>&h;</d>").encode())), "entities"),
    "deep-docx": ("a.docx", lambda: hand_made("<w:x>" * 5000 + "</w:x>" * 5000), "damaged or cut short"),
    "bomb-docx": ("a.docx", lambda: packed(("word/document.xml", bytes(60_000_000))), "zip bomb"),
    "embedded-docx": ("a.docx", lambda: hand_made('<w:altChunk w:id="1"/>'), "embedded web page"),
    "sheet-docx": ("a.docx", lambda: packed(("[Content_Types].xml", b"<T/>"), ("xl/workbook.xml", b"<w/>")), "not a Word file"),
    "locked-docx": ("a.docx", lambda: OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "doc-as-docx": ("a.docx", lambda: OLE + bytes(1000) + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "rtf-as-txt": ("a.txt", lambda: b"{\\rtf1\\ansi " + b"x" * 500, "RTF"),
    "odt": ("a.odt", lambda: packed(("mimetype", b"application/vnd.oasis.opendocument.text")), "OpenDocument"),
    "ofd": ("a.ofd", lambda: packed(("OFD.xml", b"<o/>")), "save it as PDF"),
    "mhtml": ("a.mhtml", lambda: b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "web archive"),
    "deep-html": ("a.html", lambda: b"<html>" + b"<div>" * 200_000 + PROSE.encode(), "250 deep"),
    "many-attributes-html": ("a.html", lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x", "no government work report"),  # noqa: E501
    "entities-html": ("a.html", lambda: (ENTITIES.replace("d [", "html [") + "<html><p>&h;</p>").encode(), "no government work report"),
    "unclosed-html": ("a.html", lambda: b"<html>" + b"<!--" * 200_000 + b"<a '" * 200_000, "no government work report"),
    "empty-html": ("a.html", lambda: b"<html></html>", "no government work report"),
    "error-page-as-pdf": ("a.pdf", lambda: b"<!DOCTYPE html><html><body><h1>404</h1>" + b"<p>Not found" * 50, "no government work report"),
    "other": ("a.xlsx", lambda: b"PK", "are not read"),
    "zip-truncated": ("a.zip", lambda: packed(("a.txt", b"x" * 999))[:-30], "damaged or cut short"),
    "zip-in-zip": ("a.zip", lambda: packed(("b.zip", packed(("a.txt", b"x")))), "zip file within a zip file"),
    "zip-bomb": ("a.zip", lambda: packed(("a.txt", bytes(60_000_000))), "zip bomb"),
    "zip-overlapping": ("a.zip", overlapping, "zip bomb"),
    "zip-locked": ("a.zip", lambda: flagged(packed(("locked.txt", PROSE.encode()))), "password"),
    "zip-climbing": ("a.zip", lambda: packed(("../../a.txt", b"x")), "leads out of its zip file"),
    "zip-absolute": ("a.zip", lambda: packed(("/etc/a.txt", b"x")), "leads out of its zip file"),
    "zip-windows": ("a.zip", lambda: packed(("C:\\a.txt", b"x")), "leads out of its zip file"),
    "zip-without": ("a.zip", lambda: packed(("a.jpg", b"x")), "holds no reports"),
    "zip-of-many": ("a.zip", lambda: packed(*((f"{n}.txt", b"") for n in range(20_001))), "more than 20000 files"),
    "zip-wrong-sum": ("a.zip", lambda: packed(("sum.txt", PROSE.encode() * 40)).replace(b"PK\x01\x02", b"PK\x01\x02", 1)[:60] + bytes(20) + packed(("sum.txt", PROSE.encode() * 40))[80:], "damaged or cut short"),  # noqa: E501
}  # fmt: skip


PRINTED_HARM: dict[str, tuple[Callable[[Browser], bytes], str]] = {
    "truncated": (lambda browser: prints(browser, sheets(*[PROSE] * 3))[0][:-3000], "damaged or cut short"),
    "scanned": (lambda browser: scanned(browser, 200), "its 200 pages hold no text"),
    "of-blank-pages": (lambda browser: prints(browser, "<p>", framed=False)[0], "hold no text"),
}


@pytest.mark.parametrize("name", PRINTED_HARM)
def test_a_printed_page_without_text_is_refused(name: str, browser: Browser) -> None:
    make, reason = PRINTED_HARM[name]
    with pytest.raises(UnreadableReportError, match=reason):
        convert(make(browser), Path("a.pdf"))


@pytest.fixture(scope="module")
def refused(kg: Kg, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each harmful file when all of them stand beside a good report; the good one is built."""
    folder = tmp_path_factory.mktemp("harm")
    named = {name: folder / "reports" / name / file for name, (file, _, _) in HARM.items()}
    for name, path in named.items():
        path.parent.mkdir(parents=True)
        path = named[name] = path.with_stem(name)  # no two of one name
        path.write_bytes(HARM[name][1]())
    done = kg("build", *named.values(), seeds / "hongqi-2018.txt", "--out", folder / "build", "--workers", 2)
    assert done.returncode == 1
    assert "fault of the program" not in done.stderr
    manifest = json.loads((folder / "build" / "manifest.json").read_text("utf-8"))
    assert [r["id"] for r in manifest["reports"]] == ["hongqi-2018"]
    assert sorted(path.name for path in folder.iterdir()) == ["build", "reports"]
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert len([line for line in said if line.startswith("refused: ")]) == len(HARM), done.stderr
    return {name: line for name, path in named.items() for line in said if line.startswith(f"refused: {path}")}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_with_one_sentence_and_the_others_are_built(name: str, refused: dict[str, str]) -> None:
    assert HARM[name][2] in refused[name]


@pytest.mark.parametrize(
    ("made", "name"),
    [("pdf", "a.txt"), ("docx", "a.doc"), ("docx", "a.zip"), ("html", "a.doc"), ("html", "a.txt"), ("txt", "a.html")],
)
def test_a_file_is_read_as_what_it_is(
    made: str, name: str, kg: Kg, seeds: Path, tmp_path: Path, browser: Browser
) -> None:
    """A PDF under the name of a text, a web page under the name of a Word file: government sites do that."""
    seed = seeds / "hongqi-2018.txt"
    if made == "pdf":
        (tmp_path / name).write_bytes(prints(browser, set_in("", seed))[0])
    elif made == "docx":
        word(seed.read_text("utf-8"), tmp_path / name)
    elif made == "html":
        (tmp_path / name).write_text(set_in("", seed), "utf-8")
    else:
        (tmp_path / name).write_bytes(seed.read_bytes().replace(b"\n", b"<br>\n"))
    done = kg("build", tmp_path / name, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    assert sum(counted(kg, tmp_path / "build", "observations", "a").values()) > 40


def test_one_report_in_two_formats_is_refused_until_one_is_chosen(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(seeds / "hongqi-2018.txt", folder / "same.txt")
    word((seeds / "hongqi-2018.txt").read_text("utf-8"), folder / "same.docx")
    refused = kg("build", folder, "--out", tmp_path / "build")
    assert (refused.returncode, refused.stderr.count("shares its name with")) == (1, 2)
    (folder / "manifest.csv").write_text("file,use\nsame.docx,no\n", "utf-8")
    done = kg("build", folder, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    (folder / "manifest.csv").write_text("file,use\nsame.docx,no\nsame.txt,no\n", "utf-8")
    nothing = kg("build", folder, "--out", tmp_path / "build")
    assert (nothing.returncode, "use=no" in nothing.stderr) == (1, True)


def test_the_manifest_tells_of_files_in_zip_files_too(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (seeds / "hongqi-2018.txt").read_bytes()
    (folder / "a.zip").write_bytes(packed(("x/one.txt", text), ("x/two.txt", text)))
    (folder / "manifest.csv").write_text("file,place,use\na.zip/x/one.txt,示例县,\na.zip/x/two.txt,,no\n", "utf-8")
    assert kg("build", folder, "--out", tmp_path / "build").returncode == 0
    done = kg("query", "reports", "--graph", tmp_path / "build", "--format", "csv")
    assert [(r["report"], r["place"]) for r in csv.DictReader(io.StringIO(done.stdout))] == [("one", "示例县")]


def test_the_parts_of_a_saved_web_page_are_no_reports(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "页面_files").mkdir(parents=True)
    (folder / "页面_files" / "frame.html").write_text("<html><p>广告</p></html>", "utf-8")
    (folder / "~$report.docx").write_bytes(b"open")
    (folder / "页面.html").write_text(set_in("", seeds / "hongqi-2018.txt"), "utf-8")
    done = kg("build", folder, "--out", tmp_path / "build")
    assert (done.returncode, done.stderr) == (0, "")


def test_radicals_and_compatibility_characters_are_read_as_what_they_are() -> None:
    assert lines("<html><p>⼀带⼀路⻓治⻔户\uf914</p>".encode(), "a.html") == ["一带一路长治门户樂"]


# --- programs too heavy for every day ---


@pytest.mark.slow
@pytest.mark.parametrize(
    "form", ["pandoc-docx", "pandoc-gfm", "pandoc-html", "office-docx", "office-html", "office-pdf"]
)
def test_files_made_by_libreoffice_and_pandoc(form: str, kg: Kg, built: Path, seeds: Path, tmp_path: Path) -> None:
    texts = sorted(seeds.glob("*.txt"))
    needed = ["pandoc", *(["soffice"] if form.startswith("office") else [])]
    if not all(map(shutil.which, needed)):
        pytest.skip("LibreOffice or pandoc is not installed (apt install libreoffice-writer pandoc)")
    pages, words, out = (tmp_path / name for name in ("pages", "words", "reports"))
    for folder in (pages, words, out):
        folder.mkdir()
    kind = form.partition("-")[2]
    for seed in texts:
        (pages / f"{seed.stem}.html").write_text(set_in("", seed), "utf-8")
        target = (
            out / f"{seed.stem}.{'md' if kind == 'gfm' else kind}"
            if form.startswith("pandoc")
            else words / f"{seed.stem}.docx"
        )
        format_ = kind if form.startswith("pandoc") else "docx"
        subprocess.run(
            ["pandoc", "-f", "html", "-t", format_, "-s", pages / f"{seed.stem}.html", "-o", target],
            check=True,
            capture_output=True,
        )
    if form.startswith("office"):
        office(words, out, kind, tmp_path)
    done = kg("build", out, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    compare(kg, built, tmp_path / "build", texts, SAME)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_files_of_libreoffice_that_are_not_read(kind: str, kg: Kg, seeds: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")
    word((seeds / "hongqi-2018.txt").read_text("utf-8"), tmp_path / "a.docx")
    (tmp_path / "out").mkdir()
    office(tmp_path, tmp_path / "out", kind, tmp_path)
    done = kg("build", tmp_path / "out" / f"a.{kind}", "--out", tmp_path / "build")
    assert (done.returncode, done.stderr.count("\n"), "save it as .docx" in done.stderr) == (1, 1, True)


def office(words: Path, out: Path, kind: str, profile: Path) -> None:
    home = f"-env:UserInstallation={(profile / 'office').as_uri()}"
    files = sorted(words.glob("*.docx"))
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", kind, "--outdir", out, *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
