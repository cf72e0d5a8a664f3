"""Protects that every reference leads where it says: kinds, nested names, keys, words, slips and what is not reported."""

from __future__ import annotations

import pytest

from tests.model.model_designs import HEAD, design, marked, place, read

DANGLING = [
    (
        "`web` names nothing",
        "write the id of a service",
        None,
        "requirements: {r: {type: price, services: [all, «web»]}}",
    ),
    (
        "`mail` names nothing",
        "did you mean `mails`?",
        "mails",
        "services: {mails: {}}\nrequirements: {r: {type: price, services: «mail»}}",
    ),
    (
        "`it-taem` names nothing",
        "did you mean `it-team`?",
        "it-team",
        "teams: {it-team: {}}\nolas: {o: {team: «it-taem»}}",
    ),
    (
        "`mail-sever-one` names nothing",
        "did you mean `mail-server-one`?",
        "mail-server-one",
        "components: {mail-server-one: {}, mail-server-two: {depends_on: «mail-sever-one»}}",
    ),
    ("`alwys` names nothing", "did you mean `always`?", "always", "teams: {t: {hours: «alwys»}}"),
    ("`zz` names nothing", "service or a component", None, "components: {m: {depends_on: [{any: [«zz»]}]}}"),
    (
        "`zz` names nothing",
        "service or a component",
        None,
        "components: {m: {depends_on: [{part: «zz», soft: why}]}}",
    ),
    ("`tsk` names nothing", "a task or a milestone", None, "roles: {r: {duty_from: «tsk»}}"),
    (
        "`quality` names nothing",
        "write the id of an entry",
        None,
        "design: {history: [{affects: «quality»}]}",
    ),
    (
        "`p/x` names nothing",
        "",
        None,
        "processes: {p: {type: change, activities: {ask: {}}}}\ndesign: {history: [{affects: «p/x»}]}",
    ),
    (
        "`p/asc` names nothing",
        "did you mean `p/ask`?",
        "p/ask",
        "processes: {p: {type: change, activities: {ask: {}}}}\ndesign: {history: [{affects: «p/asc»}]}",
    ),
    (
        "`solv` names nothing",
        "did you mean `solve`?",
        "solve",
        "processes: {p: {type: incident, activities: {solve: {}, close: {needs: «solv»}}}}",
    ),
    # keys
    ("`web` names nothing", "a service", None, "design: {focus: {«web»: why}}"),
    (
        "`web` names nothing",
        "a service",
        None,
        "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, targets: {availability: {of: {all: 99%, «web»: 98%}}}}}",
    ),
    (
        "`in-tim` names nothing",
        "did you mean `in-time`?",
        "in-time",
        "kpis: {in-time: {}}\nservices: {mail: {baseline: {«in-tim»: 95%}}}",
    ),
    (
        "`other` names nothing",
        "a party",
        None,
        "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, contacts: {third-parties: {«other»: Ms. A}}}}",
    ),
]


@pytest.mark.parametrize(("message", "help_", "fix", "body"), DANGLING)
def test_what_leads_nowhere_is_reported_where_it_stands(message, help_, fix, body):
    head = HEAD
    if "design: {" in body:
        head, body = "language: itsm/v1\n", body.replace("design: {", "design: {title: T, ")
    text, (line, column, _, end) = marked(body)
    _, found = read(text, head=head)
    assert [finding.rule for finding in found] == ["REF001"], [finding.message.en for finding in found]
    lines = head.count("\n")
    assert place(found[0]) == (line + lines, column, line + lines, end)
    assert message in found[0].message.en
    assert help_ in found[0].help.en
    assert [edit.text for edit in found[0].fix] == ([fix] if fix else [])


