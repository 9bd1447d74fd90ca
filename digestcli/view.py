"""An entry as a person asked to see it: in one script, in one language or in both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.record import from_record, to_record

LANGUAGES = ("zh", "en", "both")
_TAGS = {"hans": "Hans", "hant": "Hant", "tw": "Hant", "hk": "Hant"}


def view(entry: Entry, *, script: str = "hans", language: str = "both") -> Entry:
    """Return `entry` with its Chinese in `script` and its texts in `language`.

    A text that is not there in the language asked for stays in those it has. `script` is one
    of text.languages.script.TARGETS; 'original' changes nothing.
    """
    if language != "both":
        entry = _in_language(entry, language)
    if _leaves(entry.script, script):
        return entry
    return _in_script(entry, script, _TAGS[script])


def view_records(records: Iterable[str], *, script: str, language: str) -> Iterator[str]:
    """Yield records in JSON as `view` would have their entries; most need no look inside."""
    kept = tuple(
        f'"script":{json.dumps(known)},"source":{{"file":'  # no text holds this: its quotes are escaped
        for known in (None, "Hans", "Hant", "mixed")
        if language == "both" and _leaves(known, script)
    )
    for record in records:
        if any(mark in record for mark in kept):
            yield record
        else:
            entry = view(from_record(json.loads(record)), script=script, language=language)
            yield json.dumps(to_record(entry), ensure_ascii=False, separators=(",", ":"))


def legible(entry: Entry) -> Entry:
    """Return `entry` with the mathematics of its title and texts as a terminal can show it."""
    from digestcli.text.math import readable  # its tables, and a pipe gets TeX

    return _with_texts(
        entry, {name: _each(getattr(entry, name), readable) for name in ("title", *TEXT_FIELDS)}
    )


def _each(text: Text, change: Callable[[str], str]) -> Text:
    return Text.of({tag: change(one) for tag, one in text.items()}) if text else text


def _leaves(known: str | None, script: str) -> bool:
    """Tell whether a text in the script `known` stays as it is when `script` is asked for."""
    wanted = _TAGS.get(script)
    return wanted is None or known is None or wanted == known == "Hans"


def _in_language(entry: Entry, language: str) -> Entry:
    texts = {name: _only(getattr(entry, name), language) for name in ("title", *TEXT_FIELDS)}
    return _with_texts(entry, texts)


def _only(text: Text, language: str) -> Text:
    found = text.get(language)
    return Text.of({language: found}) if found else text


def _in_script(entry: Entry, script: str, tag: str) -> Entry:
    from digestcli.text.languages.script import convert  # 10 ms of tables, and most texts need none

    def converted(text: Text) -> Text:
        return text._replace(zh=convert(text.zh, script)) if text.zh else text

    texts = {name: converted(getattr(entry, name)) for name in ("title", *TEXT_FIELDS)}
    extra = {name: convert(text, script) for name, text in entry.extra.items()}
    label = converted(entry.category_label)
    return _with_texts(entry, texts)._replace(category_label=label, extra=extra, script=tag)


def _with_texts(entry: Entry, texts: dict[str, Text]) -> Entry:
    return entry._replace(
        title=texts["title"],
        tldr=texts["tldr"],
        motivation=texts["motivation"],
        method=texts["method"],
        result=texts["result"],
        conclusion=texts["conclusion"],
        abstract=texts["abstract"],
        body=texts["body"],
    )
