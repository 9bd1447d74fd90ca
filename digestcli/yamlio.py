"""YAML in and out; the only import of yaml, which costs 15 ms and is needed rarely.

The loader leaves scalars alone: YAML's own rules would turn the identifier 2601.14300 into a
float, `No` into a boolean and 12:30 into minutes. Only null is null. Where a record has numbers
or booleans, `typed` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

from digestcli.errors import MalformedRecords
from digestcli.ui import reason, say

_UNSAFE = re.compile(  # PyYAML calls most of these printable
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_NESTING = re.compile(r"^[ ?-]+", re.MULTILINE)
_PLAIN = re.compile(r"(?:~?/)?[^\W\d_][\w/.~-]*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""Texts that some reader of YAML takes for something else."""
_DEEPEST = 100
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LinedDict(dict[str, object]):
    """A mapping that knows the line (from 1) on which it begins."""

    line = 0


class _TextLoader(_Loader):  # type: ignore[misc]
    """A safe loader for which every scalar but null is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, rule) for tag, rule in rules if tag == "tag:yaml.org,2002:null"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    yaml_constructors = {  # noqa: RUF012
        tag: build
        for tag, build in yaml.SafeLoader.yaml_constructors.items()
        if tag in {None, *("tag:yaml.org,2002:" + kind for kind in ("str", "null", "seq"))}
    }  # every other tag is refused: dates, sets and bytes are no part of a record


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> LinedDict:
    lined = LinedDict()
    lined.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        scalar = isinstance(key_node, yaml.ScalarNode)
        key = str(loader.construct_object(key_node)) if scalar else ""
        if not scalar or key in lined:  # PyYAML would keep the last in silence
            problem = f"the key {key[:40]!r} stands twice" if scalar else "a key that is no text"
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        lined[key] = loader.construct_object(value_node, deep=True)
    return lined


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load(text: str, name: str) -> object:
    """Return the one document of `text`: mappings (LinedDict), lists, str and None.

    Raises MalformedRecords with the line for anything YAML refuses; tags, keys that stand twice and
    what is nested too deeply are refused too.
    """
    try:
        _check_depth(text, name)
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a subclass of the safe loader
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = say(", line {line}", line=mark.line + 1) if mark else ""
        told = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        problem = reason(ValueError(told))
        raise MalformedRecords(
            say("{name}{where}: not YAML: {problem}", name=name, where=where, problem=problem)
        ) from None


def _check_depth(text: str, name: str) -> None:
    """Refuse deep nesting, on which libyaml's loader overflows the stack of the process.

    Brackets and the beginnings of lines bound the depth; only where they allow it the text is parsed.
    """
    if text.count("[") + text.count("{") + max(map(len, _NESTING.findall(text)), default=0) <= _DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 0
            where = say(", line {line}", line=line) if line else ""
            raise MalformedRecords(say("{name}{where}: not YAML: nested too deeply", name=name, where=where))


class _Dumper(yaml.SafeDumper):
    """A safe dumper that puts every text with something unsafe in double quotes."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _UNSAFE.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", _SURROGATES.sub("\ufffd", text), style=style)


_Dumper.add_representer(str, _text)


def dump(value: object) -> str:
    """Return `value` as YAML, Chinese as Chinese, one line a text, keys in their order.

    What a terminal would obey is escaped, as in JSON; lone surrogates, which YAML cannot hold even
    as escapes, become U+FFFD.
    """
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def written(value: str | Sequence[str]) -> str:
    """Return a text, or a list of texts, as it may stand anywhere in a YAML file, on one line.

    >>> written("hans"), written("a: b, c"), written(["太长不看", "yes"])
    ('hans', "'a: b, c'", "[太长不看, 'yes']")
    """
    if not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    style = '"' if "\n" in value else "'"
    quoted = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=10**6, default_style=style)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted).rstrip("\n")


def typed(item: object) -> object:
    """Give a record's numbers and booleans their types; everything else stays."""
    if not isinstance(item, Mapping):
        return item
    record = LinedDict(item)
    record.line = getattr(item, "line", 0)
    if "number" in record:
        record["number"] = _whole(record["number"])
    if isinstance(record.get("authors_complete"), str):
        record["authors_complete"] = str(record["authors_complete"]).lower() == "true"
    source, issues = record.get("source"), record.get("issues")
    if isinstance(source, Mapping) and isinstance(source.get("lines"), list):
        record["source"] = {**source, "lines": [_whole(line) for line in source["lines"]]}
    if isinstance(issues, list):
        record["issues"] = [_typed_issue(issue) for issue in issues]
    return record


def _typed_issue(issue: object) -> object:
    return {**issue, "line": _whole(issue.get("line"))} if isinstance(issue, Mapping) else issue


def _whole(value: object) -> object:
    """Python refuses to read a number of thousands of digits; nothing here has twenty."""
    written = isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 19
    return int(str(value)) if written else value
