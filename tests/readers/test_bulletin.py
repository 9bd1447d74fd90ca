"""The reader for institute bulletins: a real one, our own sample, other layouts, damage."""

from __future__ import annotations

import pathlib
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digestcli.documents.credits import quoted_titles
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.readers.bulletin import READER

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "bulletin" / "2025-03.txt"
TEXT = SAMPLE.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
SEED = "001_04f7d1baf575df89.txt"

ENGLISH = """Research Policy Newsletter
Issue 12, December 2024

Contents
POLICY
Agency publishes three standards for encryption ............... 1
A new law on machine intelligence takes effect ................ 2
RESEARCH
Error rates fall as a chip grows .............................. 3

1
P O L I C Y
Agency publishes three standards for encryption
The agency released three standards on 13 August that are meant to
withstand attacks by quantum computers.1 The first one describes a way
to agree on a key, and the other two describe digital signatures; all of
them grew out of a contest that began in 2016.
Administrators are told to begin the move to the new algorithms now, as
the replacement of keys in large systems takes many years.
(Jane Doe)
A new law on machine intelligence takes effect
The law sorts systems by risk. Most of them stay free of duties, while
systems for hiring or credit must be watched by people.2
(John Smith and Ann Lee)
1 First three standards for encryption. https://www.nist.gov/news-
events/news/2024/08/standards
2 The law comes into force.
https://ec.europa.eu/commission/presscorner/detail/en/ip_24_4123
2
R E S E A R C H
Error rates fall as a chip grows
A team showed that a code of seven by seven qubits has half the errors of
one of five by five.3 The work was printed in Nature.
(Jane Doe)
3 Meet the chip. https://blog.google/technology/research/google-willow-quantum-chip/
"""

INDENTED = """国家科学图书馆
科学研究动态监测快报
2024 年 12 月 15 日 第 24 期（总第 345 期）
本期要目
目录
专题
1. 欧盟讨论下一期框架计划的预算安排以及与成员国之间的
分担办法……………………………………………………1
前沿动态
2. 新型催化剂降低制氢成本\t2

科学研究动态监测快报 1
专 题
1. 欧盟讨论下一期框架计划的预算安排以及与成员国之间的
分担办法
    欧盟委员会提出，下一期框架计划的预算应当增加一倍，成员国须
在明年三月以前答复[1]。讨论将持续到夏季。
    各国对分担办法意见不一，德国和法国主张按照国民收入的比例缴
纳，另一些国家要求设立上限。
                                             （王 静 编译）
[1] Commission proposes a larger budget. https://example.eu/news/budget-
2024-proposal_en, accessed 2024-12-10
科学研究动态监测快报 2
前 沿 动 态
2. 新型催化剂降低制氢成本
    研究者用镍和铁代替铂，催化剂可以连续工作 1000 小时[2]，成本下
降三成。论文题目为《Nickel–iron sites for hydrogen》。
                                             （李 明、赵小红）
[2] Cheap hydrogen. https://example.org/h2
科学研究动态监测快报 3
版权及合理使用声明
本快报由编辑部负责编辑，欢迎引用。
联系人：王某  电话：010-1234567
"""


def read(text: str) -> Parsed:
    return READER.read(Source("test.txt", text))


def raws(parsed: Parsed) -> list[RawEntry]:
    return [entry for entry in parsed.entries if isinstance(entry, RawEntry)]


def field(entry: RawEntry, name: str) -> str:
    return next((item.text for item in entry.fields if item.name == name), "")


def titles(parsed: Parsed) -> list[str]:
    return [field(entry, "title") for entry in raws(parsed)]


def record(entry: RawEntry) -> dict[str, object]:
    return {
        "section": entry.category,
        "title": field(entry, "title"),
        "authors": list(entry.authors),
        "references": [{"marker": r.marker, "title": r.title, "url": r.url} for r in entry.references],
        "quotes": [text for text in field(entry, "quoted_titles").split("; ") if text],
        "paragraphs": field(entry, "body").split("\n"),
    }


