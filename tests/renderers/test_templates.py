"""Protects templates: values never become Markdown, headings number themselves, and a template can do nothing but write."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from itsm_compiler.renderers.environment import Composer, TemplateFault, is_filled, one_form
from itsm_compiler.renderers.frame import Heading
from itsm_compiler.renderers.html import HtmlWriter
from itsm_compiler.renderers.markdown import MarkdownWriter
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import Items, Link, Number, Section, Table, phrase
from itsm_compiler.model.prose import Prose
from tests.renderers import sample

VIEW = replace(
    sample.ola(),
    title=Prose.plain("**bold** <b> | x"),
    summary=phrase("{count} team", plural="{count} teams", count=2),
)


def compose(tmp_path, template, view=VIEW, language="en"):
    (tmp_path / "ola.md.j2").write_text(template, "utf-8")
    return Composer(tmp_path).compose(view, language)


def markdown(tmp_path, template, view=VIEW, language="en"):
    return MarkdownWriter(speaker(language), lambda _: None).write(
        compose(tmp_path, template, view, language)
    )


def html(tmp_path, template, view=VIEW):
    return HtmlWriter(speaker("en"), lambda _: None).write(compose(tmp_path, template, view))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ view.title }}", "\\*\\*bold\\*\\* &lt;b> \\| x\n"),
        ("**{{ view.slug }}**", "**ola-desk**\n"),
        ("{{ view.summary }}.", "2 teams.\n"),
        ("{% trans title=view.title %}See *{{ title }}* at 5 %.{% endtrans %}", "See *\\*\\*bold\\*\\* &lt;b> \\| x* at 5 %.\n"),
        ("{{ _('Of {name}', name=view.slug) }}", "Of ola-desk\n"),
        ("{% trans count=2 %}one team{% pluralize %}{{ count }} teams{% endtrans %}", "2 teams\n"),
        ("{% trans count=1 %}one team{% pluralize %}{{ count }} teams{% endtrans %}", "one team\n"),
        ("{{ listing([view.slug, 1, 2]) }}", "ola-desk, 1 and 2\n"),
        ("{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m(view.title) }}", "*\\*\\*bold\\*\\* &lt;b> \\| x*\n"),
        ("{% set kept %}{{ view.title }}{% endset %}{{ kept }}", "\\*\\*bold\\*\\* &lt;b> \\| x\n"),
        ("{{ view.languages | length }} {{ [3, 1] | sort | first }}", "2 1\n"),
        ("{{ block(none) }}{{ blocks(none) }}{{ blocks(view.fees) }}x", "x\n"),
        ("a\n\n\n\n\nb", "a\n\nb\n"),
    ],
)  # fmt: skip
def test_values_are_not_markdown(tmp_path, template, text):
    """Whatever way a value takes through a template, it arrives as text."""
    assert markdown(tmp_path, template) == text


def test_prose_is_markdown_and_values_are_text(tmp_path):
    """In HTML the wording is converted, the values are put in afterwards."""
    template = "*{{ view.title }}* and <i>\n\n- {{ view.slug }}\n"
    assert html(tmp_path, template) == (
        "<p><em>**bold** &lt;b&gt; | x</em> and &lt;i&gt;</p>\n<ul>\n<li>ola-desk</li>\n</ul>\n"
    )


def test_headings_number_themselves(tmp_path):
    """Numbers, contents and references agree, in both formats, forwards and backwards."""
    template = (
        "# {{ view.title }}\n\n## {{ unnumbered }}Before\n\n## One {{ anchor('one') }}\n\n### Sub {{ anchor('a/b') }}\n\n### Sub\n\n"
        "#### Deep\n\n## Two {{ anchor('two') }}\n\n### Sub\n\n```\n## no heading\n```\n\nsee {{ ref('one') }}, {{ ref('a/b') }} and {{ ref('two') }}\n"
    )
    text = markdown(tmp_path, template)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# \\*\\*bold\\*\\* &lt;b> \\| x", "## Before", "## 1. One", "### 1.1 Sub", "### 1.2 Sub", "#### 1.2.1 Deep", "## 2. Two", "### 2.1 Sub", "## no heading",
    ]  # fmt: skip
    assert text.endswith("see 1, 1.1 and 2\n")
    composition = compose(tmp_path, template)
    assert [heading.number for heading in composition.headings] == [
        "",
        "1.",
        "1.1",
        "1.2",
        "1.2.1",
        "2.",
        "2.1",
    ]
    page = html(tmp_path, template)
    assert '<h2 id="_s1"><span id="one"></span><span class="number">1.</span> One</h2>' in page
    assert 'see <a href="#_s1">1</a>, <a href="#_s1.1">1.1</a> and <a href="#_s2">2</a>' in page
    assert '<span id="a.b"></span>' in page


def test_chinese_lines_join_without_a_space(tmp_path):
    """A line break in the source of a Chinese paragraph is no space on the page."""
    assert (
        markdown(tmp_path, "第一句。\n第二句，\n{{ view.slug }}\nEnglish\nlines")
        == "第一句。第二句，ola-desk\nEnglish\nlines\n"
    )


def test_the_parts_of_the_sample_open_and_close(site):
    """Document control comes first and the signatures last."""
    text = site["markdown/en/sla-lark.md"].decode()
    assert text.startswith(
        "# Service level agreement with Lark Holdings Ltd\n\n- **Document number:** SLA-LARK-01\n"
    )
    assert (
        text.index("**Approvals**")
        < text.index("**Document history**")
        < text.index("## 1. Scope")
        < text.index("## 7. Signatures")
    )
    assert "DRAFT" not in text
    assert "> **DRAFT**" in site["markdown/en/deployment-plan.md"].decode()


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("\n\n{{ view.nothing }}", 3, "has no attribute 'nothing'"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("{% if %}", 1, "Expected an expression"),
        ("\n{{ ref('x') }}", None, "'x', which no heading is named"),
        ("{{ view.title ~ view.slug }}", 1, "write two places beside each other"),
        ("\n{{ view.slug | upper }}", 2, "No filter named 'upper'"),
        ("{{ view.slug | safe }}", 1, "No filter named 'safe'"),
        ("{{ view.slug.upper() }}", 1, "unsafe"),
        ("{{ view.__class__ }}", 1, "unsafe"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1, "unsafe"),
        ("{{ block.__globals__ }}", 1, "unsafe"),
        ("{{ parts.__init__ }}", 1, "unsafe"),
        ("{{ view.title.read('x') }}", 1, "unsafe"),
        ("{{ 'a' * 1000000000 }}", 1, "is for numbers"),
        ("{{ 2 ** 1000000 }}", 1, "is for numbers"),
        ("{{ '%0999999999d' % 1 }}", 1, "is for numbers"),
        ("{{ range(10) }}", 1, "'range' is undefined"),
        ("{{ cycler }}", 1, "'cycler' is undefined"),
        ("{{ view.draft }}", 1, "is no value of a document"),
        ("{{ block }}", 1, "is no value of a document"),
        ("x {{ block(view.priorities.blocks[0]) and anchor('x') }}", None, "outside a heading"),
        ("{% include '../ola.md.j2' %}", None, "no such template"),
        ("{% include '/etc/passwd' %}", None, "no such template"),
        ("{% import 'other.md.j2' as other %}", None, "no such template"),
        ("{% for a in view.languages %}{% for b in view.languages %}" * 9 + "{% endfor %}{% endfor %}" * 9, 1, "more than 400000 steps"),
        ("{% set ns = namespace(x='x') %}" + "{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}" * 30, 1, "more than 4000000 characters"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "recursion"),
        ("{{ _('{gone}') }}", 1, "gone"),
        ("{{ 1 // 0 }}", 1, "zero"),
        ("{% for a in view.languages %}" * 30 + "{% endfor %}" * 30, None, "nested blocks"),
    ],
)  # fmt: skip
def test_templates_are_confined(tmp_path, template, line, reason):
    """What a template must not do, or does wrong, is told with its place."""
    with pytest.raises(TemplateFault) as caught:
        compose(tmp_path, template)
    assert reason in str(caught.value)
    assert caught.value.line == line
    assert caught.value.template.endswith(".md.j2") or caught.value.line is None


def test_a_link_is_no_template(tmp_path):
    """A repository's template that points out of it is not followed."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "ola.md.j2").symlink_to(secret)
    with pytest.raises(TemplateFault, match="no such template"):
        Composer(folder).compose(VIEW, "en")