WRONG_KIND = [
    ("`b` is a team, a role is wanted here", "teams: {b: {}, a: {lead: «b»}}"),
    (
        "`mail` is a component, a service is wanted here",
        "components: {mail: {}}\nrequirements: {r: {type: price, services: «mail»}}",
    ),
    (
        "`t` is a task, a service or a component is wanted here",
        "components: {mail: {depends_on: «t»}}\ndeployment: {tasks: {t: {}}}",
    ),
    (
        "`staffing` is the section `staffing`, a service is wanted here",
        "staffing: {}\nrequirements: {r: {type: price, services: «staffing»}}",
    ),
    (
        "`c` is a calendar, a role or a party is wanted here",
        "calendars: {c: {hours: 24x7}}\nparties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, change_control: {approvers: [p, «c»]}}}",
    ),
]


@pytest.mark.parametrize(("message", "body"), WRONG_KIND)
def test_an_id_of_another_kind_is_told_from_one_that_is_missing(message, body):
    text, (line, column, _, end) = marked(body)
    _, found = read(text)
    assert [finding.rule for finding in found] == ["REF002"]
    assert found[0].message.en == message
    assert place(found[0]) == (line + 2, column, line + 2, end)


def test_ids_of_the_other_kind_are_not_offered():
    """The nearest id of the wanted kind is named, however near one of another kind is."""
    _, found = read("teams: {desk-lead: {}}\nroles: {desk-leader: {reports_to: desk-lead}}")
    assert found[0].rule == "REF002"
    assert "`desk-leader`" in found[0].help.en


RESOLVED = [
    (
        "services: {mail: {functions: {send: {}}}}\ndesign: {title: T, history: [{affects: [mail, mail/send, design]}]}",
        ["mail", "mail/send", "design"],
    ),
    ("quality: {}\ndesign: {title: T, history: [{affects: quality}]}", ["quality"]),
    ("service_desk: {}\ndesign: {title: T, history: [{affects: service_desk}]}", ["service_desk"]),
    ("design: {title: T}\ndeployment: {tasks: {build: {}, test: {needs: build}}}", ["build"]),
    ("design: {title: T, focus: {mail: why}}\nservices: {mail: {}}", ["mail"]),
    (
        "design: {title: T}\nprocesses: {p: {type: change, activities: {ask: {}, do: {needs: ask}}}}",
        ["p/ask"],
    ),
]


@pytest.mark.parametrize(("body", "targets"), RESOLVED)
def test_what_resolves(body, targets):
    found = design(body, head="language: itsm/v1\n")
    assert [reference.target_id for reference in found.references] == targets


def test_references_say_owner_and_way():
    """Other rooms build the graph from these facts."""
    found = design(
        "services: {mail: {depends_on: [box, {any: [box, bag]}], baseline: {fast: 95%}}}\n"
        "components: {box: {}, bag: {}}\nkpis: {fast: {}}\n"
        "deployment: {tasks: {build: {for: mail}}}\n"
    )
    facts = [(item.owner_id, item.target_id, item.field, item.at_key) for item in found.references]
    assert facts == [
        ("mail", "box", "depends_on.part", False),
        ("mail", "box", "depends_on.any", False),
        ("mail", "bag", "depends_on.any", False),
        ("mail", "fast", "baseline.*", True),
        ("build", "mail", "for", False),
    ]
    assert found.references[0].path == ("services", "mail", "depends_on", 0, "part")


def test_what_is_broken_is_not_reported_again():
    """No cascade: an entry whose shape is wrong, or whose id is no id, stays known to those who refer to it."""
    _, found = read(
        "services: {mail: {users: many}, Web_Shop: {}}\nrequirements: {r: {type: price, services: [mail, Web_Shop]}}\n"
        "deployment: {start: x y, tasks: {build: {}}}\nroles: {r2: {duty_from: build}}\n"
        "processes: {p: {type: 3, activities: {ask: {}}}}\nwaivers: {w: {rule: SLM, reason: r, expires: 2027-01-01, entity: p/ask}}"
    )
    assert [finding.rule for finding in found if finding.rule.startswith("REF")] == []
    assert sorted(finding.entity for finding in found) == ["Web_Shop", "deployment", "mail", "p"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("requirements: {r: {type: price, services: mail}}\nservices: {Mail: {}}", "SHP012"),
        ("requirements: {r: {type: price, services: web-shop}}\nservices: {web_shop: {}}", "SHP012"),
        ("requirements: {r: {type: price, services: [mail, shop]}}\nservice: {mail: {}, shop: {}}", "SHP003"),
    ],
)
def test_what_stands_under_a_wrong_name_is_not_missing_too(body, rule):
    """One slip in a name is one finding, however often the right name is referred to."""
    assert [finding.rule for finding in read(body)[1]] == [rule]


