"""Protects against silently garbled text: only UTF-8 is read, and anything else is named."""

from __future__ import annotations

import pytest

from tests.source.readings import read, short

TEXT = "# 设计\nname: 服务与客户\nowner: 经理\n"

ENCODED = {
    "utf-16 with a mark": (TEXT.encode("utf-16"), "1:1", "UTF-16"),
    "utf-16 little": (TEXT.encode("utf-16-le"), "1:1", "UTF-16"),
    "utf-16 big": (TEXT.encode("utf-16-be"), "1:1", "UTF-16"),
    "utf-16 of ascii": (b"a: b\n".decode().encode("utf-16-le"), "1:1", "UTF-16"),
    "utf-32": (TEXT.encode("utf-32"), "1:1", "UTF-32"),
    "utf-32 big": (TEXT.encode("utf-32-be"), "1:1", "UTF-32"),
    "gb18030": (TEXT.encode("gb18030"), "1:3", "GB18030"),
    "gb18030 further down": ("a: 1\nname: 服务\n".encode("gb18030"), "2:7", "GB18030"),
    "latin-1": ("a: é\nb: Müller & Söhne\n".encode("latin-1"), "1:4", "code page"),
    "shift-jis": ("名: サービス\n".encode("shift_jis"), "1:1", "code page"),
    "broken off": (TEXT.encode()[:-2], "3:9", "breaks off"),
    "encoded surrogate": (b"a: b\xed\xa0\x80\n", "1:5", "code page"),
    "zeros": (b"\0" * 4096, "1:1", "binary"),
    "program": (bytes(range(256)) * 20, "3:115", "binary"),
}


@pytest.mark.parametrize(("data", "place", "encoding"), ENCODED.values(), ids=ENCODED)
def test_other_encoding_is_named(data, place, encoding):
    """The finding stands at the first character that is not UTF-8 and says what the file looks like."""
    source, findings = read(data)
    assert short(findings) == [f"not-utf-8 {place}"]
    assert encoding in findings[0].message.en
    assert source.incomplete
    assert "name" not in source.sections


def test_mark_of_byte_order_is_no_character():
    """A file that begins with the mark of UTF-8 has the same columns as one without."""
    source, findings = read(b"\xef\xbb\xbfaa: 1\n")
    assert not findings
    assert source.sections.key_span("aa").column == 1


def test_text_before_broken_bytes_may_hold_anything():
    """Invisible characters before the broken place do not move it."""
    assert short(read(b"a: \x07\nb: \xc2\x85\nc: \xff\n")[1]) == ["not-utf-8 3:4"]
