"""Bytes to text: the only place that decodes; which files paths name.

UTF-8 (with or without BOM) and UTF-16 with BOM are read as such; anything else is tried as the
Chinese encodings GB18030 and Big5, and the choice is an Issue. Line ends: a file that ends its
lines in CRLF, or in CR alone, is given in LF; a lone CR or CRLF inside an LF file is text.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from digestcli.errors import InputOutputError, MissingInput, UndecodableFile, UsageError
from digestcli.folders import scan
from digestcli.model import Issue
from digestcli.ui import Message, reason, say

STDIN = "-"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its BOM begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", Message("a PDF")),
    (b"PK\x03\x04", Message("a ZIP archive")),
    (b"\x1f\x8b", Message("a gzip archive")),
    (b"BZh91AY&SY", Message("a bzip2 archive")),
    (b"\xfd7zXZ\0", Message("an XZ archive")),
    (b"\x28\xb5\x2f\xfd", Message("a Zstandard archive")),
    (b"\x89PNG", Message("a PNG image")),
    (b"\xff\xd8\xff", Message("a JPEG image")),
)
_LOOK = 8_000
"""Bytes that tell UTF-16 without byte order mark."""
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_OTHERS = ("cp1252", "cp1250", "shift_jis", "euc_jp", "cp949", "iso8859_15", "koi8_r", "cp1251")
_KANA = re.compile("[\u3041-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[\u00c0-\u024f‘’“”–—…•€£§©®°±²³µ·×÷«»¿¡\xa0]")
_LATIN_SHARE = 0.3  # of all characters; in European languages fewer than this are beyond ASCII
_GUESS_BYTES = 65_536
_COMMON_SHARE = 0.7  # right decodings of digests have 0.9 and more, wrong ones at most 0.55
_BAD_UTF8_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text with the name it goes by (a file name, or '-'); lines end in LF."""

    name: str
    text: str
    issues: tuple[Issue, ...] = ()
    path: str = ""


def read_source(path: str, *, encoding: str | None = None) -> Source:
    """Read `path` ('-' is standard input) as text.

    Raises MissingInput, UndecodableFile (binary, or in no known encoding), UsageError (no such
    encoding) and InputOutputError.
    """
    name = STDIN if path == STDIN else as_text(os.path.basename(path))
    return decode(read_bytes(path), name=name, path=path, encoding=encoding)


def as_text(argument: str) -> str:
    """Return a name or an argument as the UTF-8 it is, whatever Python takes the locale for.

    Bytes that are no UTF-8, which Python keeps as lone surrogates, become U+FFFD.
    """
    if argument.isascii():
        return argument
    return os.fsencode(argument).decode("utf-8", errors="replace")


def place_of(path: str) -> str:
    """Return the absolute path as text that no other has: bytes that are no UTF-8 are written in hex.

    A URL is absolute as it is.
    """
    if "://" in path:
        return path
    return os.fsencode(os.path.abspath(path)).decode("utf-8", errors="backslashreplace")


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for '-'."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:  # pathlib costs 4 ms at start-up
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingInput(say("{path}: no such file", path=path)) from None
    except OSError as error:
        raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None


def decode(data: bytes, *, name: str, path: str = "", encoding: str | None = None) -> Source:
    """Turn bytes into a Source; what had to be guessed or replaced is in its issues."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UndecodableFile(
                say("{name}: {what}, not a text file", name=name, what=what.said()),
                say("extract its text first"),
            )
    text, issues = _decode_as(data, encoding, name) if encoding else _decode_unknown(data, name)
    if "\0" in text:
        _refuse_binary(b"" if encoding else data, name)
    return Source(name, _line_ends(text.removeprefix("\ufeff")), issues, path)


def _decode_as(data: bytes, encoding: str, name: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(encoding), ()
    except LookupError:
        raise UsageError(
            say("--encoding {encoding}: no such encoding", encoding=encoding),
            say("for example utf-8, gb18030, big5"),
        ) from None
    except UnicodeError:
        raise UndecodableFile(
            say("{name}: not {encoding}", name=name, encoding=encoding),
            say("leave --encoding away to let digest find it"),
        ) from None


def _decode_unknown(data: bytes, name: str) -> tuple[str, tuple[Issue, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, errors="replace")
            return text, _replaced(text) if "\ufffd" in text else ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end - error.start > 1:
            text = data.decode("utf-8", errors="replace")  # cut within its last character
            return text, _replaced(text)
    if b"\0" in data:
        _refuse_binary(data, name)
    return _decode_damaged(data, name)


def _refuse_binary(data: bytes, name: str) -> NoReturn:
    """Refuse a file with NUL bytes; those of UTF-16 are many, in every second place."""
    seen = data[:_LOOK]
    first, second = seen[::2].count(0), seen[1::2].count(0)
    hint = say("digest reads text files only")
    if max(first, second) >= max(len(seen) // 20, 4) and min(first, second) * 20 < max(first, second):
        encoding = "utf-16-be" if first > second else "utf-16-le"
        hint = say("is it UTF-16? try --encoding {encoding}", encoding=encoding)
    raise UndecodableFile(say("{name}: a binary file (it holds NUL bytes)", name=name), hint)


def _decode_damaged(data: bytes, name: str) -> tuple[str, tuple[Issue, ...]]:
    """Decode what is not valid UTF-8: UTF-8 with a few bad bytes, or a legacy encoding."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    if text.count("\ufffd") <= max(1, _BAD_UTF8_SHARE * beyond_ascii) and beyond_ascii > 1:
        return text, _replaced(text)
    best, best_share = _other_script(data), _COMMON_SHARE
    if best is not None:
        text = data.decode(best)
    for encoding in _CHINESE if best is None else ():
        candidate = data.decode(encoding, errors="replace")
        share = _common_share(candidate)
        if share > best_share:
            best, best_share, text = encoding, share, candidate
    if best is None:
        best, text = _guess(data, name)
    return text, (Issue("encoding", f"not UTF-8; read as {best}", 1), *_replaced(text))


