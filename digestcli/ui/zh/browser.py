"""What `digest browse` shows: keys, filters, prompts, and what was done."""

from __future__ import annotations

STRINGS = {
    # keys
    "read on: a page of the card, then mark it read and go on": "续读：卡片翻页，读完标为已读并转到下一篇",
    "the card on the whole screen, and back": "卡片全屏显示，再按恢复",
    "next entry": "下一条目",
    "previous entry": "上一条目",
    "next entry; in the open card a line down": "下一条目；卡片全屏时下移一行",
    "previous entry; in the open card a line up": "上一条目；卡片全屏时上移一行",
    "next unread entry": "下一未读条目",
    "first entry": "第一个条目",
    "last entry": "最后一个条目",
    "a page of the list down; of the card, where it is open": "列表下翻一页；卡片全屏时卡片下翻",
    "a page of the list up; of the card, where it is open": "列表上翻一页；卡片全屏时卡片上翻",
    "a page of the card back": "卡片上翻一页",
    "search as you type; enter keeps the query, esc takes it back": (
        "边输入边检索；enter 保留检索式，esc 撤回"
    ),
    "filters: unread, starred, new, kind, age, tags, saved queries": (
        "筛选：未读、星标、新条目、种类、时间、标签、已存检索式"
    ),
    "categories, with how much of each is unread": "分类，附各自的未读数",
    "mark as read, or as unread": "标为已读或未读",
    "give a star, or take it": "加或去星标",
    "tags: todo adds one, -later takes one away": "标签：todo 添加，-later 去掉",
    "write a note": "写笔记",
    "choose an entry, or no longer; m * t e are for the chosen ones then": (
        "选中或取消选中条目；此后 m * t e 作用于选中的条目"
    ),
    "choose the whole list, or nothing": "全选或全不选",
    "export the chosen entries, or the whole list, into a file": "把选中的条目或整个列表导出到文件",
    "open in the web browser": "在网页浏览器中打开",
    "copy the reference to the clipboard": "复制论文标识到剪贴板",
    "language: both, Chinese, English": "语言：双语、中文、英文",
    "script of Chinese: hans, hant, tw, hk, as in the file": "中文字形：hans、hant、tw、hk，或与文件一致",
    "look into the library again": "重新读取文献库",
    "a step back: close the card, choose nothing, drop query and filters": (
        "后退一步：关闭卡片，取消选中，清除检索式和筛选"
    ),
    "this help": "本说明",
    # the last line
    "read on": "续读",
    "card": "卡片",
    "search": "检索",
    "filter": "筛选",
    "categories": "分类",
    "star": "星标",
    "note": "笔记",
    "export": "导出",
    "open": "打开",
    "copy": "复制",
    "help": "帮助",
    "quit": "退出",
    # the list
    "all": "全部",
    "(none)": "（无）",
    "(no category)": "（无分类）",
    "(removed)": "（已移除）",
    "{count} chosen": "选中 {count} 个",
    # filters
    "Filters": "筛选",
    "space chooses · esc closes": "space 选择 · esc 关闭",
    "not read yet": "未读",
    "with a star": "有星标",
    "in no earlier digest": "此前文摘中没有",
    "with a note": "有笔记",
    "in the newest digest": "最新一期文摘",
    "of yesterday and today": "昨天和今天",
    "of the last 7 days": "最近 7 天",
    "of the last month": "最近一个月",
    # prompts
    "Keys": "按键",
    "esc closes · more in docs/browse.md": "esc 关闭 · 详见 docs/browse.md",
    "Note · {title}": "笔记 · {title}",
    "ctrl+s keeps it · esc leaves it as it was": "ctrl+s 保存 · esc 放弃修改",
    "not kept yet: ctrl+s keeps it, esc again drops it": "尚未保存：ctrl+s 保存，再按 esc 放弃",
    "Tags ({tags}): todo adds one, -todo takes it away": "标签（{tags}）：todo 添加，-todo 去掉",
    "none yet": "尚无",
    "of {count} papers": "{count} 篇论文",
    "Export {count} chosen entries into": "把选中的 {count} 个条目导出到",
    "Export {count} listed entries into": "把列出的 {count} 个条目导出到",
    "{message} ({hint})": "{message}（{hint}）",
    # what was done
    "{papers} {done}": "{papers}：{done}",
    "unread": "未读",
    "without star": "已去星标",
    "tagged anew": "标签已更改",
    "nothing to export": "没有可导出的条目",
    "exporting into {path} …": "正在导出到 {path} …",
    "no address that a web browser could open": "没有网页浏览器能打开的地址",
    "opened {address}": "已打开 {address}",
    "no screen for a web browser here; copied {address}": "此处无法显示网页浏览器；已复制 {address}",
    "copied {reference}": "已复制 {reference}",
    "nothing is unread in this list": "列表中没有未读条目",
    "language: {language}": "语言：{language}",
    "script: {script}": "字形：{script}",
    "files of --from: marks, tags and notes are gone when you leave": (
        "--from 的文件：退出后标记、标签和笔记不会保留"
    ),
}