def records(text: str) -> list[dict[str, object]]:
    return [record(entry) for entry in raws(read(text))]


def codes(parsed: Parsed) -> list[str]:
    return [issue.code for issue in parsed.issues]


WHOLE = records(TEXT)
COUNT = len(WHOLE)
NAMES = [str(entry["title"]) for entry in WHOLE]


# --- the sample


def test_sample_reads_as_expected() -> None:
    expected = yaml.safe_load(SAMPLE.with_name(f"{SAMPLE.name}.expect.yaml").read_text(encoding="utf-8"))
    parsed = read(TEXT)
    assert READER.sniff(TEXT)
    assert (READER.name, parsed.date, parsed.title) == (
        expected["reader"],
        expected["date"],
        expected["title"],
    )
    assert parsed.issues == ()
    assert len(parsed.entries) == expected["count"]
    assert expected["entries"] == WHOLE


def test_sample_entries_say_where_they_stand() -> None:
    for entry in raws(read(TEXT)):
        assert entry.kind == "news"
        assert entry.number is None
        assert entry.category_label == (("zh", entry.category),)
        assert LINES[entry.line - 1].strip() == field(entry, "title")
        assert entry.line < entry.end <= len(LINES)
        assert entry.url == entry.references[0].url
        assert not entry.issues


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: re.sub(" ?·{3,} ?", "\t", text),
        lambda text: re.sub(" ?·{3,} ?", "……", text),
        lambda text: re.sub(r"(?m)^(\d) (?=[A-Z])", r"[\1] ", text),
        lambda text: text.replace("目  录", "目錄"),
    ],
)
def test_the_same_bulletin_in_another_dress(change: object) -> None:
    assert callable(change)
    text = change(TEXT)
    assert READER.sniff(text)
    assert records(text) == WHOLE


@pytest.mark.parametrize("blanks", [True, False])
def test_without_trailing_blanks_no_word_is_lost(*, blanks: bool) -> None:
    stripped = [line.strip() for line in LINES]
    found = records("\n".join(line for line in stripped if line or blanks))
    assert [without_breaks(entry) for entry in found] == [without_breaks(entry) for entry in WHOLE]


def without_breaks(entry: dict[str, object]) -> dict[str, object]:
    paragraphs = entry["paragraphs"]
    assert isinstance(paragraphs, list)
    return entry | {"paragraphs": "".join("".join(paragraphs).split())}


# --- a real one


def test_seed(corpus: pathlib.Path) -> None:
    text = (corpus / "seeds" / SEED).read_text(encoding="utf-8")
    parsed = read(text)
    entries = raws(parsed)
    assert READER.sniff(text)
    assert parsed.issues == ()
    assert parsed.date == ""
    assert [entry.category for entry in entries] == ["战略规划"] * 5 + ["项目资助"] * 4 + ["研究进展"] * 7
    references = [reference for entry in entries for reference in entry.references]
    assert [reference.marker for reference in references] == [str(number) for number in range(1, 17)]
    assert all(reference.title and reference.url for reference in references)
    assert [len(entry.references) for entry in entries] == [2, 1, 1, 1, 0, *[1] * 11]
    assert references[1].url is not None
    assert references[1].url.endswith("approximately-3-billion-national-advanced")
    assert references[15].url is not None
    assert references[15].url.endswith("photovoltaic-cells-university-ottawa")
    assert [entry.authors for entry in entries[:5]] == [
        (),
        ("黄健",),
        ("万勇",),
        ("冯瑞华",),
        ("国家纳米科学中心",),
    ]
    assert not any(entry.issues for entry in entries)


