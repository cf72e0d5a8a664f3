"""Protects the Chinese documents: every phrase is translated, with the same places, and none is left over."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from itsm_compiler.renderers import catalog, extract
from itsm_compiler.renderers.catalog import read_catalogue, translation
from itsm_compiler.renderers.extract import (
    Message,
    NotLiteral,
    compare,
    python_messages,
    template_messages,
    written,
)

from tests.renderers import sample

LOCALES = sample.TEMPLATES.parent.parent.parent / "renderers" / "locales"


def test_every_phrase_is_translated():
    """The catalogue has what view modules, renderers and templates say, and nothing else."""
    comparison = compare(extract.messages(), read_catalogue((LOCALES / "zh.po").read_text("utf-8")))
    assert comparison.torn == []
    assert comparison.stale == []
    assert comparison.missing == []


def test_our_reader_agrees_with_babel():
    """The catalogue is a PO file like any other: Babel reads the same from it."""
    content = (LOCALES / "zh.po").read_bytes()
    theirs = {}
    for message in read_po(BytesIO(content), locale="zh"):
        if message.id:
            plural = isinstance(message.id, tuple)
            theirs[message.id[0] if plural else message.id] = message.string[0] if plural else message.string
    assert read_catalogue(content.decode()) == theirs


def test_the_sample_is_translated():
    """So are the sample's own phrases, or the Chinese golden files would show nothing."""
    used = {}
    for message in python_messages((sample.TEMPLATES.parent / "sample.py").read_text("utf-8"), "sample.py"):
        used.setdefault(message.text, message)
    for path in sorted(sample.TEMPLATES.glob("*.j2")):
        for message in template_messages(path.read_text("utf-8"), path.name):
            used.setdefault(message.text, message)
    assert compare(used, read_catalogue(sample.WORDS.read_text("utf-8"))).is_clean


def test_an_untranslated_phrase_is_english():
    """A missing translation costs a word, not the document."""
    assert translation("zh", "no such phrase") is None
    assert translation("de", "task") is None
    assert translation("../../etc", "task") is None


def test_phrases_of_a_module():
    """Literals in calls of `phrase`, in the order of the text; what is no literal is an error."""
    source = 'A = phrase("{count} cat", plural="{count} cats", count=n)\nB = Phrase("b")\nC = other("c")\nD = Phrase(text)\n'
    assert list(python_messages(source, "m.py")) == [
        Message("{count} cat", "{count} cats", "m.py"),
        Message("b", None, "m.py"),
    ]
    with pytest.raises(NotLiteral, match=r"m.py:1"):
        list(python_messages("phrase(TABLE[key])", "m.py"))


def test_phrases_of_a_template():
    """Calls and blocks, trimmed, with places written our way."""
    source = (
        "{{ _('A 5 % {x}', x=1) }}{% trans a=view.title %}\n  One {{ a }}\n  at 5 %\n{% endtrans %}"
        "{% trans count=2 %}one{% pluralize %}{{ count }} many{% endtrans %}"
    )
    assert [(message.text, message.plural) for message in template_messages(source, "t")] == [
        ("A 5 % {x}", None), ("One {a} at 5 %", None), ("one", "{count} many"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("translations", "missing", "stale", "torn"),
    [
        ({"{a} b": "{a} 乙"}, [], [], []),
        ({}, ["{a} b"], [], []),
        ({"{a} b": ""}, ["{a} b"], [], []),
        ({"{a} b": "乙"}, [], [], ["{a} b"]),
        ({"{a} b": "{c} 乙"}, [], [], ["{a} b"]),
        ({"{a} b": "{a}", "x": "y"}, [], ["x"], []),
    ],
)
def test_comparing(translations, missing, stale, torn):
    """What is missing, left over, or has lost a place."""
    comparison = compare({"{a} b": Message("{a} b", None, "f")}, translations)
    assert (comparison.missing, comparison.stale, comparison.torn) == (missing, stale, torn)


def test_a_catalogue_is_written_as_it_is_read():
    """Quotes, line breaks, backslashes and plurals survive."""
    texts = {'say "x"\n\\ and\ttab': '说"x"\n\\', "one": "一", "{count} cat": "{count} 只猫"}
    used = {text: Message(text, "{count} cats" if "count" in text else None, "f") for text in texts}
    again = written(used, texts)
    assert read_catalogue(again) == texts
    assert written(used, read_catalogue(again)) == again
    assert {message.id for message in read_po(BytesIO(again.encode()), locale="zh") if message.id} == {
        *list(texts)[:2],
        ("{count} cat", "{count} cats"),
    }


@pytest.mark.parametrize("text", ['msgctxt "x"\n', 'msgid "a"\nmsgstr[1] "b"\n', "nonsense\n"])
def test_what_the_reader_does_not_know_is_an_error(text):
    """Half of a catalogue is never taken for the whole."""
    with pytest.raises(ValueError, match="line"):
        read_catalogue(text)


def test_the_extractor_reports(capsys, monkeypatch):
    """Run by hand it lists what to do and fails while there is something."""
    monkeypatch.setattr(extract, "messages", lambda: {"new phrase": Message("new phrase", None, "f")})
    assert extract.main([]) == 1
    assert "missing: new phrase\n" in capsys.readouterr().out
    assert catalog.read_catalogue(extract.HEADER) == {}
