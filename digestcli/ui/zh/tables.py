"""Headings of tables, words in their cells, labels of the card, the overview and the hits."""

from __future__ import annotations

STRINGS = {
    # headings
    "number": "序号",
    "category": "分类",
    "title": "题名",
    "authors": "作者",
    "date": "日期",
    "tldr": "概要",
    "zh": "中文",
    "en": "英文",
    "entries": "条目",
    "key": "标识",
    "issues": "问题",
    "file": "文件",
    "line": "行",
    "kind": "种类",
    "code": "代码",
    "message": "说明",
    "rule": "规则",
    "score": "分值",
    "before": "修复前",
    "after": "修复后",
    "tag": "标签",
    "papers": "论文",
    "digest": "文摘",
    "folder": "文件夹",
    "files": "文件数",
    "reader": "格式",
    "encoding": "编码",
    "setting": "设置",
    "value": "值",
    "from": "来源",
    "check": "检查",
    "state": "状态",
    "what": "内容",
    "times": "次数",
    "use": "用途",
    "format": "格式",
    "about": "说明",
    # cells
    "added": "新增",
    "replaced": "更新",
    "moved": "移动",
    "renamed": "改名",
    "vanished": "消失",
    "removed": "移除",
    "flag": "选项",
    "environment": "环境变量",
    "default": "默认",
    "ok": "正常",
    "finding": "异常",
    "issue": "问题",
    "repair": "修复",
    "integrity": "完整性",
    "tables": "表",
    "index": "索引",
    "references": "引用",
    "entries in index": "索引条目",
    "orphans": "多余内容",
    "digests": "文摘",
    "records": "记录",
    "log": "日志",
    "permissions": "权限",
    "space": "空间",
    "reads": "读取",
    "writes": "写出",
    # the card
    "(no title)": "（无题名）",
    "et al.": "等",
    "Authors": "作者",
    "Category": "分类",
    "Venue": "出处",
    "Digest": "文摘",
    "Code": "代码",
    "Comment": "备注",
    "Marked": "标记",
    "Tags": "标签",
    "Note": "笔记",
    "Seen": "出现",
    "Also in": "另见",
    "Issue": "问题",
    "References": "参考文献",
    "Affiliations": "单位",
    "Announced": "公布类型",
    "About the author": "作者简介",
    "Figures": "图片",
    "Journal": "期刊",
    "Keywords": "关键词",
    "Lede": "导语",
    "Authors of the paper": "论文作者",
    "English title of the paper": "论文英文题名",
    "Chinese title of the paper": "论文中文题名",
    "Quoted titles": "引用题名",
    "Retrieved": "检索日期",
    "Source": "来源",
    "Submitted": "提交日期",
    "starred": "星标",
    "read": "已读",
    "{times} times, first {date}": "{times} 次，最早 {date}",
    "{times} times, first in {digest}": "{times} 次，最早见于 {digest}",
    "{issue} (line {line})": "{issue}（第 {line} 行）",
    # the overview and the hits
    "{count} new": "{count} 个新条目",
    "{count} unread": "{count} 个未读",
    "{count} more: digest today": "另有 {count} 个：digest today",
    "the rest ({count})": "其余（{count}）",
    "no categories": "没有分类",
    "seen {count} times": "出现 {count} 次",
    # statistics
    "{papers} in {entries}": "{papers}，{entries}",
    "Papers by day ({first} to {last}, at most {most} a day)": (
        "每日论文（{first} 至 {last}，每天最多 {most} 篇）"
    ),
    "Papers by day ({first} to {last}, at most {most} in {span} days)": (
        "每日论文（{first} 至 {last}，每 {span} 天最多 {most} 篇）"
    ),
    "Categories": "分类",
    "Languages": "语言",
    "Issues": "问题",
    "Repairs": "修复",
    "Words that rise since {since} ({recent}, {before} before)": (
        "{since} 以来的上升词（此后 {recent}，此前 {before} 个）"
    ),
    "No word rises since {since} ({recent}, {before} before)": (
        "{since} 以来没有上升词（此后 {recent}，此前 {before} 个）"
    ),
    # formats
    "Daily arXiv digest in Markdown, with AI summaries": "arXiv 每日文摘（Markdown），附 AI 概要",
    "JSON Lines of daily arXiv digests, raw or with AI summaries": (
        "arXiv 每日文摘的 JSON Lines，原始的或附 AI 概要"
    ),
    "arXiv's daily e-mail": "arXiv 每日邮件",
    "arXiv's listing of new papers, copied from the web": "从网页复制的 arXiv 新论文列表",
    "Feeds of papers: arXiv's RSS and Atom, its API, journals": (
        "论文订阅源：arXiv 的 RSS 与 Atom、其 API，以及期刊"
    ),
    "Digests of other projects in Markdown, by their field labels": (
        "其他项目的 Markdown 文摘，按字段标签识别"
    ),
    "ScienceNet's weekly guides to Nature, Science and other journals": (
        "科学网的《自然》《科学》等期刊每周导读"
    ),
    "Institute bulletins as PDF text: sections of news with footnotes": (
        "研究所快报的 PDF 文本：分栏消息，附脚注"
    ),
    "Feature articles scraped from the web, with their references": "从网页抓取的专题文章，附参考文献",
    "Entries that digest wrote (JSON, JSON Lines, YAML, CSV), or YAML by hand": (
        "digest 写出的条目（JSON、JSON Lines、YAML、CSV），或手写的 YAML"
    ),
    "Comma-separated values, RFC 4180": "逗号分隔值，RFC 4180",
    "Tab-separated values": "制表符分隔值",
    "A JSON array of records": "记录的 JSON 数组",
    "JSON Lines, one record a line": "JSON Lines，每行一条记录",
    "A YAML list of records": "记录的 YAML 列表",
    "BibTeX, for any style": "BibTeX，适用于任何样式",
    "BibLaTeX, for biber": "BibLaTeX，供 biber 使用",
    "RIS, for EndNote and most reference managers": "RIS，供 EndNote 等多数文献管理软件使用",
    "CSL-JSON, for Zotero, pandoc and citeproc": "CSL-JSON，供 Zotero、pandoc 和 citeproc 使用",
    "Daily digest in Markdown, or notes for Obsidian": "Markdown 每日文摘，或 Obsidian 笔记",
    "Atom feed, an item an entry or a digest": "Atom 订阅源，每项为一个条目或一期文摘",
    "RSS 2.0 feed, an item an entry or a digest": "RSS 2.0 订阅源，每项为一个条目或一期文摘",
    "JSON Feed 1.1, an item an entry or a digest": "JSON Feed 1.1，每项为一个条目或一期文摘",
    "One page to read: search, filters, both scripts, no network": (
        "供阅读的单个网页：可检索、筛选、切换简繁，无需网络"
    ),
    "Book for e-readers, a chapter a category": "电子书，每个分类一章",
    "Excel workbook": "Excel 工作簿",
    "Parquet, typed columns, zstd": "Parquet，各列带类型，zstd 压缩",
}
