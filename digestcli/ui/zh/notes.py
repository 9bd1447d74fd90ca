"""What commands report on stderr, progress, counts, and what `digest` alone says."""

from __future__ import annotations

STRINGS = {
    ", ": "，",
    "  hint: {hint}": "  提示：{hint}",
    # counts
    "{number} entry": "{number} 个条目",
    "{number} paper": "{number} 篇论文",
    "{number} digest": "{number} 期文摘",
    "{number} file": "{number} 个文件",
    "{number} issue": "{number} 个问题",
    "{number} repair": "{number} 处修复",
    "{number} row": "{number} 行",
    "{count} of {total}": "{count}/{total}",
    "{items} and more": "{items} 等",
    # add, sync, remove
    "adding": "正在添加",
    "reading": "正在读取",
    "exporting": "正在导出",
    "{count} added": "新增 {count} 期",
    "{count} replaced": "更新 {count} 期",
    "{count} unchanged": "{count} 期未变",
    "{count} moved": "移动 {count} 期",
    "{count} renamed": "改名 {count} 期",
    "{count} touched": "{count} 期仅时间有变",
    "{count} vanished": "消失 {count} 期",
    "{count} removed": "移除 {count} 期",
    "{files} unchanged": "{files}未变",
    "{files} skipped": "已跳过 {files}",
    "{done} ({entries})": "{done}（{entries}）",
    "removed {digest} ({entries})": "已移除 {digest}（{entries}）",
    "{folder} is not watched any more": "不再跟踪 {folder}",
    "no folder is watched: add one with `digest add FOLDER`": (
        "没有跟踪的文件夹：用 `digest add FOLDER` 添加"
    ),
    "`digest sync --remove-vanished` removes what has vanished": (
        "`digest sync --remove-vanished` 移除已消失的文摘"
    ),
    "its digests were left alone": "其中的文摘保持不变",
    "its digests were left alone; `digest sync --forget` it when it will not come back": (
        "其中的文摘保持不变；若不再恢复，用 `digest sync --forget` 停止跟踪"
    ),
    # what was found
    "no entry matches": "没有符合条件的条目",
    "nothing unread": "没有未读条目",
    "no tags yet: add some with `digest tag REF +name`": "还没有标签：用 `digest tag REF +名称` 添加",
    "{reference} is {place}; also {also}": "{reference} 指 {place}；另见 {also}",
    "{digests}: {found}": "{digests}：{found}",
    "{place}: nothing was changed and nothing is odd": "{place}：未作修复，也没有问题",
    "{id}: its lines are not kept, for it was read from an export": ("{id}：它读自导出文件，没有保留原始行"),
    "--side-by-side needs {least} cells, the terminal has {width}": (
        "--side-by-side 至少需要 {least} 列宽，终端只有 {width} 列"
    ),
    # marks, tags, notes
    "{papers} changed": "已更改 {papers}",
    "{count} already so": "{count} 篇本已如此",
    "{done}; {count} in no digest yet": "{done}；{count} 篇尚不在任何文摘中",
    "no note": "没有笔记",
    "noted": "笔记已保存",
    "note removed": "笔记已删除",
    "the note stays as it is": "笔记未变",
    "your text is kept in {path}": "你写的内容保存在 {path}",
    # files and settings
    "{what} in {path}": "{what}，已写入 {path}",
    "{size} bytes in {file}": "{size} 字节，已写入 {file}",
    "{path} written": "已写入 {path}",
    "{name} set in {path}": "已设置 {name}（{path}）",
    "{name} taken out of {path}": "已取消设置 {name}（{path}）",
    "{name} is not set in {path}": "{name} 未设置（{path}）",
    "nothing changed": "没有改动",
    "to have it always: {how}": "要始终启用：{how}",
    'put this line into ~/.bashrc:  eval "$(digest completion bash)"': (
        '在 ~/.bashrc 中加入这一行：  eval "$(digest completion bash)"'
    ),
    "put this line into ~/.zshrc, below compinit:  source <(digest completion zsh)": (
        "在 ~/.zshrc 中 compinit 之后加入这一行：  source <(digest completion zsh)"
    ),
    "digest completion fish > ~/.config/fish/completions/digest.fish": (
        "digest completion fish > ~/.config/fish/completions/digest.fish"
    ),
    # doctor
    "the library was not touched": "文献库未作改动",
    "do not write to this library": "请勿再写入这个文献库",
    "keep a copy (`digest backup FILE`), move it away, and `digest add` your folders again": (
        "保留一份副本（`digest backup FILE`），移走原文件，再用 `digest add` 重新添加文件夹"
    ),
    "index made anew: {entries}": "已重建索引：{entries}",
    "left out, for their records cannot be read: {entries}": "因记录无法读取而略去：{entries}",
    "removed from {table}: {rows}": "已从 {table} 删除：{rows}",
    "the file is whole, schema {version}": "文件完好，结构版本 {version}",
    "missing: {tables}": "缺少：{tables}",
    "all there": "齐全",
    "not looked at: the library may only be read": "未检查：文献库只读",
    "the index is whole": "索引完好",
    "rows that refer to nothing: {rows}": "引用已失效的行：{rows}",
    "all lead on": "引用都有效",
    "{missing} of {entries} are missing: run with --repair": (
        "{entries} 个条目中缺少 {missing} 个：请加 --repair 运行"
    ),
    "all {entries}; {share:.0%} of its rows are of removed ones": (
        "{entries} 个条目齐全；{share:.0%} 的行属于已移除的条目"
    ),
    "{found}; --repair makes it smaller": "{found}；可用 --repair 缩小",
    "rows that nothing needs: {rows}; run with --repair": "多余的行：{rows}；请加 --repair 运行",
    "none": "无",
    "{digest} has {number} of {total}": "{digest} 应有 {total} 个，实有 {number} 个",
    "{digests}; add their files with --again": "{digests}；请加 --again 重新添加这些文件",
    "{number} have all their entries": "{number} 期文摘条目齐全",
    "cannot be read: {names}; add their files with --again": (
        "无法读取：{names}；请加 --again 重新添加这些文件"
    ),
    "all can be read": "都可读取",
    "{item} and {count} more": "{item}，另有 {count} 项",
    "{count} in {table}": "{table} 中 {count} 行",
    "nothing left over": "没有遗留",
    "{size} bytes of a run under way or broken off; nothing of it is lost": (
        "{size} 字节，来自正在进行或中断的操作；没有丢失"
    ),
    "not looked at on this system": "在此系统上不作检查",
    "for its owner only": "仅所有者可访问",
    "others may open {path}: chmod 600 it": "他人可以打开 {path}：请执行 chmod 600",
    "others may write to {folder}: chmod 700 it": "他人可以写入 {folder}：请执行 chmod 700",
    "{finding}; {other}": "{finding}；{other}",
    "{used} MB used, {free} MB free": "已用 {used} MB，可用 {free} MB",
    # digest alone
    "digest reads paper digests, Chinese and English, into one library on this machine.": (
        "digest 把中英文论文文摘读入本机的一个文献库。"
    ),
    "  digest add FOLDER       first: read digests (Markdown, JSON Lines, copied pages, PDF text)": (
        "  digest add FOLDER       第一步：读入文摘（Markdown、JSON Lines、复制的网页、PDF 文本）"
    ),
    "  digest today            then every morning: what is new": (
        "  digest today            之后每天早上：看看有什么新内容"
    ),
    "  digest search 量子纠缠  find papers, in any script": (
        "  digest search 量子纠缠  检索论文，简体繁体均可"
    ),
    "  digest --help           all commands; digest COMMAND --help has examples": (
        "  digest --help           全部命令；digest COMMAND --help 附有示例"
    ),
    "  digest today            the newest digests at a glance": "  digest today            最新文摘一览",
    "  digest next             the next paper that you have not read": (
        "  digest next             下一篇未读论文"
    ),
    "  digest search QUERY     find papers, in any script": (
        "  digest search QUERY     检索论文，简体繁体均可"
    ),
    "  digest --help           all commands": "  digest --help           全部命令",
    "{digests} with {entries}.": "{digests}，{entries}。",
    "{digests} with {entries}, the newest of {date}.": "{digests}，{entries}，最新一期为 {date}。",
}
