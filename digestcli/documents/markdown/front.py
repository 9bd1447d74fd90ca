"""What stands between an entry's heading and its first label: its other title, names, a score.

Cards of web pages print them without any label, each on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from digestcli.documents.markdown.fields import Field, Fields
from digestcli.documents.markdown.labels import FACTS
from digestcli.text.names import is_list_of_names
from digestcli.text.regex import regex

_HAN = regex("[\u3400-\u9fff]")
_WORD = regex("[A-Za-z]{2,}")
_SCORE = regex(r"\W{0,4}\d{1,3}(?:\.\d{1,2})? ?/ ?(?:5|10|100)(?:\.0)?")
_MOST_LINES = 12
_LONGEST_TITLE, _LONGEST_HAN_TITLE = 300, 60
_STOPS = (".", "。", "！", "？", "；", ":", "：", ",", "，")


def take_front(fields: Fields, title: str) -> None:
    """File what the text that begins an entry says in lines before it: what is left stays its body."""
    at = next((at for at, item in enumerate(fields.found) if item.name not in FACTS), None)
    if at is None or fields.found[at].name != "body" or not title:
        return
    body = fields.found[at]
    lines = body.text.split("\n")
    taken: list[Field] = []
    done = 0
    for index, line in enumerate(lines[:_MOST_LINES]):
        if line.strip():
            found = _field(
                line.strip(), lines[index + 1 :], title, {item.name for item in taken} | fields.names
            )
            if not found:
                break
            taken.append(Field(found, line.strip(), body.line + index, _language(found, line)))
        done = index + 1
    if taken:
        rest = "\n".join(lines[done:]).strip()
        fields.found[at : at + 1] = [*taken, *([body._replace(text=rest)] if rest else [])]
        fields.names |= {item.name for item in taken}


def _language(name: str, line: str) -> str:
    return ("zh" if _HAN.search(line) else "en") if name == "title" else ""


def _field(line: str, below: Sequence[str], title: str, known: set[str]) -> str:
    """Return what a line is: title, authors, score; '' where the text begins."""
    if "authors" not in known and is_list_of_names(line):
        return "authors"
    if _SCORE.fullmatch(line):
        return "score"
    if "title" in known or "authors" in known or line.endswith(_STOPS):
        return ""
    chinese = _HAN.search(line) is not None
    if not chinese:
        fits = _HAN.search(title) and len(_WORD.findall(line)) > 1 and len(line) <= _LONGEST_TITLE
        return "title" if fits else ""
    after = next((one for one in below if one.strip()), "")
    fits = not _HAN.search(title) and len(line) <= _LONGEST_HAN_TITLE and is_list_of_names(after)
    return "title" if fits else ""