def test_seed_text(corpus: pathlib.Path) -> None:
    entries = raws(read((corpus / "seeds" / SEED).read_text(encoding="utf-8")))
    bodies = [field(entry, "body") for entry in entries]
    assert [body.count("\n") + 1 for body in bodies] == [3, 7, 5, 3, 12, 16, 4, 2, 2, 5, 4, 3, 4, 5, 4, 4]
    assert "5 高价值制造 2700 " in bodies[5]
    assert "IOM3" in bodies[3]
    assert "4000 m2/g，" in bodies[11]
    assert "611 F/g" in bodies[11]
    assert not any(re.search(r"[·]{3}|^\d+$|https?://", body, re.MULTILINE) for body in bodies)
    quoted = [field(entry, "quoted_titles") for entry in entries]
    assert quoted[9].split("; ") == [
        "Scaling deep learning for materials discovery",
        "An autonomous laboratory for the accelerated synthesis of novel materials",
    ]
    assert quoted[11].startswith("Machine-learning-assisted material discovery of oxygen-rich")
    assert quoted[14].endswith("in a Strain-Tuned Diamond-Membrane Heterostructure")
    assert sum(bool(text) for text in quoted) == 6


def test_seed_without_its_contents(corpus: pathlib.Path) -> None:
    text = (corpus / "seeds" / SEED).read_text(encoding="utf-8")
    bare = text[text.index("\n 1 \n") :]
    parsed, whole = read(bare), read(text)
    assert READER.sniff(bare)
    assert codes(parsed) == ["no-contents"]
    assert [record(entry) for entry in raws(parsed)] == [record(entry) for entry in raws(whole)]


def test_no_other_document_is_claimed(corpus: pathlib.Path) -> None:
    files = [path for path in sorted(corpus.rglob("*")) if path.suffix in {".md", ".txt", ".jsonl", ".json"}]
    claimed = [path.name for path in files if READER.sniff(path.read_text(encoding="utf-8")[:65_536])]
    assert claimed == [SEED]


# --- other bulletins


def test_english_bulletin() -> None:
    parsed = read(ENGLISH)
    assert READER.sniff(ENGLISH)
    assert (parsed.date, parsed.title, parsed.issues) == ("2024-12", "Research Policy Newsletter", ())
    one, two, three = raws(parsed)
    assert [entry.category for entry in (one, two, three)] == ["POLICY", "POLICY", "RESEARCH"]
    assert one.category_label == (("en", "POLICY"),)
    assert field(one, "body").count("\n") == 1
    assert "quantum computers. The first one describes a way to agree" in field(one, "body")
    assert one.url == "https://www.nist.gov/news-events/news/2024/08/standards"
    assert two.authors == ("John Smith", "Ann Lee")
    assert [r.marker for entry in (one, two, three) for r in entry.references] == ["1", "2", "3"]


def test_english_bulletin_without_contents() -> None:
    parsed = read(ENGLISH[ENGLISH.index("1\nP O L") :])
    assert codes(parsed) == ["no-contents"]
    assert [record(entry) for entry in raws(parsed)] == records(ENGLISH)


def test_indented_bulletin_with_running_heads_and_bracketed_notes() -> None:
    parsed = read(INDENTED)
    assert (parsed.date, parsed.title, parsed.issues) == ("2024-12-15", "科学研究动态监测快报", ())
    one, two = raws(parsed)
    assert (one.category, two.category) == ("专题", "前沿动态")
    assert field(one, "title") == "欧盟讨论下一期框架计划的预算安排以及与成员国之间的分担办法"
    assert field(one, "body").count("\n") == 1
    assert one.url == "https://example.eu/news/budget-2024-proposal_en"
    assert (one.authors, two.authors) == (("王静",), ("李明", "赵小红"))
    assert field(two, "quoted_titles") == "Nickel–iron sites for hydrogen"
    assert "联系人" not in field(two, "body")


