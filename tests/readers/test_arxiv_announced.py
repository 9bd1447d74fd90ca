"""arXiv's own announcements: the e-mail and the listing, whole, wrapped, cut and mixed up."""

from __future__ import annotations

import pathlib

import pytest

from digestcli.ingest import Loaded, load
from digestcli.readers import arxiv_listing, arxiv_mailing, identify
from digestcli.readers.base import Parsed, RawEntry, Source

RULE = "-" * 78
MAIL = rf"""{RULE}
 Submissions to:
Quantum Physics
 received from  Thu 29 Jan 26 19:00:00 GMT  to  Fri 30 Jan 26 19:00:00 GMT
{RULE}
{RULE}
\\
arXiv:2601.00001
Date: Thu, 29 Jan 2026 21:10:29 GMT   (368kb,D)

Title: One
  and a half
Authors: Ada Author, Bob Builder (ATLAS)
Categories: quant-ph cs.LG
Comments: 5 pages
Report-no: X-1
MSC-class: 81P
Journal-ref: Journal 1, 2 (2026)
DOI: 10.1000/one
License: http://arxiv.org/licenses/nonexclusive-distrib/1.0/
\\
  First line
second line.
  New paragraph.
\\ ( https://arxiv.org/abs/2601.00001 ,  368kb)
{RULE}
\\
Paper: hep-th/9711200
From: Juan
Date: Thu, 29 Jan 2026 20:10:29 GMT   (38kb)

Title: Two
Authors: Juan M. Maldacena
Categories: hep-th
\\
  Text of the second.
\\
{RULE}
"""
LISTING = """Quantum Physics
New submissions for Mon, 2 Feb 26
[1]  arXiv:2601.00001 [pdf, other]
Title: One
Authors: Ada Author
Subjects: Quantum Physics (quant-ph)
Text of the first.

[2]  arXiv:2601.00002 (cross-list from cs.LG) [pdf]
Title: Two
Authors: Bob Builder (1), Eve Else ((1) Here)
Comments: 3 pages
Subjects: Machine Learning (cs.LG); Quantum Physics (quant-ph)
Text of the second,
on two lines.

Replacements for Mon, 2 Feb 26
[3]  arXiv:2501.00003 (replaced) [pdf, html, other]
Title: Three
Authors: Ada Author
Subjects: Quantum Physics (quant-ph)
[ showing up to 2000 entries per page: fewer | more ]
Links to: arXiv, form interface, find, quant-ph, recent, 2601, contact, help
"""


def mail(text: str) -> Parsed:
    return arxiv_mailing.read(Source("mail.txt", text))


def listing(text: str) -> Parsed:
    return arxiv_listing.read(Source("list.txt", text))


def raw(parsed: Parsed) -> list[RawEntry]:
    return [entry for entry in parsed.entries if isinstance(entry, RawEntry)]


def fields(entry: RawEntry) -> dict[str, str]:
    return {field.name: field.text for field in entry.fields}


def test_an_email() -> None:
    parsed = mail(MAIL)
    first, second = raw(parsed)
    assert (parsed.date, parsed.issues) == ("2026-01-30", ())
    assert (first.url, first.category, first.categories) == (
        "https://arxiv.org/abs/2601.00001", "quant-ph", ("quant-ph", "cs.LG"),
    )  # fmt: skip
    assert (first.authors, first.venue, first.comment, first.date) == (
        "Ada Author, Bob Builder", "Journal 1, 2 (2026)", "5 pages", "",
    )  # fmt: skip
    assert fields(first) == {
        "title": "One and a half", "abstract": "First line second line.\nNew paragraph.", "announced": "new",
        "submitted": "2026-01-29", "report_no": "X-1", "msc_class": "81P", "doi": "10.1000/one",
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "affiliations": "Ada Author, Bob Builder (ATLAS)",
    }  # fmt: skip
    assert first.issues == second.issues == ()
    assert second.url == "https://arxiv.org/abs/hep-th/9711200"
    assert fields(second)["submitter"] == "Juan"


def test_lines_are_those_of_the_file() -> None:
    lines = MAIL.split("\n")
    for entry in raw(mail(MAIL)):
        assert lines[entry.line - 1].startswith(("arXiv:", "Paper:"))
        for field in entry.fields:
            if field.name in ("title", "abstract", "doi"):
                assert field.text.split("\n")[0].split()[0] in lines[field.line - 1], field


def test_an_email_without_its_head_takes_the_days_of_its_papers() -> None:
    text = MAIL[MAIL.index("arXiv:") :]
    assert arxiv_mailing.sniff(text)
    parsed = mail(text)
    assert parsed.date == ""
    assert [entry.date for entry in raw(parsed)] == ["2026-01-29", "2026-01-29"]
    assert [fields(entry)["title"] for entry in raw(parsed)] == ["One and a half", "Two"]


def test_an_email_cut_anywhere_keeps_the_papers_before() -> None:
    second = MAIL.index("Paper:")
    for end in range(second, len(MAIL), 7):
        entries = raw(mail(MAIL[:end]))
        assert fields(entries[0])["title"] == "One and a half"
        assert not entries[0].issues
    (cut,) = raw(mail(MAIL[: MAIL.index("second line")]))
    assert [issue.code for issue in cut.issues] == ["truncated"]
    assert fields(cut)["abstract"] == "First line"


