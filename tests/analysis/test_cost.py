"""Protects costs: every cent reaches a service or is named, by the driver that was asked for, whatever the graph."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.allocation import split
from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.analysis.explain import METRICS, explain
from itsm_compiler.analysis.export import export
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load
from tests.analysis import cost_oracle
from tests.analysis.designs import AS_OF, figures_of

SPECS = Path(__file__).resolve().parents[2] / "specs"
HEAD = "language: itsm/v1\ndesign: {title: Test, currency: EUR, hours: office}\ncalendars: {office: {hours: {mon-fri: '08:00-18:00'}}}\n"

WIKIPEDIA = {"yellow": 47000, "white": 16000, "red": 15900, "green": 12000, "blue": 6000, "pink": 3100}
CENSUS_1790 = [
    (630560, 21), (475327, 16), (432879, 14), (353523, 12), (331589, 11), (278514, 9), (236841, 8), (206236, 7),
    (179570, 6), (141822, 5), (85533, 3), (70835, 2), (68705, 2), (68446, 2), (55540, 2),
]  # fmt: skip


def costs_of(body, head=HEAD):
    return figures_of(body, head)[0].costs


def test_largest_remainder_as_published():
    """Ten seats by Hare quota as in Wikipedia, "Largest remainder method"; Hamilton's vetoed bill of 1792, 120 seats."""
    assert split(10, tuple(WIKIPEDIA.values())) == (5, 2, 1, 1, 1, 0)
    assert split(120, tuple(people for people, _ in CENSUS_1790)) == tuple(seats for _, seats in CENSUS_1790)


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any),
)
def test_parts_add_up_and_are_within_a_cent(amount, weights):
    """Nothing is lost or made by rounding, no part is a cent or more off its exact share, nothing goes to nobody."""
    parts = split(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1
        assert weight or not part


def test_ties_go_to_the_first_id():
    """A cent that three have the same right to goes to the one whose id comes first, however the design is ordered."""
    body = "costs: {rent: {amount: 100, every: year, of: all, driver: equal}}\nservices: {"
    shares = costs_of(body + "c: {}, a: {}, b: {}}").items[0].shares
    assert shares == {"a": Decimal("33.34"), "b": Decimal("33.33"), "c": Decimal("33.33")}


BODY = """
teams: {desk: {roles: agent}, ops: {lead: head, roles: [engineer]}}
service_desk: {team: desk}
roles:
  agent: {cost: 3000/mo, headcount: 2, workload: [{of: all, demand: incidents, each: 10m}, {of: mail, demand: requests, share: 50%, each: 20m}]}
  engineer: {cost: 5000/mo}
  head: {cost: 60000/y, driver: users}
  poet: {cost: 1000/mo}
parties: {seller: {role: supplier}}
contracts:
  care: {supplier: seller, price: 12000/y, driver: users}
  cloud: {supplier: seller, price: 300, valid: {from: 2027-01-01, to: 2029-06-30}, shares: {mail: 60%, files: 30%}}
services:
  mail: {users: 30, depends_on: server, demand: {incidents: 30/mo, requests: 60/mo}}
  files: {users: 10, depends_on: {part: disk, soft: slower}, demand: {incidents: 10/mo, changes: 10/mo}}
components:
  server: {depends_on: disk, provided_by: ops}
  disk: {provided_by: care}
  lamp: {}
tools: {watch: {supports: mending}}
processes: {mending: {type: incident, supports: files}}
costs:
  disks: {kind: capital, amount: 9000, life: 3y, of: disk, driver: users, line: things}
  licence: {kind: operating, amount: 100, every: month, of: watch}
  bulbs: {amount: 50/mo, of: lamp}
  party: {kind: operating, amount: 77, of: [mail, all], driver: equal}
"""


def test_a_design_worked_by_hand():
    """Roles, contracts and costs are those of a year, and reach services as convention 16 says."""
    items = {item.source: item for item in costs_of(BODY).items}
    assert {name: (item.amount, item.driver, item.basis) for name, item in items.items()} == {
        "agent": (72000, "hours", "rate"),
        "engineer": (60000, "demand", "rate"),
        "head": (60000, "users", "rate"),
        "poet": (12000, None, "rate"),
        "care": (12000, "users", "rate"),
        "cloud": (120, "shares", "term"),
        "disks": (3000, "users", "life"),
        "licence": (1200, "demand", "rhythm"),
        "bulbs": (600, None, "rate"),
        "party": (77, "equal", "once"),
    }
    # mail: 30 × 10 + 60 × 50 % × 20 = 900 minutes a month, files: 10 × 10 = 100
    assert items["agent"].shares == {"files": 7200, "mail": 64800}
    assert items["engineer"].shares == {"mail": 60000}
    assert items["care"].shares == {"files": 3000, "mail": 9000}
    assert items["cloud"].shares == {"files": 36, "mail": 72}
    assert items["licence"].shares == {"files": 1200}
    assert items["party"].shares == {"files": Decimal("38.50"), "mail": Decimal("38.50")}


def test_what_reaches_no_service_is_named():
    """Neither a role in no team, nor an unused part, nor shares below 100 % lose a cent without a word."""
    costs = costs_of(BODY)
    left = {item.source: item.unallocated for item in costs.unallocated}
    assert left == {"bulbs": 600, "poet": 12000, "cloud": 12}
    assert costs.total == sum(one.total for one in costs.services) + sum(left.values()) == Decimal(220997)


LOOSE = [
    ("modes of a service", "services: {a: {modes: {remote: {by: crew}}}, b: {}}", ["a"]),
    ("support lines", "services: {a: {}, b: {}}\nslas: {s: {customer: buyer, services: b, support: {lines: crew}}}", ["b"]),
    ("dispatch", "services: {a: {}, b: {}}\nservice_desk: {dispatch: {crew: a}}", ["a"]),
    ("its processes", "services: {a: {}, b: {}}\nprocesses: {p: {type: incident, supports: b, activities: {do: {r: hand}}}}", ["b"]),
    ("its own services", "services: {a: {owner: hand}, b: {}}", ["a"]),
    ("parts win over all others", "services: {a: {owner: hand}, b: {depends_on: x}}\ncomponents: {x: {provided_by: crew}}", ["b"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "services"), [case[1:] for case in LOOSE], ids=[case[0] for case in LOOSE])
def test_roles_without_parts_follow_weaker_links(body, services):
    """People who provide no part still work for somebody: who they are is read from the design, parts first."""
    costs = costs_of(
        f"parties: {{buyer: {{role: customer}}}}\nroles: {{hand: {{cost: 1/mo}}}}\nteams: {{crew: {{roles: hand}}}}\n{body}"
    )
    assert list(costs.items[0].shares) == services


def test_contracts_without_parts_follow_what_they_cover():
    """A contract that stands in no `provided_by` is borne by what it covers or holds spares for."""
    body = """
parties: {seller: {role: supplier}}
services: {a: {depends_on: x}, b: {depends_on: y}}
components: {x: {}, y: {}}
contracts: {by-cover: {supplier: seller, price: 1/y, covers: x}, by-spare: {supplier: seller, price: 1/y}}
spares: {box: {for: y, contract: by-spare}}
"""
    assert [list(item.shares) for item in costs_of(body).items] == [["a"], ["b"]]


def test_services_in_a_cycle_share():
    """Services that need each other stand on the same parts, and share what those cost."""
    body = "services: {a: {depends_on: b, users: 1}, b: {depends_on: [a, x], users: 3}}\ncomponents: {x: {}}\ncosts: {c: {amount: 8/y, of: x, driver: users}}"
    assert costs_of(body).items[0].shares == {"a": 2, "b": 6}


NOTHING_MEASURED = [
    ("users", {}, "equal"),
    ("demand", {}, "equal"),
    ("hours", {"demand": {"incidents": "1/mo"}}, "demand"),
    ("hours", {}, "equal"),
]


@pytest.mark.parametrize(("driver", "fields", "used"), NOTHING_MEASURED)
def test_a_driver_that_measures_nothing_gives_way(driver, fields, used):
    """Where nobody counted, the next driver shares the cost, and the figure says which one."""
    design = {
        "services": {"a": fields, "b": {}},
        "costs": {"c": {"amount": "10/y", "of": "all", "driver": driver}},
    }
    item = costs_of(yaml.safe_dump(design)).items[0]
    assert (item.wanted, item.driver) == (driver, used)


UNCOUNTED = [
    ("costs: {c: {amount: 5 USD, of: all}}", "currency"),
    ("roles: {c: {cost: 5 USD/mo}}", "currency"),
    ("roles: {c: {cost: 5}}", "period"),
    ("parties: {p: {role: supplier}}\ncontracts: {c: {supplier: p, price: 5}}", "period"),
    ("costs: {c: {amount: 5, every: on-demand, of: all}}", "rhythm"),
    ("costs: {c: {amount: 5, every: 5wd, of: all}}", "rhythm"),
    ("services: {c: {users: 1, charge: {basis: per-user, price: 5}}}", "period"),
    ("services: {c: {charge: {basis: fixed, price: 5 USD/mo}}}", "currency"),
    ("budgets: {c: {lines: {x: 5 USD}}}", "currency"),
]


@pytest.mark.parametrize(("body", "reason"), UNCOUNTED)
def test_what_cant_be_counted_is_named(body, reason):
    """Currencies are never mixed, and no period is guessed: such amounts enter no sum and are listed."""
    costs = costs_of(body)
    assert [(one.entity, one.reason) for one in costs.uncounted] == [("c", reason)]
    assert costs.total == 0


def test_the_only_currency_that_is_named_is_the_designs():
    """A design that forgets its currency but writes only euros is counted in euros; with two it is not."""
    head = "language: itsm/v1\ndesign: {title: Test}\n"
    one = "services: {a: {}}\ncosts: {c: {amount: 5 EUR/y, of: all}}"
    assert (costs_of(one, head).currency, costs_of(one, head).total) == ("EUR", 5)
    two = f"{one}\nroles: {{r: {{cost: 5 USD/mo}}}}"
    assert (costs_of(two, head).currency, len(costs_of(two, head).uncounted)) == (None, 2)


IDS = ["ant", "bee", "cat", "dog", "elk", "fox"]


@st.composite
def worlds(draw):
    """Small designs with every way in which a cost reaches a service, cycles among them."""
    services = [f"s-{name}" for name in IDS[: draw(st.integers(1, 5))]]
    parts = [f"p-{name}" for name in IDS[: draw(st.integers(1, 5))]]
    holders = ["t-desk", "t-ops", "k-one", "k-two"]
    some = lambda names: st.lists(st.sampled_from(names), max_size=min(3, len(names)), unique=True)  # noqa: E731
    needs = st.one_of(
        st.sampled_from(services + parts),
        st.builds(lambda name: {"part": name, "soft": "slow"}, st.sampled_from(services + parts)),
        st.builds(
            lambda names: {"any": names},
            st.lists(st.sampled_from(services + parts), min_size=1, max_size=2, unique=True),
        ),
    )
    driver = st.sampled_from(["users", "hours", "demand", "equal"])
    count = st.integers(0, 40)
    subject = [*services, *parts, *holders, "w-tool", "all"]
    work = st.fixed_dictionaries(
        {"of": some([*services, "all"]), "demand": st.sampled_from(["incidents", "requests", "changes"]), "share": st.integers(0, 100), "each": st.integers(0, 90)}
    )  # fmt: skip
    entity = st.fixed_dictionaries({"depends_on": st.lists(needs, max_size=3), "provided_by": some(holders)})
    measures = st.fixed_dictionaries(
        {}, optional={"users": count, "demand": st.fixed_dictionaries({}, optional=dict.fromkeys(("incidents", "requests", "changes"), count))}
    )  # fmt: skip
    return {
        "desk": draw(st.sampled_from(["t-desk", None])),
        "services": {name: {**draw(entity), **draw(measures)} for name in services},
        "components": {name: draw(entity) for name in parts},
        "teams": {"t-desk": {"roles": draw(some(["r-one", "r-two"]))}, "t-ops": {"roles": draw(some(["r-two", "r-six"]))}},
        "roles": {
            name: draw(st.fixed_dictionaries({"cost": count, "headcount": count}, optional={"driver": driver, "workload": st.lists(work, max_size=2)}))
            for name in ("r-one", "r-two", "r-six")
        },
        "contracts": {name: draw(st.fixed_dictionaries({"price": count}, optional={"driver": driver})) for name in ("k-one", "k-two")},
        "tools": {"w-tool": {"supports": draw(some([*services, "all", "m-work"]))}},
        "processes": {"m-work": draw(st.fixed_dictionaries({}, optional={"supports": some([*services, "all"])}))},
        "costs": {
            name: draw(st.fixed_dictionaries({"amount": count, "kind": st.sampled_from(["capital", "operating"]), "life": st.integers(1, 7), "of": some(subject)}, optional={"driver": driver}))
            for name in ("c-one", "c-two", "c-six")
        },
    }  # fmt: skip


def written(world):
    """A world as a planner writes it."""
    rates = lambda said: {kind: f"{number}/mo" for kind, number in said.items()}  # noqa: E731
    services = {
        name: {key: rates(value) if key == "demand" else value for key, value in entry.items()}
        for name, entry in world["services"].items()
    }
    roles = {
        name: {
            **role,
            "cost": f"{role['cost']}/mo",
            "workload": [
                {**work, "share": f"{work['share']}%", "each": f"{work['each']}m"}
                for work in role.get("workload", [])
            ],
        }
        for name, role in world["roles"].items()
    }
    costs = {
        name: {
            **{key: value for key, value in cost.items() if key != "life"},
            **({"life": f"{cost['life']}y"} if cost["kind"] == "capital" else {"every": "quarter"}),
        }
        for name, cost in world["costs"].items()
    }
    contracts = {
        name: {**one, "supplier": "seller", "price": f"{one['price']}/y"}
        for name, one in world["contracts"].items()
    }
    processes = {name: {**process, "type": "incident"} for name, process in world["processes"].items()}
    desk = {"service_desk": {"team": world["desk"]}} if world["desk"] else {}
    plain = {name: world[name] for name in ("components", "teams", "tools")}
    return {
        **plain, **desk, "parties": {"seller": {"role": "supplier"}}, "services": services, "roles": roles,
        "costs": costs, "contracts": contracts, "processes": processes,
    }  # fmt: skip


SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(worlds())
def test_every_share_is_that_of_the_oracle(world):
    """Each service bears to the cent what a slow computation in fractions gives it, walked edge by edge."""
    items = {item.source: item for item in costs_of(yaml.safe_dump(written(world))).items}
    expected = cost_oracle.items(world)
    assert set(items) == set(expected)
    for name, (amount, weights) in expected.items():
        item = items[name]
        assert item.cents == amount
        if not weights:
            assert item.unallocated == item.amount
            continue
        parts = cost_oracle.apportioned(amount, weights)
        assert {one: part for one, part in item.parts.items() if part} == {
            one: part for one, part in parts.items() if part
        }


@SLOW
@given(worlds(), st.randoms(use_true_random=False))
def test_costs_are_conserved_in_any_order(world, rng):
    """Parts, services and what nobody bears add up to the whole to the cent; the order of a design means nothing."""
    design = written(world)
    costs = costs_of(yaml.safe_dump(design))
    borne = sum((one.total for one in costs.services), Decimal())
    assert costs.total == borne + sum((one.unallocated for one in costs.unallocated), Decimal())
    assert costs.total == sum((item.amount for item in costs.items), Decimal())
    for one in costs.services:
        assert one.total == one.people + one.contracts + one.other
    shuffled = {
        section: dict(rng.sample(sorted(entries.items(), key=repr), len(entries)))
        for section, entries in design.items()
    }
    assert costs_of(yaml.safe_dump(shuffled, sort_keys=False)) == costs


@SLOW
@given(worlds(), st.sampled_from(["users", "demand"]))
def test_one_more_never_raises_the_unit_cost(world, driver):
    """A shared cost spread by users or cases gets cheaper a unit when one more comes: never dearer, but for a cent."""
    field = {
        "users": lambda entry: entry.get("users", 0),
        "demand": lambda entry: sum(entry.get("demand", {}).values()),
    }[driver]
    services = {name: entry for name, entry in world["services"].items() if field(entry)}
    world = {**world, "services": services or {"s-ant": {"users": 1, "demand": {"incidents": 1}}}}
    first = min(world["services"])
    cost = {"c": {"amount": 10000, "every": "year", "of": "all", "driver": driver}}

    def unit(entries):
        design = {
            "services": {
                name: {
                    "users": entry.get("users", 0),
                    "demand": {kind: f"{n}/mo" for kind, n in entry.get("demand", {}).items()},
                }
                for name, entry in entries.items()
            },
            "costs": cost,
        }
        share = costs_of(yaml.safe_dump(design)).items[0].shares[first]
        return share / Decimal(field(entries[first]))

    entry = world["services"][first]
    more = {**entry, "users": entry.get("users", 0) + 1, "demand": {**entry.get("demand", {}), "incidents": entry.get("demand", {}).get("incidents", 0) + 1}}  # fmt: skip
    assert unit({**world["services"], first: more}) <= unit(world["services"]) + Decimal("0.02")


def test_renaming_changes_nothing_but_ties():
    """Other ids give the same amounts: only a cent in a tie may go elsewhere."""
    costs = costs_of(BODY)
    other = costs_of(BODY.replace("mail", "zeppelin").replace("files", "yarn").replace("server", "kiln"))
    assert other.total == costs.total
    for old, new in (("mail", "zeppelin"), ("files", "yarn")):
        assert abs(other.service(new).total - costs.service(old).total) <= Decimal("0.01") * len(costs.items)


@cache
def reference():
    source, _ = load(SPECS / "reference")
    design, _ = shape(source)
    graph = build_graph(design)
    return design, graph, analyse(design, graph, date(2026, 11, 21))


def test_the_reference_design_pays_its_way():
    """Every service of the reference is priced above its cost, nothing is left over, and the year's budget holds."""
    costs = reference()[2].costs
    assert costs.unallocated == costs.unsold == costs.uncounted == costs.unbudgeted == ()
    assert all(one.margin is not None and one.margin > 0 for one in costs.services)
    assert sum(one.cost for one in costs.slas) == costs.total == Decimal(39364000)
    assert all(one.price == one.computed for one in costs.slas)
    assert all(line.within for line in costs.lines)
    year = next(one for one in costs.budgets if one.budget == "budget-year-1")
    assert (year.years, year.planned) == (1, costs.total)


@pytest.mark.parametrize("name", ["small", "starter"])
def test_what_planners_copy_pays_its_way(name):
    """The designs that people begin with are no bad example: what they charge covers what they cost."""
    source, _ = load(SPECS / name)
    design, _ = shape(source)
    costs = analyse(design, build_graph(design), AS_OF).costs
    assert all(one.margin > 0 and one.price == one.computed for one in costs.slas)
    assert all(line.within for line in costs.lines)


def leaves(step):
    if not step.parts:
        yield step
    for part in step.parts:
        yield from leaves(part)


def test_every_figure_is_explained_down_to_where_it_is_written():
    """`explain` tells every service, agreement, cost and budget; a value as written says in which line."""
    design, graph, figures = reference()
    for metric, entity in [("cost", name) for name in (*design.services, *design.slas, *design.roles, *design.contracts, *design.costs, "design")] + [("margin", name) for name in (*design.services, *design.slas)] + [("compensation", name) for name in design.slas] + [("budget", name) for name in design.budgets]:  # fmt: skip
        trees = explain(design, graph, figures, entity, metric)
        assert trees, (metric, entity)
        for tree in trees:
            assert tree.what["en"]
            assert tree.what["zh"]
            written_down = [leaf for leaf in leaves(tree) if isinstance(leaf.value, str)]
            assert all(design.span(leaf.at) is not None for leaf in written_down)
    assert {"cost", "margin", "compensation", "budget"} <= set(METRICS)


def test_a_design_without_money_has_no_costs():
    """Nothing is made up for a design that speaks of no money: the object of the export is empty."""
    figures, design, _ = figures_of("services: {a: {users: 3}}", HEAD)
    assert figures.costs is None
    assert export(design, figures)["costs"] == {}
    assert figures.as_of == AS_OF