def test_a_wrong_name_is_no_second_of_the_right_one():
    """An id that is there and one that is only like it are two things."""
    _, found = read("services: {Mail: {}, mail: {}}\nservice: {mail: {}}")
    assert [finding.rule for finding in found] == ["SHP012", "SHP003"]


def test_words_that_are_nearly_an_id_are_a_warning():
    """A slip in an id where words may stand would otherwise never be seen."""
    text, (line, column, _, end) = marked(
        "roles: {manager: {}}\nparties: {p: {role: customer, contacts: [{name: A, deputy: «manger»}]}}"
    )
    found_design, found = read(text)
    assert [(finding.rule, finding.severity.value, finding.fails) for finding in found] == [
        ("REF003", "warning", False)
    ]
    assert place(found[0]) == (line + 2, column, line + 2, end)
    assert "`manager`" in found[0].message.en
    assert found_design.parties["p"].contacts[0].deputy == "manger"


@pytest.mark.parametrize(
    ("word", "rules"),
    [
        ("Mr. Manager", []),
        ("Somebody", []),
        ("{en: somebody, zh: 某人}", []),
        ("phone", ["REF005"]),
        ("role", ["REF005"]),
        ("and/or", ["REF005"]),
        ("head-of-house", ["REF001"]),
    ],
)
def test_words_that_look_like_ids_are_told(word, rules):
    """Where an id or words may stand, a reference to something that is gone does not pass as words."""
    body = f"roles: {{manager: {{}}, rota: {{}}}}\nparties: {{p: {{role: customer, contacts: [{{name: A, deputy: {word}}}]}}}}"
    assert [finding.rule for finding in read(body)[1]] == rules


def test_references_wait_for_files_that_cannot_be_read():
    """What seems missing may stand in the file that could not be read: one note instead of a flood."""
    _, found = read("services: {mail: {owner: boss, customers: [a, b]}}", other="roles: {boss: {]")
    assert [(finding.rule, finding.severity.value, finding.fails) for finding in found] == [
        ("REF004", "info", False)
    ]
    assert "3 references" in found[0].message.en


def test_a_design_that_cannot_be_read_is_not_called_missing():
    """A slip of syntax in the root file is one finding, not also the lack of all that stands there."""
    assert read("services: {mail: [}")[1] == []


@pytest.mark.parametrize(
    "body",
    [
        "services: {mail: {users： 3}}",
        "services: {mail: {depends_on: [box，bag]}}",
        "calendars: {c: {hours: {mon: “08:00-18:00”}}}",
        "services: {mail: {users: 1,5, owner: 7,5}}",
    ],
)
def test_the_consequences_of_a_spoiled_text_are_not_reported(body):
    """What a full-width mark or a comma made of a text is judged where it is told, and nowhere else."""
    assert read(body)[1] == []


def test_all_and_always_lead_nowhere_by_design():
    found = design("requirements: {r: {type: availability, services: all, hours: always}}")
    assert found.references == ()
    assert found.calendar("always").always


def test_a_thousand_slips_end_soon():
    """A design that is wrong as a whole costs no more than it is worth, and says that there is more."""
    entries = ", ".join(
        f"role-{number}-{'x' * (number % 30)}: {{reports_to: nobody-{number}}}" for number in range(3000)
    )
    _, found = read(f"roles: {{{entries}}}")
    assert len(found) == 1001
    assert found[-1].rule == "SHP011"