def test_what_stands_between_papers_is_told() -> None:
    parsed = mail(MAIL.replace(f"{RULE}\n\\\\\nPaper", f"{RULE}\nadvertisement\n\\\\\nPaper"))
    assert [(issue.code, issue.line) for issue in parsed.issues] == [
        ("stray-text", MAIL.split("\n").index("Paper: hep-th/9711200"))
    ]
    ending = "\nFor subscribe options to combined archives, see below\nmore of it\n"
    assert mail(MAIL + ending).issues == ()


def test_a_replacement_in_an_email() -> None:
    text = "\\\\\narXiv:2501.00001\nreplaced with revised version Fri, 30 Jan 2026 10:00:00 GMT   (9kb)\n\nTitle: T\nAuthors: A B\n\\\\ ( https://arxiv.org/abs/2501.00001 ,  9kb)\n"
    (entry,) = raw(mail(text))
    assert fields(entry) == {"title": "T", "announced": "replacement", "revised": "2026-01-30"}
    assert entry.issues == ()


def test_a_listing() -> None:
    parsed = listing(LISTING)
    first, second, third = raw(parsed)
    assert (parsed.title, parsed.date, parsed.issues) == ("Quantum Physics", "2026-02-02", ())
    assert (first.number, first.category, first.category_label, first.authors) == (
        1, "quant-ph", (("en", "Quantum Physics"),), "Ada Author",
    )  # fmt: skip
    assert fields(first) == {"title": "One", "abstract": "Text of the first.", "announced": "new"}
    assert (second.category, second.categories, second.comment) == ("cs.LG", ("cs.LG", "quant-ph"), "3 pages")
    assert fields(second)["abstract"] == "Text of the second, on two lines."
    assert fields(second)["announced"] == "cross-list"
    assert second.authors == "Bob Builder, Eve Else"
    assert fields(third) == {"title": "Three", "announced": "replacement"}
    assert third.end == LISTING.split("\n").index("Subjects: Quantum Physics (quant-ph)", 18) + 1


def test_a_list_of_several_days_dates_its_papers() -> None:
    text = (
        "Fri, 30 Jan 2026 (showing first 1 of 9 entries )\n[1] arXiv:2601.00001 [pdf, html, other]\n"
        "Title: One\nAda Author, Bob Builder\nSubjects: Quantum Physics (quant-ph)\n"
        "Thu, 29 Jan 2026 (showing first 1 of 9 entries )\n[10] arXiv:2601.00002 [pdf, html, other]\n"
        "Title: Two\nEve Else\nComments: none\nSubjects: Quantum Physics (quant-ph)\n"
    )
    parsed = listing(text)
    assert [(entry.number, entry.date, entry.authors) for entry in raw(parsed)] == [
        (1, "2026-01-30", "Ada Author, Bob Builder"), (10, "2026-01-29", "Eve Else"),
    ]  # fmt: skip
    assert parsed.date == "2026-01-30"


def test_subjects_over_several_lines_are_no_abstract() -> None:
    text = (
        "[1] arXiv:2601.00001 [pdf]\nTitle: One\nAuthors: A B\n"
        "Subjects: Quantum Physics (quant-ph); Machine\n  Learning (cs.LG);\n  Robotics (cs.RO)\n\nText, (cs.AI) too.\n"
    )
    (entry,) = raw(listing(text))
    assert entry.categories == ("quant-ph", "cs.LG", "cs.RO")
    assert fields(entry)["abstract"] == "Text, (cs.AI) too."


def test_what_is_missing_is_told() -> None:
    (entry,) = raw(listing("[1] arXiv:2601.00001 [pdf]\nSubjects: Robotics (cs.RO)\n"))
    assert [issue.code for issue in entry.issues] == ["missing-title", "missing-authors"]


@pytest.mark.parametrize("text", (MAIL, LISTING, MAIL.replace("\n", "\n\n", 3)))
def test_one_reader_claims_it(text: str) -> None:
    assert identify(Source("x.txt", text)).name.startswith("arxiv-")


@pytest.mark.parametrize(
    "text",
    (
        "See [1] arXiv:2601.00001 [pdf] for more.\n",
        "[1] arXiv:2601.00001\n",  # a reference
        "[1] A. Author, Title, arXiv:2601.00001 [quant-ph]\n",
        "\\\\ arXiv:2601.00001\n",
        "C:\\\\\narXiv is down\n",
    ),
)
def test_what_is_none(text: str) -> None:
    assert not arxiv_mailing.sniff(text)
    assert not arxiv_listing.sniff(text)


def test_in_the_library(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "2026-01-31.txt"
    path.write_text(MAIL, encoding="utf-8")
    (one,) = load([str(path)])
    assert isinstance(one, Loaded)
    first, second = one.entries
    assert first.identifiers == {"arxiv": "2601.00001", "doi": "10.1000/one"}
    assert (first.id, first.date, first.title.en) == ("arxiv:2601.00001", "2026-01-30", "One and a half")
    assert (first.authors, second.authors) == (("Ada Author", "Bob Builder"), ("Juan M. Maldacena",))


def test_wrapped_text_that_begins_like_the_page_around_it() -> None:
    text = LISTING.replace("on two lines.", "showing new ways\nabout which others help.\nsee recent work.")
    second = raw(listing(text))[1]
    assert fields(second)["abstract"].endswith("showing new ways about which others help. see recent work.")


def test_what_stands_below_a_heading_of_a_listing_is_told() -> None:
    text = LISTING.replace(
        "Replacements for Mon, 2 Feb 26\n", "Replacements for Mon, 2 Feb 26\nan advertisement\n"
    )
    issues = listing(text).issues
    assert [(issue.code, issue.line) for issue in issues] == [
        ("stray-text", text.split("\n").index("an advertisement") + 1)
    ]