def test_a_huge_template_is_refused(tmp_path):
    """An organisation's template has a limit of size."""
    with pytest.raises(TemplateFault, match="bytes"):
        compose(tmp_path, "x" * 300_000)


def test_control_characters_forge_no_place(tmp_path):
    """Markers are control characters: text that holds them is shown, not taken for one."""
    view = replace(VIEW, title=Prose.plain("\x02v1\x03 \x02b0\x03 \x020\x03"))
    assert markdown(tmp_path, "{{ view.title }}{{ view.slug }}", view).startswith("⟨U+0002⟩v1⟨U+0003⟩")
    assert "⟨U+0002⟩0⟨U+0003⟩" in html(tmp_path, "{{ view.title }}{{ view.slug }}", view)


def test_built_in_templates_compile():
    """Every template that ships can be loaded."""
    composer = Composer()
    folder = sample.TEMPLATES.parent.parent.parent / "renderers" / "templates"
    names = [path.name for path in folder.glob("*.j2")]
    assert "_parts.md.j2" in names
    for name in names:
        assert composer._environment.get_template(name)


def test_missing_template_is_named(tmp_path):
    """A kind of document without a template says so."""

    @dataclass(frozen=True)
    class Strange(sample.Document):
        pass

    with pytest.raises(TemplateFault, match=r"strange.md.j2: there is no such template"):
        Composer().compose(replace(VIEW, document="strange"), "en")


@pytest.mark.parametrize(
    ("content", "filled"),
    [
        (None, False),
        (Section(()), False),
        (Section((), (phrase("task"),)), True),
        (Section((Items(()),)), False),
        (Section((Items((1,)),)), True),
        (Table(phrase("task"), (), ()), False),
        (sample.chain(), True),
        (sample.SETTINGS and sample.gantt(0), False),
    ],
)
def test_is_filled(content, filled):
    """Empty blocks and sections show nothing, so a template can tell."""
    assert is_filled(content) is filled


def test_one_form_of_places():
    """Jinja2's way of writing places and ours are one key in the catalogue."""
    assert one_form("%(a)s is 5 %% of {b}") == "{a} is 5 % of {b}"


def test_values_of_every_kind_can_stand_in_prose(tmp_path):
    """Links, numbers and lists in a sentence keep their form."""
    view = replace(VIEW, scope=Link("mail", Prose.plain("Mail")), fees=Number(5, "people"))
    assert html(tmp_path, "{{ view.scope }}: {{ view.fees }}", view) == "<p>Mail: 5 people</p>\n"
    assert isinstance(compose(tmp_path, "# x").parts[0], Heading)
