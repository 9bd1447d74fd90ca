"""Every string of the user interface in Chinese: one table, in sections, each a module of this folder.

Glossary, one word for one thing:

    digest    文摘      entry    条目      paper       论文      category      分类
    library   文献库    folder   文件夹    query       检索式    saved query   已存检索式
    search    检索      watch    关注      watched folder  跟踪的文件夹
    tag       标签      star     星标      note        笔记      mark          标记
    script    字形      issue    问题      repair      修复      setting       设置
    option    选项      argument 参数      record      记录      number        序号
    unread    未读      index    索引      terminal    终端      hint          提示

Names of options, commands, formats, fields and files stay as they are typed. A half-width blank stands
between Chinese and Latin letters, digits or a value; punctuation is full-width but within names and commands.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from digestcli.ui.zh import archive, browser, commands, data, errors, notes, options, tables, usage
from digestcli.ui.zh.others import PATTERNS
from digestcli.ui.zh.others import STRINGS as OTHERS
from digestcli.ui.zh.system import STRINGS as SYSTEM

SECTIONS = (errors, data, notes, commands, options, usage, tables, browser, archive)
STRINGS = {english: chinese for section in SECTIONS for english, chinese in section.STRINGS.items()}


def of_system(number: int | None) -> str:
    """Return what the error of the system with that number says; '' where it is none, or not in the table."""
    return SYSTEM.get(errno.errorcode.get(number or 0, ""), "")


def of_others(said: str, *, adapt: Callable[[str], str]) -> str:
    """Return what another package says; what is not in the table as it is."""
    if said in OTHERS:
        return adapt(OTHERS[said])
    for pattern, template in PATTERNS:
        found = pattern.fullmatch(said)
        if found:
            values = {name: of_others(value, adapt=adapt) for name, value in found.groupdict().items()}
            return adapt(template).format(**values)
    return said
