"""The explanations of issues: what the source may say is there in Chinese, and known again with its values."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest
from running import ROOT
from said import PACKAGE, english_in

from digestcli import ui
from digestcli.ingest import Loaded, load
from digestcli.ui.zh.findings import FIELDS, STRINGS


@pytest.fixture(autouse=True)
def speaking_chinese() -> Iterator[None]:
    ui.use(ui.Speech("zh"))
    yield
    ui.use(ui.Speech())


def _shape(template: str) -> str:
    """Return a template with all its values alike."""
    parts = string.Formatter().parse(template)
    return "".join(plain + "{}" * (name is not None) for plain, name, _, _ in parts)


def _shapes(node: ast.expr, function: ast.AST) -> Iterator[str]:
    """Yield the shapes of what an expression says: a literal, or a name that is assigned nearby."""
    if isinstance(node, ast.Constant):
        yield _shape(str(node.value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    elif isinstance(node, ast.Subscript):
        yield from _shapes(node.value, function)
    elif isinstance(node, ast.IfExp):
        yield from _shapes(node.body, function)
        yield from _shapes(node.orelse, function)
    elif isinstance(node, ast.Name):
        for one in ast.walk(function):
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == node.id:
                yield from _shapes(one.value, function)


def _said() -> set[str]:
    """Return the shape of every explanation that the package gives."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (one for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.Module))):
            for call in ast.walk(function):
                name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
                if name in ("Issue", "Flaw") and isinstance(call, ast.Call) and len(call.args) > 1:
                    found.update(_shapes(call.args[1], function))
    return found - {"{}"}


SEVERAL = {  # one place in the source says them with a word of ours among its values
    "no {} {}": ("no Chinese {}", "no English {}", "no Chinese and no English {}"),
    "no {} in the text: {}": ("no item in the text: {}", "no section in the text: {}"),
    "no title": ("no {}",),
    "the text is garbled around {}": (
        "the text is garbled around {}",
        "the text is garbled around {}; it may have been {}",
    ),
    "not in the contents: {}": ("not in the contents: {}", "not in the contents: an untitled item"),
}


def test_every_explanation_is_there_and_none_that_nobody_gives() -> None:
    said = {one for shape in _said() for one in SEVERAL.get(shape, (shape,))}
    assert said == set(map(_shape, STRINGS))


@pytest.mark.parametrize("template", STRINGS)
def test_each_is_known_again(template: str) -> None:
    """No template hides another that comes after it."""
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    said = ui.explained(template.format(**{name: "title" if name == "field" else "Xyz" for name in names}))
    expected = STRINGS[template].format(**{name: "题名" if name == "field" else "Xyz" for name in names})
    assert said == expected
    assert sorted(names) == sorted(
        name for _, name, _, _ in string.Formatter().parse(STRINGS[template]) if name
    )


@pytest.mark.parametrize(
    "english, chinese",
    (
        ("no mood", "没有 mood"),
        ("tldr is 'N/A'", "概要的内容是 'N/A'"),
        ("mood is empty", "mood 为空"),
        ("no Chinese and no English abstract", "没有中英文摘要"),
        ("the contents say 3 entries in cs.LG, there are 2", "目录称 cs.LG 有 3 个条目，实有 2 个"),
        ("not in the contents: {0.__class__} {x}", "不在目录中：{0.__class__} {x}"),
        (
            "not a JSON object: Expecting value: line 1 column 1 (char 0)",
            "不是 JSON 对象：此处应有一个值（第 1 行第 1 列，第 0 个字符）",
        ),
        ("what another version explained", "what another version explained"),
        ("no " + "x" * 3000, "no " + "x" * 3000),
    ),
)
def test_values_stay(english: str, chinese: str) -> None:
    assert ui.explained(english) == chinese
    ui.use(ui.Speech("en"))
    assert ui.explained(english) == english


def test_what_the_samples_have() -> None:
    loaded = [one for one in load([str(ROOT / "samples")]) if isinstance(one, Loaded)]
    issues = [
        issue
        for one in loaded
        for issue in (*one.digest.issues, *(issue for entry in one.entries for issue in entry.issues))
    ]
    assert issues
    assert [issue.message for issue in issues if ui.explained(issue.message) == issue.message] == []


def test_typography_of_fields() -> None:
    assert all(not english_in(chinese) for chinese in FIELDS.values())
