"""Bytes into text: UTF-8 only, a guess at what it is otherwise, no invisible characters, and where lines begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.nodes import SourceFile

UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u2028\u2029"  # line ends to some readers only
    "\u202a-\u202e\u2066-\u2069"  # turn the writing direction
    "\ud800-\udfff\ufeff\ufffe\uffff"  # no characters at all, or a mark of byte order amid the text
)
INVISIBLE = re.compile(f"[{UNSEEN}]")
_PLAIN_BYTES = bytes(byte for byte in range(256) if byte in b"\t\n\r" or (byte >= 0x20 and byte != 0x7F))
_DOUBTFUL = (b"\xc2", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"\xef\xbf")  # begin the others in UTF-8
_BYTE_ORDER = b"\xef\xbb\xbf"
_LINE = re.compile(r"\r\n|\r|\n")

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CODE_PAGE = Text("a code page such as Windows-1252 or Shift-JIS", "Windows-1252 或 Shift-JIS 之类的代码页")
_CUT_OFF = Text("UTF-8 that breaks off", "末尾残缺的 UTF-8")
_BINARY = Text("binary data, not text", "二进制数据而非文本")


def decode(data: bytes, file: SourceFile, log: FaultLog) -> str | None:
    """The text of a file; None when it is not UTF-8. Sets the file's line starts.

    A character that does not show is replaced by one that does, so that every offset stays right.
    """
    data = data.removeprefix(_BYTE_ORDER)
    wide = _wide_encoding(data)
    if wide:
        log.add("not-utf-8", (0, 0), {"encoding": wide})
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        read = data[: error.start].decode("utf-8")
        file.measure(INVISIBLE.sub("\ufffd", read))
        log.add("not-utf-8", (len(read), len(read) + 1), {"encoding": _narrow_encoding(data, error)})
        return None
    doubtful = data.translate(None, _PLAIN_BYTES) or any(sign in data for sign in _DOUBTFUL)
    if not (doubtful and INVISIBLE.search(text)):
        file.measure(text)
        return text
    seen = INVISIBLE.sub("\ufffd", text)
    file.measure(seen)
    for match in INVISIBLE.finditer(text):
        log.add("control-character", match.span(), {"code": code(match.group())})
    return seen


def lines(data: bytes) -> list[str]:
    """The lines of a file without their ends; what is not UTF-8 is replaced."""
    return _LINE.split(data.removeprefix(_BYTE_ORDER).decode("utf-8", "replace"))


def code(character: str) -> str:
    """The code point of a character as people look it up, `U+202E`."""
    return f"U+{ord(character):04X}"


def _wide_encoding(data: bytes) -> str | Text | None:
    """UTF-16 or UTF-32 by its mark or by where the zeros lie, and binary data that is full of them."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[: 1 << 12]
    if head.count(0) * 5 < len(head) or not head:
        return None
    even = len(head) // 4 * 4
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        if _decodes(head[:even], name) and not INVISIBLE.search(head[:even].decode(name)):
            return name[:6].upper()
    return _BINARY


def _narrow_encoding(data: bytes, error: UnicodeDecodeError) -> str | Text:
    """GB18030 when the bytes beyond ASCII come in pairs as Chinese does, else some other code page."""
    if error.reason == "unexpected end of data":
        return _CUT_OFF
    head = data[: 1 << 16]
    if len(head.translate(None, _PLAIN_BYTES)) * 20 > len(head):
        return _BINARY
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", head)]
    paired = sum(1 for run in runs if run % 2 == 0)
    if paired * 4 >= len(runs) * 3 and _decodes(data, "gb18030"):
        return "GB18030 (GBK)"
    return _CODE_PAGE


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def occurrences(text: str, *parts: str) -> Iterator[int]:
    """The offset of each of `parts` in `text`, without looking at other characters one by one."""
    for part in parts:
        at = text.find(part)
        while at >= 0:
            yield at
            at = text.find(part, at + 1)
