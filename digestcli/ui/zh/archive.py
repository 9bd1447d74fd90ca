"""Archives, statistics: commands, options, errors and notes."""

from __future__ import annotations

STRINGS = {
    "--from {path}: an archive": "--from {path}：是归档",
    "ask it with `digest archive list`, or take it in with `digest add`": (
        "用 `digest archive list` 查看，或用 `digest add` 加入文献库"
    ),
    # help
    "Commands": "命令",
    "Past one machine": "超出一台机器",
    "Build archives of years of digests, on this machine or a Dask cluster, and ask them.": (
        "把多年的文摘建成归档并在其中检索，可在本机或 Dask 集群上运行。"
    ),
    "An archive is a folder of Parquet files, local or in an object store (s3://...); see docs/scale.md.": (
        "归档是由 Parquet 文件组成的文件夹，在本地或对象存储（s3://...）中；见 docs/scale.md。"
    ),
    "Build an archive, or bring it in step: only what is new or changed is read.": (
        "建立或更新归档：只读取新增或改动的文件。"
    ),
    "What cannot be read is told, and listed in _digest/failures.jsonl of the archive. A build that was"
    " stopped goes on where it was when it is run again.": (
        "读不了的文件会逐一说明，并列入归档的 _digest/failures.jsonl。中断的任务再次运行时会接着做。"
    ),
    "List entries of an archive, the newest first: a table, in a pipe tab-separated lines.": (
        "列出归档中的条目，新的在前：终端中为表格，管道中为制表符分隔的行。"
    ),
    "By number or title no entry is shown before all are found: they wait in a temporary file, with --limit N"
    " the first N in memory.": (
        "按编号或标题排序时，找到全部条目后才显示：它们暂存于临时文件，有 --limit N 时只在内存中保留前 N 条。"
    ),
    "Show entries of an archive in full, with every other digest that their papers stand in.": (
        "完整显示归档中的条目，并列出收有同一论文的其他文摘。"
    ),
    "Search an archive, the best first: of more than 10,000 matches the newest are ranked.": (
        "检索归档，最相关的在前；结果超过 10,000 条时只给最新的排序。"
    ),
    "Export entries of an archive, the newest first, in any format of `digest formats`.": (
        "导出归档中的条目，新的在前，格式可为 `digest formats` 所列的任何一种。"
    ),
    "Count papers by day, category and author, words that rise, languages and issues.": (
        "按日期、分类、作者统计论文，并统计上升词、语言与问题。"
    ),
    "With --by, which reads much less, only entries by category and time, the newest first.": (
        "用 --by 时只按分类和时间统计条目，新的在前，读取的数据少得多。"
    ),
    "Count papers by day, category and author, words that rise, languages, issues and repairs.": (
        "按日期、分类、作者统计论文，并统计上升词、语言、问题与修复。"
    ),
    "Words rise since --since, else in the last 30 days, beside all before; see docs/commands.md.": (
        "上升词指 --since 以来（否则为最近 30 天）与此前全部相比增多的词；见 docs/commands.md。"
    ),
    "The archive: a folder, or s3://...": "归档：文件夹，或 s3://...",
    "The archive: a folder, or s3://bucket/folder.": "归档：文件夹，或 s3://bucket/folder。",
    "Files, folders or URLs of digests.": "文摘所在的文件、文件夹或 URL。",
    "Files, folders, archives (also s3://...), or - for stdin.": (
        "文件、文件夹、归档（也可为 s3://...），或用 - 表示标准输入。"
    ),
    "Of archives, only the entries that this finds.": "只取归档中符合此检索式的条目。",
    "Put the digests of the library into it, too.": "把文献库中的文摘也放进去。",
    "Read known files too, after an upgrade of digest.": "已知的文件也重新读取（升级 digest 之后）。",
    "Take out what the sources no longer have.": "移除来源中已不存在的内容。",
    "Take the lock of a build that is dead.": "接管已中止的任务留下的锁。",
    "Processes that read [all cores]; with --cluster workers to wait for.": (
        "读取用的进程数 [全部核心]；与 --cluster 合用时为要等待的 worker 数。"
    ),
    "Processes that look; with --cluster workers to wait for [1].": (
        "查找用的进程数；与 --cluster 合用时为要等待的 worker 数 [1]。"
    ),
    "Work on the cluster of this Dask scheduler.": "在此 Dask 调度器的集群上运行。",
    "Only count entries, by category and time.": "只按分类和时间统计条目。",
    "The file for the picture.": "图片文件。",
    "Draw a picture (extra: plot).": "画成图片（需另装绘图组件）。",
    "So many authors and words.": "列出的作者数与词数。",
    # errors
    "--cluster needs the package {package}": "--cluster 需要软件包 {package}",
    "digest archive needs the package {package}": "digest archive 需要软件包 {package}",
    "--new, is: and tag: ask a library, not an archive": "--new、is: 和 tag: 只能用于文献库，不能用于归档",
    "take the papers into one: `digest add URL`": "先把论文收入文献库：`digest add URL`",
    "--query asks archives only": "--query 只用于归档",
    "{path} is none: leave --query away": "{path} 不是归档：请去掉 --query",
    "--reader {name}: no such format": "--reader {name}：没有这种格式",
    "-o without --format": "有 -o 而没有 --format",
    "--by with --format": "--by 不能与 --format 合用",
    "a picture is of all statistics: leave one out": "图片包含全部统计：请去掉其中一个",
    "add --format svg or --format png": "加上 --format svg 或 --format png",
    "a worker was killed: {reason}": "worker 被终止：{reason}",
    "is memory short? try again": "内存是否不足？请重试",
    "an archive is not made from standard input": "不能从标准输入建立归档",
    "name files or folders": "请指定文件或文件夹",
    "nothing to build from": "没有可用来建立归档的内容",
    "name files, folders or URLs, or use --from-library": "请指定文件、文件夹或 URL，或用 --from-library",
    "no digest {name!r} in the archive": "归档中没有文摘 {name!r}",
    "none of {inputs} could be read": "{inputs}全都无法读取",
    "{url}: {owner} builds it": "{url}：{owner} 正在建立它",
    "{owner} (process {process}, since {since})": "{owner}（进程 {process}，始于 {since}）",
    "if that build is dead, run again with --break-lock; its finished parts are kept": (
        "若那个任务已中止，请加 --break-lock 再次运行；已完成的部分会保留"
    ),
    "{url}: another build has taken the lock": "{url}：锁已被另一个任务取走",
    "run again when it is done": "等它完成后再次运行",
    "{url}: built anew meanwhile": "{url}：其间已被重建",
    "run the command again": "请再次运行该命令",
    "{url}: no archive": "{url}：没有归档",
    "make one with `digest archive build`": "用 `digest archive build` 建立",
    "{url}: an archive of another program or a newer digest": (
        "{url}：由其他程序或更新版本的 digest 所建的归档"
    ),
    "{name}: damaged, or not a file of digest": "{name}：已损坏，或不是 digest 的文件",
    "{url}: a package is missing: {error}": "{url}：缺少软件包：{error}",
    "on every worker, too": "每个 worker 上也要安装",
    "{url}: no file system for that: {error}": "{url}：没有相应的文件系统：{error}",
    "{address}: no Dask scheduler there: {error}": "{address}：那里没有 Dask 调度器：{error}",
    "{address}: no {workers} in {seconds} s": "{address}：{seconds} 秒内没有等到 {workers}",
    "{address}: the scheduler is lost": "{address}：与调度器失去联系",
    "run again: what was finished is kept": "请再次运行：已完成的部分会保留",
    "{worker} has {version}, here is {own}": "{worker} 上是 {version}，这里是 {own}",
    "on that worker: pip install 'digestcli[scale]'": "在那个 worker 上：pip install 'digestcli[scale]'",
    # notes
    "building: {parts} of {of} parts, {entries} ({rate}/s), {failures}": (
        "正在建立：{parts}/{of} 部分，{entries}（{rate}/秒），{failures}"
    ),
    "vanished: {path}": "已消失：{path}",
    "the same file again, passed over: {path}": "相同的文件，已略过：{path}",
    "{inputs} could not be read: see {path}": "{inputs}无法读取：见 {path}",
    "{entries} of {inputs} read in {seconds} s ({rate}/s)": (
        "从 {inputs}读取了 {entries}，用时 {seconds} 秒（{rate}/秒）"
    ),
    "{entries} of {inputs} read": "从 {inputs}读取了 {entries}",
    "the archive has {entries} in {files}": "归档现有 {entries}，分在 {files}中",
    "a picture in {path}": "图片已写入 {path}",
    "{number} failure": "{number} 个失败",
    "{number} input": "{number} 个输入",
    "{number} worker": "{number} 个 worker",
}
