"""The explanations of issues in Chinese. They are stored in English, with their values in them.

So a message is known again by its template: the first one that it fits, those that say more before those
that say less. What fits none (a digest of another version wrote it) stays English.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from functools import cache

STRINGS = {
    # the file
    "not UTF-8; read as {encoding}": "不是 UTF-8，按 {encoding} 读取",
    "{count} undecodable byte sequences shown as U+FFFD": "{count} 处字节无法解码，显示为 U+FFFD",
    "a letter was lost in {text}": "{text} 中丢失了一个字母",
    "the text is garbled around {text}; it may have been {readings}": (
        "{text} 附近的文字错乱，原文可能是 {readings}"
    ),
    "the text is garbled around {text}": "{text} 附近的文字错乱",
    # entries and their number
    "the digest holds no entry that can be read": "文摘中没有可读取的条目",
    "the listing holds no paper that can be read": "列表中没有可读取的论文",
    "the e-mail holds no paper that can be read": "邮件中没有可读取的论文",
    "a row that is no paper: {row}": "这一行不是论文：{row}",
    "no papers found": "没有找到论文",
    "no text of an article found": "没有找到文章正文",
    "a feed without items": "订阅源中没有内容",
    "the contents say {told} entries in {category}, there are {count}": (
        "目录称 {category} 有 {told} 个条目，实有 {count} 个"
    ),
    "{told} entries are declared, there are {count}": "声明有 {told} 个条目，实有 {count} 个",
    "{told} entries declared, {count} there": "声明有 {told} 个条目，实有 {count} 个",
    "entry {number} stands where {expected} is due": "此处应为第 {expected} 条，实为第 {number} 条",
    "{id} stands only in {file}": "{id} 只见于 {file}",
    "{id} stands again in {file}": "{id} 在 {file} 中再次出现",
    # headings, ends, what lies between
    "the heading is not [number] [title](link)": "标题行不是“[序号] [题名](链接)”",
    "the heading has no link": "标题行没有链接",
    "the heading is lost": "标题行丢失",
    "the entry ends before its </details>": "条目在 </details> 之前中断",
    "the item is broken or not closed": "内容损坏或没有结束",
    "the e-mail ends within the paper": "邮件在这篇论文中间结束",
    "outside of any entry: {text}": "不属于任何条目：{text}",
    "text between the papers: {text}": "论文之间的文字：{text}",
    "text behind the entry: {text}": "条目之后的文字：{text}",
    # fields
    "no line of authors below the heading": "标题行下没有作者行",
    "no Chinese and no English {field}": "没有中英文{field}",
    "no Chinese {field}": "没有中文{field}",
    "no English {field}": "没有英文{field}",
    "no address": "没有地址",
    "{field} is empty": "{field}为空",
    "{field} is labelled {stated} but is in {language}": "{field}标为 {stated}，实为 {language}",
    "{field} is in {found}, but in {usual} in most entries": "{field}是 {found}，而多数条目是 {usual}",
    # records, JSON, XML
    "not a JSON object: {said}": "不是 JSON 对象：{said}",
    "not a JSON object": "不是 JSON 对象",
    "nested too deeply": "嵌套过深",
    "{count} keys that are no names": "{count} 个键不是名称",
    "an entry is an object, not {text}": "条目应为对象，而不是 {text}",
    "no date: {text}": "不是日期：{text}",
    "{count} cells more than the header has": "比表头多 {count} 个单元格",
    "{count} characters that XML forbids, shown as U+FFFD": "{count} 个 XML 禁用的字符，显示为 U+FFFD",
    "a DTD with entities, which are not expanded": "含有定义实体的 DTD，实体不会展开",
    "no root element of a feed": "没有订阅源的根元素",
    "not well-formed: {said}": "格式不正确：{said}",
    # articles and bulletins
    "the page has no title; from its text: {text}": "页面没有标题，取自正文：{text}",
    "the list of references is empty": "参考文献列表为空",
    "the list has no reference [{marker}]": "列表中没有文献 [{marker}]",
    "no contents page: items are told by their structure": "没有目录页，按结构区分各条消息",
    "no items found": "没有找到消息",
    "the item has no title": "消息没有标题",
    "no item in the text: {text}": "正文中没有这条消息：{text}",
    "no section in the text: {text}": "正文中没有这个栏目：{text}",
    "no marker in the text for footnote {marker}": "正文中没有脚注 {marker} 的标记",
    "not in the contents: an untitled item": "不在目录中：无标题的消息",
    "not in the contents: {text}": "不在目录中：{text}",
    "a second time in the text: {text}": "在正文中重复出现：{text}",
    "the contents have another title: {text}": "目录中的标题不同：{text}",
    "the contents have it under: {text}": "目录把它列在：{text}",
    # what fits nearly everything comes last
    "no {field}": "没有{field}",
    "a second {field} in {language}": "{language} 的{field}不止一个",
    "{field} is {text}": "{field}的内容是 {text}",
}
FIELDS = {
    "title": "题名",
    "authors": "作者",
    "abstract": "摘要",
    "link": "链接",
    "tldr": "概要",
    "motivation": "动机",
    "method": "方法",
    "result": "结果",
    "conclusion": "结论",
    "body": "正文",
}
_LONGEST = 2000
"""Characters of a message that is looked at."""


def of_findings(said: str, *, others: Callable[[str], str], adapt: Callable[[str], str]) -> str:
    """Return the explanation of an issue; `others` knows what other packages say within it."""
    for pattern, template in _patterns() if len(said) <= _LONGEST else ():
        found = pattern.fullmatch(said)
        if found:
            values = found.groupdict()
            if "field" in values:
                values["field"] = adapt(FIELDS[name]) if (name := values["field"]) in FIELDS else f" {name} "
            if "said" in values:
                values["said"] = others(values["said"])
            return adapt(template).format(**values).strip()
    return said


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in STRINGS.items())


def _pattern(template: str) -> str:
    """Return what a message made of `template` looks like; a field is a name."""
    pieces = []
    for plain, name, _, _ in string.Formatter().parse(template):
        pieces.append(re.escape(plain))
        if name:
            pieces.append(rf"(?P<{name}>\S+)" if name == "field" else rf"(?P<{name}>.*)")
    return "".join(pieces)
