"""Statistics as a picture, by matplotlib: days, categories, authors and rising words.

Labels may be Chinese. The font is the first of FONTS that is installed, and matplotlib's own for what that
does not have; an SVG holds the outlines of its letters, so that it looks the same where no such font is.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from digestcli.stats.summary import Summary
from digestcli.text.visible import one_line
from digestcli.writers.base import extra_module

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Arial Unicode MS", "Noto Sans CJK JP", "Noto Sans CJK TC",
)  # fmt: skip
"""Fonts with Simplified Chinese, the first that is there is taken; of a collection (.ttc) matplotlib
sees the first face only, which for Noto is the Japanese one: it has all characters too."""

_OWN = "DejaVu Sans"
_ROWS = 5
"""Bars are no thicker than so many in one drawing."""


def chinese_font() -> str:
    """Return the first of FONTS that is installed, or ''. Raises UsageError without matplotlib."""
    manager = extra_module("matplotlib.font_manager", "svg", "plot")
    there = {font.name for font in manager.fontManager.ttflist}
    return next((name for name in FONTS if name in there), "")


def draw(found: Summary, stream: BinaryIO, *, form: str, most: int) -> bool:
    """Draw the statistics as `form` (svg or png); return whether Chinese labels want a font that is missing.

    Raises UsageError without matplotlib.
    """
    matplotlib = extra_module("matplotlib", form, "plot")
    from matplotlib.figure import Figure

    font = chinese_font()
    own = {
        "font.family": [*([font] if font else []), _OWN],
        "svg.fonttype": "path",
        "svg.hashsalt": "digest",
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    words = [(one.word, one.entries) for one in found.words]
    bars = (
        ("Categories", found.categories[:most]),
        ("Authors", found.authors),
        (f"Rising since {found.since}", words),
    )
    with matplotlib.rc_context(own), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of characters that no font has; the caller says what is missing
        figure = Figure(figsize=(12, 9), layout="constrained")
        axes = figure.subplots(2, 2)
        _days(axes[0][0], found.days)
        for place, (title, counts) in zip((axes[0][1], axes[1][0], axes[1][1]), bars, strict=True):
            _bars(place, title, counts)
        figure.suptitle(f"{found.papers} papers in {found.entries} entries")
        metadata = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(stream, format=form, dpi=120, metadata=metadata)
    return not font and any(name > "\u2e7f" for _, counts in bars for name, _ in counts)


def _days(axes: Axes, days: Sequence[tuple[str, int]]) -> None:
    found: list[tuple[datetime.date, int]] = []
    for day, number in days:
        with suppress(ValueError):
            found.append((datetime.date.fromisoformat(day), number))
    axes.set_title("Papers by day")
    if found:
        axes.vlines([day for day, _ in found], 0, [number for _, number in found], linewidth=2)  # type: ignore[arg-type]
        axes.set_ylim(bottom=0)
        axes.tick_params(axis="x", rotation=30)


def _bars(axes: Axes, title: str, counts: Sequence[tuple[str, int]]) -> None:
    places = range(len(counts))
    axes.set_title(title)
    axes.barh(places, [number for _, number in counts])
    axes.set_yticks(places, [one_line(name)[:40] for name, _ in counts])
    axes.set_ylim(max(len(counts), _ROWS) - 0.5, -0.5)
    axes.locator_params(axis="x", integer=True)
