"""Protects what a planner reads about a slip: one finding a slip, at the exact place, in words that say what to write."""

from __future__ import annotations

import pytest
from tests.model.model_designs import HEAD, marked, place, read

CASES = [
    # structure
    ("SHP001", "unknown field `ownr` in `mail`", "did you mean `owner`?", "owner", "services: {mail: {«ownr»: x}}"),
    ("SHP001", "unknown field `title` in `mail`", "fields here are", None, "services: {mail: {«title»: x}}"),
    ("SHP001", "unknown field `id` in `mail`", "the key is the id", None, "services: {mail: {«id»: mail}}"),
    ("SHP001", "`x-b` in `charge`", "in the entry itself", None, "services: {mail: {charge: {«x-b»: 1}}}"),
    ("SHP001", "unknown field `nam` in `contacts`", "did you mean `name`?", "name", "parties: {p: {role: customer, contacts: [{name: A}, {name: B, «nam»: C}]}}"),
    ("SHP001", "unknown field `rto` in `r`", "`target` `per`", None, "requirements: {r: {type: price, «rto»: 4h}}"),
    ("SHP001", "unknown field `ned` in `depends_on`", "did you mean `need`?", "need", "components: {m: {}, n: {depends_on: {any: [m], «ned»: 1}}}"),
    ("SHP001", "unknown field `mttf` in `m`", "did you mean `mtbf`?", "mtbf", "components: {m: {«mttf»: 20h}}"),
    ("SHP001", "unknown field `Owner` in `mail`", "did you mean `owner`?", "owner", "services: {mail: {«Owner»: x}}"),
    ("SHP002", "`acme` lacks `customer`", "add `customer`", None, "slas:\n  «acme»:\n    services: all\n"),
    ("SHP002", "`s` lacks `type`", "add `type`", None, "requirements: {«s»: {target: 99%}}"),
    ("SHP002", "`contacts` lacks `name`", "add `name`", None, "parties: {p: {role: customer, contacts: [{name: A}, «{post: B}»]}}"),
    ("SHP002", "`contacts` lacks `name`", "add `name`", None, "parties: {p: {role: customer, «contacts»: {post: B}}}"),
    ("SHP003", "unknown section `servces`", "did you mean `services`?", "services", "«servces»: {mail: {}}"),
    ("SHP003", "unknown section `spare-rules`", "did you mean `spare_rules`?", "spare_rules", "«spare-rules»: {}"),
    ("SHP003", "unknown section `zzz`", "language reference", None, "«zzz»: {}"),
    ("SHP004", "`category` cannot be `systm`", "did you mean `system`? one of", "system", "services: {mail: {category: «systm»}}"),
    ("SHP004", "`modes` cannot be `remot`", "did you mean `remote`?", "remote", "services: {mail: {modes: {«remot»: {hours: always}}}}"),
    ("SHP004", "`priorities` cannot be `E`", "one of `A` `B` `C` `D`", None, "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, priorities: {«E»: {response: 4h}}}}"),
    ("SHP004", "`type` cannot be `availabilty`", "did you mean `availability`?", "availability", "requirements: {r: {type: «availabilty»}}"),
    ("SHP004", "`formats` cannot be `doc`", "did you mean `docx`?", "docx", "documents: {formats: [md, «doc»]}"),
    ("SHP004", "`status` cannot be `3`", "one of `draft`", None, "design: {status: «3»}"),
    ("SHP005", "`owner` is empty", "fill it in or remove it", None, "services: {mail: {«owner»: }}"),
    ("SHP005", "`hours` is empty", "fill it in", None, "services:\n  mail:\n    hours: «null»\n"),
    ("SHP005", "`mail` is empty", "fill it in", None, "services:\n  «mail»:\n"),
    ("SHP005", "`services` is empty", "fill it in", None, "«services»:\n"),
    ("SHP005", "`name` is empty", "fill it in", None, "services: {mail: {name: «\" \"»}}"),
    ("SHP005", "`type` is empty", "fill it in", None, "requirements: {r: {type: «null»}}"),
    ("SHP005", "`availability` is empty", "fill it in", None, "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, targets: {availability: «~»}}}"),
    ("SHP006", "`teams` must be a map, not a list", "in braces", None, "teams: «[a, b]»"),
    ("SHP006", "`roles` must be a map, not `x`", "in braces", None, "roles: «x»"),
    ("SHP006", "`u` must be a map, not `3`", "in braces", None, "teams: {u: «3»}"),
    ("SHP006", "`options` must be a map, not a list", "in braces", None, "services: {mail: {options: «[a, b]»}}"),
    ("SHP006", "`f` must be a map, not `x`", "in braces", None, "services: {mail: {functions: {f: «x»}}}"),
    ("SHP007", "`owner` takes an id, not a list", "write an id: `mail-server`", None, "services: {mail: {owner: «[a, b]»}}"),
    ("SHP007", "`restore` takes a duration, not a map", "`4h`", None, "components: {m: {restore: «{h: 4}»}}"),
    ("SHP007", "`category` takes one word, not a list", "`system`", None, "services: {mail: {category: «[system, data]»}}"),
    ("SHP007", "`depends_on` takes an id, a part or a choice", "{part: mail", None, "components: {m: {depends_on: [«{soft: why}»]}}"),
    ("SHP009", "`mtbf` is said twice", "keep one", None, "components: {m: {availability: {mtbf: 20h}, «mtbf»: 20h}}"),
    # ids
    ("SHP012", "`IT_Team` cannot be an id", "write `it-team`", None, "teams: {«IT_Team»: {}}"),
    ("SHP012", "`团队` cannot be an id", "small letters", None, "teams: {«团队»: {}}"),
    ("SHP012", "`G` cannot be an id", "write `g`", None, "services: {mail: {functions: {«G»: {}}}}"),
    ("SHP012", "`B_c` cannot be an id", "write `b-c`", None, "deployment: {tasks: {«B_c»: {}}}"),
    ("SHP012", "`Bad Key` cannot be an id", "write `bad-key`", None, "roles: {r: {skills: {«Bad Key»: 3}}}"),
    ("SHP013", "`a` is already the id of a service", "another id", None, "services: {a: {}}\ncomponents: {«a»: {}}"),
    ("SHP013", "`a` is already the id of a team", "another id", None, "teams: {a: {}}\ndeployment: {tasks: {«a»: {}}}"),
    ("SHP014", "`all` cannot be an id: it means every service", "longer word", None, "teams: {«all»: {}}"),
    ("SHP014", "`always` cannot be an id: it is the built-in calendar", "longer", None, "calendars: {«always»: {hours: 24x7}}"),
    ("SHP014", "`com1` cannot be an id: Windows", "longer word", None, "teams: {«com1»: {}}"),
    ("SHP014", "`deployment` cannot be an id: it is the name of a section", "longer", None, "processes: {«deployment»: {type: change}}"),
    ("SHP014", "`all` cannot be an id", "longer word", None, "deployment: {tasks: {«all»: {}}}"),
    # texts
    ("SHP020", "`title` must be text, not `2027`", 'quote it: `"2027"`', '"2027"', "slas: {a: {customer: p, services: all, title: «2027»}}\nparties: {p: {role: customer}}"),
    ("SHP020", "`code` must be text, not `0x1F`", 'quote it: `"0x1F"`', '"0x1F"', "services: {mail: {code: «0x1F»}}"),
    ("SHP020", "`duties` must be text, not `true`", 'quote it: `"true"`', '"true"', "roles: {r: {duties: [answer, «true»]}}"),
    ("SHP020", "`zh` must be text, not `3`", 'quote it: `"3"`', '"3"', "services: {mail: {name: {en: Mail, zh: «3»}}}"),
    ("SHP021", "`name` must be a language, not `xx`", "{en: Mail, zh: 邮件}", None, "services: {mail: {name: {en: Mail, «xx»: 邮件}}}"),
    ("SHP053", "`version` must be a version, not `1.0`", 'quote it: `"1.0"`', '"1.0"', "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, version: «1.0»}}"),
    # quantities
    ("SHP022", "`owner` must be an id, not `Service Manager`", "write `service-manager`", "service-manager", "services: {mail: {owner: «Service Manager»}}"),
    ("SHP022", "`customers` must be an id, not `3`", "`mail-server`", None, "services: {mail: {customers: [«3»]}}"),
    ("SHP023", "`restore` must be a duration, not `4 hours`", "write `4h`", "4h", "components: {m: {restore: «4 hours»}}"),
    ("SHP023", "`restore` must be a duration, not `4hrs`", "write `4h`", "4h", "components: {m: {restore: «4hrs»}}"),
    ("SHP023", "`restore` must be a duration, not `4小时`", "write `4h`", "4h", "components: {m: {restore: «4小时»}}"),
    ("SHP023", "`restore` must be a duration, not `4 h`", "write `4h`", "4h", "components: {m: {restore: «\"4 h\"»}}"),
    ("SHP023", "`restore` must be a duration, not `4`", "`15m` `4h` `2d` `30sm`", None, "components: {m: {restore: «4»}}"),
    ("SHP023", "`recovery` must be a duration, not `6`", "`4h`", None, "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, targets: {recovery: «6»}}}"),
    ("SHP023", "`recovery` must be a duration, not `1 hour`", "write `1h`", "1h", "services: {mail: {baseline: {recovery: «1 hour»}}}"),
    ("SHP024", "`availability` must be a share, not `99.9`", "write `99.9%`", "99.9%", "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, targets: {availability: «99.9»}}}"),
    ("SHP024", "`availability` must be a share, not `0.999`", "write `99.9%`", "99.9%", "components: {m: {availability: «0.999»}}"),
    ("SHP024", "`all` must be a share, not `0.999`", "write `99.9%`", "99.9%", "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, targets: {availability: {of: {all: «0.999»}}}}}"),
    ("SHP024", "`utilisation` must be a share, not `0.2`", "`99.9%`", None, "design: {limits: {utilisation: «0.2»}}"),
    ("SHP025", "`price` must be an amount of money, not `€12,000`", "write `12000 EUR`", "12000 EUR", "services: {mail: {charge: {price: «\"€12,000\"»}}}"),
    ("SHP025", "`price` must be an amount of money, not `12000 RMB`", "write `12000 CNY`", "12000 CNY", "services: {mail: {charge: {price: «12000 RMB»}}}"),
    ("SHP026", "`incidents` must be a rate, not `40 per month`", "write `40/mo`", "40/mo", "services: {mail: {demand: {incidents: «40 per month»}}}"),
    ("SHP027", "`agreed` must be a date, not `1.10.2026`", "write `2026-10-01`", "2026-10-01", "requirements: {r: {type: price, agreed: «1.10.2026»}}"),
    ("SHP028", "`agreed` must be a day of the calendar, not `2027-02-30`", "2027-02 has 28 days", None, "requirements: {r: {type: price, agreed: «2027-02-30»}}"),
    ("SHP028", "`agreed` must be a day of the calendar, not `2027-13-01`", "months 01 to 12", None, "requirements: {r: {type: price, agreed: «2027-13-01»}}"),
    ("SHP030", "`window` must be a period, not `monthly`", "write `month`", "month", "requirements: {r: {type: availability, window: «monthly»}}"),
    ("SHP031", "`users` must be a figure, not `many`", "`99.9%`", None, "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, scope: {limits: {users: «many»}}}}"),
    ("SHP032", "`normal` must be a number, not `many`", "`40` `2.5`", None, "requirements: {r: {type: capacity, normal: «many»}}"),
    ("SHP033", "`users` must be a whole number, not `3.5`", "`3`", None, "services: {mail: {users: «3.5»}}"),
    ("SHP033", "`users` must be a whole number, not `40`", "write `40`", "40", "services: {mail: {users: «\"40\"»}}"),
    ("SHP034", "`internal` must be true or false, not `yes`", "write `true`", "true", "services: {mail: {internal: «\"yes\"»}}"),
    ("SHP034", "`on_call` must be true or false, not `1`", "`true` `false`", None, "roles: {r: {shift: {on_call: «1»}}}"),
    ("SHP035", "`duty_from` must be a date or the id of a task", "write `2027-07-01`", "2027-07-01", "roles: {r: {duty_from: «2027/07/01»}}"),
    ("SHP036", "`when` must be a date, a task, a span of days or a period, not `every month`", "write `month`", "month", "training: {t: {when: «every month»}}"),
    ("SHP037", "`most` must be a duration per period, not `4 hours a month`", "write `4h/mo`", "4h/mo", "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, maintenance: {most: «4 hours a month»}}}"),
    ("SHP039", "`currency` must be the code of a currency, not `RMB`", "write `CNY`", "CNY", "design: {currency: «RMB»}"),
    ("SHP040", "`languages` must be the code of a language, not `EN`", "write `en`", "en", "design: {languages: [zh, «EN»]}"),
    ("SHP041", "`time_zone` must be the name of a time zone, not `Vienna`", "`Europe/Vienna`", None, "design: {time_zone: «Vienna»}"),
    ("SHP041", "`time_zone` must be the name of a time zone, not `../x`", "", None, "design: {time_zone: «../x»}"),
    ("SHP042", "`rule` must be the code of a rule, not `slm014`", "`SLM014`", None, "waivers: {w: {rule: «slm014», reason: r, expires: 2027-01-01}}"),
    ("SHP043", "`code_pattern` must be a short pattern", "`[A-Z]{3}-[0-9]{2}`", None, "catalogue: {code_pattern: «(a+)+»}"),
    ("SHP056", "`volume` must be a number or a rate, not `some`", "`40/mo`", None, "services: {mail: {charge: {volume: «some»}}}"),
    ("SHP064", "`criticality` must be at most 4, not `5`", "within these bounds", None, "services: {mail: {criticality: «5»}}"),
    ("SHP064", "`quantity` must be at least 1, not `0`", "within these bounds", None, "components: {m: {quantity: «0»}}"),
    # calendars
    ("SHP044", "`hours` must be the hours of a week, not `8-18`", "mon-fri", None, "calendars: {c: {hours: «8-18»}}"),
    ("SHP045", "`hours` must be a day of the week", "write `mon`", "mon", 'calendars: {c: {hours: {«monday»: "08:00-18:00"}}}'),
    ("SHP046", "`mon-fri` must be times of a day, not `8-18`", 'write `"08:00-18:00"`', '"08:00-18:00"', 'calendars: {c: {hours: {mon-fri: «"8-18"»}}}'),
    ("SHP046", "`mon` must be times of a day, not `25:00-26:00`", "08:00-12:00", None, 'calendars: {c: {hours: {mon: «"25:00-26:00"»}}}'),
    ("SHP028", "`closed` must be a day of the calendar", "28 days", None, "calendars: {c: {hours: 24x7, closed: [2027-01-01, «2027-02-30»]}}"),
    ("SHP060", "`2027-03-01/2027-02-01` ends before it begins", "2027-02-01/2027-03-01", "2027-02-01/2027-03-01", "calendars: {c: {hours: 24x7, closed: «2027-03-01/2027-02-01»}}"),
    ("SHP061", "the times of `mon-fri` overlap", "once", None, 'calendars: {c: {hours: {«mon-fri: "08:00-12:00, 11:00-13:00"»}}}'),
    ("SHP062", "`fri` is named twice", "each day once", None, 'calendars: {c: {hours: {mon-fri: "08:00-12:00", «fri»: "14:00-15:00"}}}'),
    ("SHP063", "`22:00-06:00` goes over midnight", "two days", None, 'calendars: {c: {hours: 24x7, open: {2027-01-01: «"22:00-06:00"»}}}'),
    ("SHP065", "`08:00-08:00` has a time without length", "00:00-24:00", None, 'calendars: {c: {hours: {mon: «"08:00-08:00"»}}}'),
    ("SHP050", "`holidays` must be the code of a country, not `China`", "`CN`", None, "calendars: {c: {hours: 24x7, holidays: «China»}}"),
]


@pytest.mark.parametrize(("rule", "message", "help_", "fix", "body"), CASES)
def test_a_slip_is_one_finding_at_its_place(rule: str, message: str, help_: str, fix: str | None, body: str) -> None:
    text, expected = marked(body)
    head = "language: itsm/v1\n" if text.startswith("design:") else HEAD
    if text.startswith("design: {"):
        text = text.replace("design: {", "design: {title: T, ", 1)
        expected = (expected[0], expected[1] + len("title: T, "), expected[2], expected[3] + len("title: T, "))
    _, found = read(text, head=head)
    assert [(finding.rule, finding.message.en) for finding in found] == [(rule, found[0].message.en)]
    finding = found[0]
    lines = head.count("\n")
    assert place(finding) == (expected[0] + lines, expected[1], expected[2] + lines, expected[3])
    assert message in finding.message.en
    assert help_ in (finding.help.en if finding.help else "")
    assert [edit.text for edit in finding.fix] == ([fix] if fix else [])
    assert finding.message.zh != finding.message.en