def test_contents_without_page_numbers() -> None:
    text = re.sub(r" ?·{3,} ?\d+ ", " ", TEXT)
    assert records(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（文章标题：A code (for qubits)）。", ["A code (for qubits)"]),
        ("（论文题目分别为：① A one; two ② B three）", ["A one; two", "B three"]),
        ("文章标题：A one；B two。后文", ["A one", "B two"]),
        ("论文题目为《One》和《Two》。", ["One", "Two"]),
        ("发表在 Nature（2024 年）。文章很长。", []),
        ("文章标题：", []),
        ("", []),
    ],
)
def test_quoted_titles(text: str, found: list[str]) -> None:
    assert quoted_titles(text) == found


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（周 宁）", ("周宁",)),
        ("（欧阳明月）", ("欧阳明月",)),
        ("（周 宁 编译）", ("周宁",)),
        ("（编译：周 宁、林 岚）", ("周宁", "林岚")),
        ("（周 宁  高一鸣  林 岚）", ("周宁", "高一鸣", "林岚")),
        ("（国家纳米科学中心）", ("国家纳米科学中心",)),
        ("(Jane Doe, John Smith)", ("Jane Doe", "John Smith")),
        ("（单位：亿美元）", ()),
        ("（续）", ()),
        ("（2024 年）", ()),
    ],
)
def test_contributor(line: str, authors: tuple[str, ...]) -> None:
    text = TEXT.replace("（欧洲空间局） ", f"{line} ")
    entry = raws(read(text))[-1]
    assert entry.authors == authors
    assert (line in field(entry, "body")) is (not authors)


def test_contributor_at_the_end_of_the_last_sentence() -> None:
    text = TEXT.replace("0.4%。 \n\n（欧洲空间局） ", "0.4%。（周 宁） ")
    entry = raws(read(text))[-1]
    assert entry.authors == ("周宁",)
    assert field(entry, "body").endswith("0.4%。")


# --- against the contents page


def index_of(text: str, *, last: bool = False) -> int:
    places = [at for at, line in enumerate(LINES) if line.strip().startswith(text)]
    return places[-1] if last else places[0]


def without(*places: int) -> str:
    return "\n".join(line for at, line in enumerate(LINES) if at not in places)


@pytest.mark.parametrize("title", NAMES)
def test_an_item_that_is_not_in_the_contents(title: str) -> None:
    text = re.sub(rf"(?m)^{re.escape(title)} ·+ \d+ $", "", TEXT)
    assert text != TEXT
    parsed = read(text)
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    assert [(issue.code, title in issue.message) for issue in parsed.issues] == [("contents-mismatch", True)]


@pytest.mark.parametrize("title", NAMES)
def test_an_item_that_is_only_in_the_contents(title: str) -> None:
    entry = raws(read(TEXT))[NAMES.index(title)]
    text = without(*range(entry.line - 1, next(n for n in range(entry.line, len(LINES)) if is_signature(n))))
    parsed = read(text)
    listed = index_of(f"{title} ·") + 1
    assert [(issue.code, issue.line) for issue in parsed.issues] == [("contents-mismatch", listed)]
    others = [name for name in NAMES if name != title]
    assert titles(parsed) == others
    bodies = {name: digitless(entry) for name, entry in zip(NAMES, raws(read(TEXT)), strict=True)}
    assert [digitless(entry) for entry in raws(parsed)] == [bodies[name] for name in others]


def digitless(entry: RawEntry) -> str:
    """A body without digits: with an item may go the definition of its neighbour's footnote."""
    return re.sub(r"\d", "", field(entry, "body"))


def is_signature(number: int) -> bool:
    return bool(re.fullmatch(r"（[^（）\d]{2,}） ", LINES[number - 1]))


@pytest.mark.parametrize("title", NAMES)
def test_a_title_lost_in_the_text_comes_from_the_contents(title: str) -> None:
    parsed = read(without(index_of(title, last=True)))
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    assert codes(parsed) == ["contents-mismatch"]


def test_a_reworded_title() -> None:
    text = TEXT.replace("欧几里得望远镜公布首批深场数据 ·", "欧几里得望远镜发布首批深场数据 ·")
    parsed = read(text)
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    assert codes(parsed) == ["contents-mismatch"]
    assert "发布" in parsed.issues[0].message


@pytest.mark.parametrize("place", ["contents", "text"])
@pytest.mark.parametrize("section", ["政策动向", "经费投入", "研究进展"])
def test_a_section_lost_in_one_place(section: str, place: str) -> None:
    name = section if place == "contents" else " ".join(section)
    parsed = read(without(index_of(name)))
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    assert set(codes(parsed)) == {"contents-mismatch"}