def _other_script(data: bytes) -> str | None:
    """Tell Japanese and Korean encodings, whose bytes are mostly good Chinese ones too, by script."""
    for encoding in ("cp932", "euc_jp", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        beyond = sum(1 for char in text if char > "\x7f")
        kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
        if encoding == "cp949":
            if hangul >= max(8, 0.95 * beyond) and text.count(" ") * 8 > hangul:
                return encoding
        elif kana * 6 > beyond and kana + _common_share(text) * beyond > _COMMON_SHARE * beyond:
            return encoding
    return None


def _is_latin(text: str) -> bool:
    beyond = [char for char in text if char > "\x7f"]
    return len(beyond) < _LATIN_SHARE * len(text) and all(map(_LATIN.fullmatch, beyond))


def _replaced(text: str) -> tuple[Issue, ...]:
    count = text.count("\ufffd")
    if not count:
        return ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return (Issue("invalid-bytes", f"{count} undecodable byte sequences shown as U+FFFD", line),)


def _guess(data: bytes, name: str) -> tuple[str, str]:
    """Try Western letters, then ask charset-normalizer; the whole file must be in what it finds."""
    western = data.decode("cp1252", errors="replace")
    if _is_latin(western):
        return "cp1252", western
    import charset_normalizer  # 25 ms, and almost every file is UTF-8

    best = charset_normalizer.from_bytes(data[:_GUESS_BYTES], cp_isolation=list(_OTHERS)).best()
    if best is not None:
        try:
            return best.encoding, data.decode(best.encoding)
        except UnicodeError:
            pass
    raise UndecodableFile(
        say("{name}: text in no encoding that can be told", name=name), say("name it with --encoding")
    )


def _common_share(text: str) -> float:
    """Share of the characters beyond ASCII that everyday Chinese uses."""
    beyond = [char for char in text if char > "\x7f"]
    common = _common_characters()
    return sum(1 for char in beyond if char in common) / len(beyond) if beyond else 0.0


@cache
def _common_characters() -> frozenset[str]:
    """Level 1 of GB 2312 and of Big5 (the most used 3,755 and 5,401), and GB 2312's signs."""
    rows = (0xA1, 0xA3, 0xA6, 0xA8, *range(0xB0, 0xD8))  # signs, full-width, Greek, pinyin, level 1
    gb = bytes(b for row in rows for cell in range(0xA1, 0xFF) for b in (row, cell))
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(b for row in range(0xA4, 0xC7) for cell in cells for b in (row, cell))
    level_1 = gb.decode("gb2312", errors="ignore") + big5.decode("big5", errors="ignore")
    return frozenset(level_1 + "，。、；：？！“”‘’（）《》「」『』【】—…·－～％＋／")


def _line_ends(text: str) -> str:
    if "\r" not in text:
        return text
    crlf, lf = text.count("\r\n"), text.count("\n")
    if crlf and crlf * 2 >= lf:
        return text.replace("\r\n", "\n")
    if not lf:
        return text.replace("\r", "\n")
    return text


def walk(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that `paths` name: files as they are, folders in sorted order.

    Hidden files and folders, and the expectations beside samples, are passed over. Raises
    MissingInput where a path is not there.
    """
    for path in paths:
        if path == STDIN or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            yield from _walk_folder(path)
        elif os.path.lexists(path) and os.path.exists(path):
            yield path  # a pipe or a device
        else:
            raise MissingInput(say("{path}: no such file or folder", path=path))


def _walk_folder(folder: str) -> Iterator[str]:
    """Yield the files below; a folder that cannot be listed is yielded itself: reading it says why."""
    for found in scan(folder):
        yield found.filename if isinstance(found, OSError) else found.path
