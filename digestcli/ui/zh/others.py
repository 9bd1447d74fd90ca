"""What other packages say, as far as people meet it; the rest stays English."""

from __future__ import annotations

import re

STRINGS = {
    # SQLite
    "unable to open database file": "无法打开数据库文件",
    "file is not a database": "文件不是数据库",
    "database is locked": "数据库被锁定",
    "database or disk is full": "数据库或磁盘已满",
    "database disk image is malformed": "数据库文件已损坏",
    "attempt to write a readonly database": "数据库只读，无法写入",
    "disk I/O error": "磁盘读写错误",
    "out of memory": "内存不足",
    "interrupted": "已中断",
    "locking protocol": "无法加锁",
    "not authorized": "未获授权",
    "authorization denied": "授权被拒绝",
    "string or blob too big": "内容过大",
    "unable to close due to unfinalized statements or unfinished backups": "还有未完成的操作，无法关闭",
    # JSON
    "Expecting value": "此处应有一个值",
    "Expecting ',' delimiter": "此处应有“,”",
    "Expecting ':' delimiter": "此处应有“:”",
    "Expecting property name enclosed in double quotes": "此处应有双引号括起的键名",
    "Illegal trailing comma before end of array": "数组末尾多了逗号",
    "Illegal trailing comma before end of object": "对象末尾多了逗号",
    "Unterminated string starting at": "字符串没有结束，始于",
    "Invalid control character at": "无效的控制字符，位于",
    "Invalid \\escape": "无效的转义",
    "Extra data": "结尾之后还有内容",
    # YAML
    "did not find expected ',' or ']'": "缺少“,”或“]”",
    "did not find expected ',' or '}'": "缺少“,”或“}”",
    "did not find expected key": "缺少键",
    "did not find expected '-' indicator": "缺少“-”",
    "did not find expected node content": "缺少内容",
    "did not find expected <document start>": "缺少文档开头",
    "could not find expected ':'": "缺少“:”",
    "mapping values are not allowed in this context": "此处不能有“键: 值”",
    "block sequence entries are not allowed in this context": "此处不能有列表项",
    "found character that cannot start any token": "有不能作为开头的字符",
    "found unexpected end of stream": "文件意外结束",
    "control characters are not allowed": "不允许控制字符",
    # the rest
    "No closing quotation": "引号没有成对",
    "No escaped character": "转义符后没有字符",
    "invalid start byte": "起始字节无效",
    "invalid continuation byte": "后续字节无效",
    "unexpected end of data": "数据意外结束",
}
PATTERNS = (
    (
        re.compile(r"(?P<said>[^\n]*): line (?P<line>\d+) column (?P<column>\d+) \(char (?P<at>\d+)\)"),
        "{said}（第 {line} 行第 {column} 列，第 {at} 个字符）",
    ),
    (
        re.compile(r"unacceptable character (?P<code>#x[0-9a-f]+): (?P<said>[^\n]*)"),
        "不可接受的字符 {code}：{said}",
    ),
    (
        re.compile(
            r"'(?P<codec>[\w-]+)' codec can't decode byte (?P<byte>0x[0-9a-f]+)"
            r" in position (?P<at>\d+): (?P<said>[^\n]*)"
        ),
        "无法按 {codec} 解码字节 {byte}（位置 {at}）：{said}",
    ),
    (re.compile(r"field larger than field limit \((?P<most>\d+)\)"), "字段超过上限（{most}）"),
)
"""What holds values, each of which may be in STRINGS itself."""