def test_an_item_under_another_section() -> None:
    moved = TEXT.replace("经费投入 \n英国重新加入", "英国重新加入").replace(
        "\n美国《芯片法案》", "\n经费投入 \n美国《芯片法案》", 1
    )
    parsed = read(moved)
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    assert [issue.message for issue in parsed.issues] == ["the contents have it under: 政策动向"]


# --- damage


@pytest.mark.parametrize("text", ["", "\n", " \n\n", "\0", "你好", "1\n", "目录\n", "（周 宁）\n"])
def test_nothing_to_read(text: str) -> None:
    parsed = read(text)
    assert parsed.entries == ()
    assert "no-items" in codes(parsed)
    assert not READER.sniff(text)


@pytest.mark.parametrize("position", range(COUNT))
def test_cut_at_every_item(position: int) -> None:
    start = index_of(NAMES[position], last=True)
    parsed = read("\n".join(LINES[:start]))
    found = [record(entry) for entry in raws(parsed)]
    assert titles(parsed) == NAMES[:position]
    assert [entry["paragraphs"] for entry in found] == [
        entry["paragraphs"] for entry in WHOLE[:position]
    ] or position
    assert found[: max(position - 2, 0)] == WHOLE[: max(position - 2, 0)]
    missing = [issue for issue in parsed.issues if issue.message.startswith("no item in")]
    assert len(missing) == COUNT - position


@pytest.mark.parametrize("position", range(1, COUNT))
def test_begins_at_every_item(position: int) -> None:
    start = index_of(NAMES[position], last=True)
    parsed = read("\n".join(LINES[start:]))
    assert titles(parsed) == NAMES[position:]
    kept = [entry["paragraphs"] for entry in WHOLE[position:]]
    assert [record(entry)["paragraphs"] for entry in raws(parsed)] == kept
    assert "no-contents" in codes(parsed)


@pytest.mark.parametrize("position", range(COUNT))
def test_an_item_printed_twice(position: int) -> None:
    start = index_of(NAMES[position], last=True)
    signed = next(number for number in range(start, len(LINES)) if is_signature(number))
    parsed = read("\n".join([*LINES[:signed], "", *LINES[start:signed], *LINES[signed:]]))
    assert titles(parsed) == [*NAMES[: position + 1], *NAMES[position:]]
    assert any("a second time" in issue.message for issue in parsed.issues)
    expected = [*WHOLE[: position + 1], *WHOLE[position:]]
    found = [record(entry) for entry in raws(parsed)]
    assert [entry["paragraphs"] for entry in found[:position]] == [
        e["paragraphs"] for e in expected[:position]
    ]
    assert found[position + 2 :] == expected[position + 2 :]


@pytest.mark.parametrize("at", [at for at, line in enumerate(LINES) if line.strip()])
def test_a_lost_line_harms_one_item(at: int) -> None:
    found = records(without(at))
    harmed = [entry for entry in WHOLE if entry not in found]
    assert len(harmed) <= 1
    assert len(found) == COUNT


def test_without_footnotes() -> None:
    bare = re.sub(r"(?m)^ \n(?=\d [A-Z])(?:(?! \d \n).*\n)*", "", TEXT)
    assert "http" not in bare
    parsed = read(bare)
    assert titles(parsed) == NAMES
    assert not any(entry.references or entry.url or entry.issues for entry in raws(parsed))


def test_a_footnote_without_its_marker() -> None:
    parsed = read(TEXT.replace("跨国项目3。", "跨国项目。").replace("国项目3。", "国项目。"))
    assert [record(entry) for entry in raws(parsed)] == WHOLE
    (issue,) = raws(parsed)[2].issues
    assert issue.code == "footnote-unmarked"
    assert LINES[issue.line - 1].startswith("3 ")


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1), st.sampled_from([*LINES, "\f", "¹", "1 ", "目录", "（", "\0"])
        )
    )
)
def test_no_damage_raises(changes: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for at, line in changes:
        lines[at] = line
    for entry in raws(read("\n".join(lines))):
        assert 0 < entry.line <= entry.end <= len(lines)
