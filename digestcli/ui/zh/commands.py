"""Help of the commands, paragraph by paragraph: the first clause of each is its line in `digest --help`."""

from __future__ import annotations

STRINGS = {
    "Read": "阅读",
    "See what there is": "查看概况",
    "Keep and carry away": "整理与导出",
    "Fill the library": "充实文献库",
    "Look into files": "检查文件",
    "Set up and look after": "设置与维护",
    "Read, search and carry away bilingual paper digests.": "阅读、检索、导出中英双语论文文摘。",
    "Add digests to your library with `digest add`, then `list`, `show` and `export` their entries.": (
        "先用 `digest add` 把文摘加入文献库，再用 `list`、`show` 和 `export` 列出、查看和导出条目。"
    ),
    # reading
    "Show the newest digest of each kind: how many are new, what you watch for, then the rest.": (
        "显示每种文摘的最新一期：新条目数，先列关注的，再列其余。"
    ),
    "Each entry comes with its one-line summary, Chinese unless --lang en.": (
        "每个条目附一行概要，默认为中文，加 --lang en 则为英文。"
    ),
    "Show the next paper that you have not read, in the order of `digest today`, then older ones.": (
        "显示下一篇未读论文，先按 `digest today` 的顺序，再看较早的。"
    ),
    "Without --read nothing changes, and the same paper is shown again.": (
        "不加 --read 则不作标记，下次仍显示同一篇。"
    ),
    "List entries, all or those that a query lets through: a table, in a pipe tab-separated lines.": (
        "列出条目，全部或符合检索式的：终端上为表格，管道中为制表符分隔的行。"
    ),
    "Search the papers: any script, any width, English by its stems; the best first.": (
        "检索论文：不分简繁和全半角，英文按词干；最相关的在前。"
    ),
    "Show entries in full: titles, authors, links, summary, abstract, and where they stand.": (
        "显示完整条目：题名、作者、链接、概要、摘要，以及所在的文摘。"
    ),
    "Read in the terminal: a list beside a card, search as you type, marks, tags, notes; ? shows the keys.": (
        "在终端中浏览：左侧列表，右侧卡片，边输入边检索，可作标记、标签和笔记；按 ? 查看按键。"
    ),
    # overview
    "Count the entries of each category, all or those that a query lets through.": (
        "统计各分类的条目数，全部或符合检索式的。"
    ),
    "List the digests of the library, the newest first: key, date, entries, issues, file.": (
        "列出文献库中的文摘，最新的在前：标识、日期、条目数、问题数、文件。"
    ),
    # keeping
    "Mark papers as read or unread, starred or not, wherever they appear.": (
        "标记论文：已读或未读，加或去星标，在所有文摘中同时生效。"
    ),
    "Tag papers, wherever they appear: +name adds a tag, -name removes it.": (
        "给论文加标签，在所有文摘中同时生效：+名称 添加，-名称 去掉。"
    ),
    "List the tags, the most used first, with the number of papers that have each.": (
        "列出标签，最常用的在前，附各自的论文数。"
    ),
    "Write a note on a paper in your editor ($VISUAL, $EDITOR), or with -m; `show` prints it.": (
        "给论文写笔记，用编辑器（$VISUAL、$EDITOR）或 -m；`show` 会显示笔记。"
    ),
    "A text saved unchanged changes nothing; an empty one removes the note.": (
        "保存时内容未变则不作改动；内容为空则删除笔记。"
    ),
    "Export entries, all or those that a query lets through, in any format of `digest formats`.": (
        "导出条目，全部或符合检索式的，可用 `digest formats` 所列的任何格式。"
    ),
    "Export what you did with papers (read, starred, tags, notes) as JSON Lines, or import it.": (
        "导出或导入论文的状态（已读、星标、标签、笔记），格式为 JSON Lines。"
    ),
    "An import merges: the later mark wins, tags are united, and papers of no digest yet are kept until one"
    " brings them.": (
        "导入时合并：标记以较晚的为准，标签取并集；尚不在任何文摘中的论文先行保留，待文摘加入后生效。"
    ),
    # filling
    "Add digests to the library; files that changed are replaced, known ones change nothing.": (
        "把文摘加入文献库；有改动的文件会更新，已有的保持不变。"
    ),
    "Folders are remembered, and `digest sync` looks through them again.": (
        "文件夹会被记住，`digest sync` 会再次查看其中的文件。"
    ),
    "Bring the library in step with the folders that were added: what is new or changed is read.": (
        "使文献库与添加过的文件夹同步：读取新增和改动的文件。"
    ),
    "Digests whose files have vanished are named and stay, unless --remove-vanished is given. Exit code 66:"
    " a watched folder is not there; its digests are left alone.": (
        "文件已消失的文摘会列出并保留，除非加 --remove-vanished。"
        "状态码 66：某个跟踪的文件夹不存在，其中的文摘保持不变。"
    ),
    "Remove digests from the library; the files they came from stay.": ("从文献库移除文摘；原来的文件保留。"),
    # files
    "Check files: print every issue and every repair with its line, and store nothing.": (
        "检查文件：列出每个问题和每处修复及其行号，不保存任何内容。"
    ),
    "Exit code 0: clean; 1: findings; 65: a file cannot be read.": (
        "状态码 0：没有问题；1：有发现；65：有文件无法读取。"
    ),
    "Explain what was repaired in an entry and what is odd about it: original beside result.": (
        "说明条目作了哪些修复、有什么问题：原文与结果对照。"
    ),
    "List the formats that digest reads and those it writes.": "列出 digest 能读取和写出的格式。",
    # setting up
    "Show the settings and where each comes from; set or unset one, or edit their file.": (
        "查看各项设置及其来源；设置或取消一项，或编辑配置文件。"
    ),
    "An option wins over the environment, that over the file, that over the default. `set` leaves the rest"
    " of the file as it is.": (
        "选项优先于环境变量，环境变量优先于配置文件，配置文件优先于默认值。`set` 不改动文件的其余部分。"
    ),
    "Print the script with which a shell completes commands, options and what your library holds.": (
        "输出命令行补全脚本，可补全命令、选项和文献库中的内容。"
    ),
    "Digests, categories, tags, formats, columns, saved queries and references come from your library at"
    " each key.": "文摘、分类、标签、格式、列、已存检索式和论文标识在每次按键时取自你的文献库。",
    "Check the library: the file, its index, its records, who may read it. A line for each check.": (
        "检查文献库：文件、索引、记录和访问权限。每项检查一行。"
    ),
    "Exit code 0: all is well; 1: findings. A damaged file is never touched.": (
        "状态码 0：一切正常；1：有发现。已损坏的文件绝不改动。"
    ),
    "Copy the library to a file, whole and of one moment, also while others write to it.": (
        "把文献库复制到文件，完整且为同一时刻的内容，即使其他程序正在写入。"
    ),
    "The copy is a library: read it with --library, or put it in the place of a lost one.": (
        "副本本身就是文献库：用 --library 读取，或用来替换丢失的文献库。"
    ),
}
