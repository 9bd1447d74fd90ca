"""Help of options and arguments, and of the settings."""

from __future__ import annotations

STRINGS = {
    "Show this message and exit.": "显示这段说明并退出。",
    "Print the version and exit.": "显示版本并退出。",
    "Language of messages and help [by the locale].": "消息和帮助的语言 [随系统语言环境]。",
    # which entries
    "What the entries must hold; see docs/search.md.": "条目须符合的检索式，见 docs/search.md。",
    "What to find; see docs/search.md.": "要检索的内容，见 docs/search.md。",
    "Read these files, folders or - instead of the library.": (
        "读取这些文件、文件夹或标准输入（-），不用文献库。"
    ),
    "A category: quant-ph, a group cs.*, or a label in any language.": (
        "分类：如 quant-ph，一组如 cs.*，或任一语言的名称。"
    ),
    "Let --category match any category, not only the primary.": "使 --category 匹配任一分类，不限于主分类。",
    "A digest's key, its date, or latest.": "文摘的标识、日期，或 latest。",
    "From this date: 2026-01-22, 2026-01, 7d.": "起始日期：2026-01-22、2026-01、7d。",
    "Up to this date, inclusive.": "截止日期（含当日）。",
    "Part of an author's name, in any script.": "作者姓名的一部分，简繁均可。",
    "What sort of entry.": "条目的种类。",
    "Only papers that stand in no earlier digest.": "只要此前文摘中没有的论文。",
    "At most so many entries.": "条目数上限。",
    "At most so many papers [20].": "论文数上限 [20]。",
    "So many papers.": "显示的论文数。",
    "All papers, and every one of them ranked.": "列出全部论文，逐一排序。",
    "Which comes first.": "排列顺序。",
    "Papers of the newest day, by the saved query they match.": "最新一天的论文，按所符合的已存检索式分组。",
    "All papers that this query finds; see docs/search.md.": "符合此检索式的全部论文，见 docs/search.md。",
    # how they are shown
    "Which language to show [both].": "显示的语言 [both]。",
    "Script of Chinese output [hans].": "中文输出的字形 [hans]。",
    "Colour on the terminal.": "终端上的颜色。",
    "One line an entry, and no more than fit the terminal.": "每个条目一行，不超过一屏。",
    "Leave TeX as it is (a terminal shows it readably).": "TeX 公式保持原样（终端上默认转为易读形式）。",
    "Chinese left, English right (100 cells and more).": "左中右英，并排显示（至少 100 列宽）。",
    "Print the entry's lines as its file has them.": "输出条目在原文件中的各行。",
    "Print a JSON array.": "输出 JSON 数组。",
    "Print a JSON array of digests.": "输出由文摘组成的 JSON 数组。",
    "Print a JSON array, with the issues.": "输出 JSON 数组，附各个问题。",
    "Print a JSON object.": "输出 JSON 对象。",
    "Print records as a JSON array.": "以 JSON 数组输出记录。",
    "Print the record; several as a JSON array.": "输出记录；多条时为 JSON 数组。",
    # which papers
    "A number, KEY:number, arXiv id, DOI or URL.": "序号、KEY:序号、arXiv 编号、DOI 或 URL。",
    "A number, KEY:number, arXiv id, DOI, URL; - is stdin.": (
        "序号、KEY:序号、arXiv 编号、DOI 或 URL；- 表示标准输入。"
    ),
    "References as `show` takes them, - is stdin; tags to add and to remove.": (
        "论文的序号或标识（同 `show`），- 表示标准输入；要添加和去掉的标签。"
    ),
    # marks, tags, notes
    "Mark what is shown as read: the same again shows the one after.": (
        "把显示的论文标为已读：再次运行便显示其后一篇。"
    ),
    "Mark as read.": "标为已读。",
    "Mark as not read.": "标为未读。",
    "Give a star.": "加星标。",
    "Take the star away.": "去星标。",
    "The same as +TAG.": "同 +TAG。",
    "The same as -TAG.": "同 -TAG。",
    "The note, instead of an editor.": "直接给出笔记内容，不打开编辑器。",
    "Remove the note.": "删除笔记。",
    "Print the note.": "输出笔记。",
    "Which way.": "导出或导入。",
    "The file to import; - is stdin.": "要导入的文件；- 表示标准输入。",
    "Export into this file.": "导出到此文件。",
    # export
    "See `digest formats`; else by the suffix of -o [csv].": (
        "见 `digest formats`；默认由 -o 的后缀决定 [csv]。"
    ),
    "A file, or a folder with --split.": "文件；用 --split 时为文件夹。",
    "One file for each, in the folder of -o.": "各写一个文件，放在 -o 的文件夹中。",
    "Columns of CSV and TSV, with commas.": "CSV 和 TSV 的列，以逗号分隔。",
    "CSV and TSV for Excel: with BOM, formulas guarded.": (
        "供 Excel 使用的 CSV 和 TSV：带 BOM，防止公式执行。"
    ),
    "A variant of the format (see `digest formats`).": "格式的变体（见 `digest formats`）。",
    "What one item of a feed is [entry].": "订阅源中每一项的内容 [entry]。",
    "Overwrite files that are there.": "覆盖已有文件。",
    "Overwrite a file that is there.": "覆盖已有文件。",
    "Overwrite FILE.": "覆盖 FILE。",
    "The copy.": "副本文件。",
    # files and the library
    "Files, folders, or - for stdin.": "文件、文件夹，或 - 表示标准输入。",
    "The library file (or set DIGEST_LIBRARY).": "文献库文件（也可设 DIGEST_LIBRARY）。",
    "Encoding, when it is not found.": "编码，自动识别不出时使用。",
    "Encoding of the files of --from, when it is not found.": "--from 文件的编码，自动识别不出时使用。",
    "Format (see `digest formats`).": "格式（见 `digest formats`）。",
    "Format of the files of --from (see `digest formats`).": "--from 文件的格式（见 `digest formats`）。",
    "Processes that read [all cores when it pays].": "读取文件的进程数 [值得时用全部核心]。",
    "Replace known files too, after an upgrade of digest.": "已有的文件也重新读取，用于 digest 升级之后。",
    "List the watched folders, and do nothing.": "只列出跟踪的文件夹。",
    "Watch this folder no more; its digests stay.": "不再跟踪此文件夹；其中的文摘保留。",
    "Remove the digests whose files are not there.": "移除文件已不存在的文摘。",
    "Make the search index anew and remove what nothing needs.": "重建检索索引，删除多余内容。",
    # settings
    "What to do.": "要做的操作。",
    "A setting, and for `set` what it shall be.": "设置的名称；用 `set` 时还有它的值。",
    "For `show`: as a command would take it.": "用于 `show`：相当于命令的同名选项。",
    "For `show`: the same.": "用于 `show`：同上。",
    "For `show`: print a JSON array.": "用于 `show`：输出 JSON 数组。",
    "Your shell.": "你所用的命令行解释器。",
    "the library file": "文献库文件",
    "script of Chinese output": "中文输出的字形",
    "language of output": "输出的语言",
    "language of messages and help": "消息和帮助的语言",
    "queries by name, for `@name` in a query and for `list --watch`": (
        "按名称保存的检索式，供检索式中的 `@name` 和 `list --watch` 使用"
    ),
    "more label words for the `labelled` format, by field name": "`labelled` 格式的更多标签词，按字段名",
}
