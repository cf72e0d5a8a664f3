"""A slow computation of what each service bears of each cost, in fractions and from plain data, for comparison."""

from __future__ import annotations

from fractions import Fraction

HUNDRED = 100


def reached_by(service, design):
    """What a service stands on, walked edge by edge, itself included."""
    seen, waiting = set(), [service]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        entity = design["services"].get(node) or design["components"].get(node) or {}
        for entry in entity.get("depends_on", []):
            if isinstance(entry, dict):
                waiting += entry.get("any", [entry.get("part")])
            else:
                waiting.append(entry)
    return seen


def providers(part, design):
    entity = design["services"].get(part) or design["components"].get(part) or {}
    return entity.get("provided_by", [])


def bearers(subject, design):
    """The services that bear what is spent on something."""
    services = design["services"]
    if subject == "all":
        return set(services)
    if subject in services:
        return {subject}
    if subject in design["teams"] or subject in design["contracts"]:
        if subject == design["desk"]:
            return set(services)
        return {
            service
            for service in services
            if any(subject in providers(part, design) for part in reached_by(service, design))
        }
    if subject in design["tools"]:
        found = set()
        for supported in design["tools"][subject]["supports"]:
            process = design["processes"].get(supported)
            for name in [supported] if process is None else process.get("supports", ["all"]):
                found |= set(services) if name == "all" else {name}
        return found
    return {service for service in services if subject in reached_by(service, design)}


def demand(service, design, kinds=("incidents", "requests", "changes")):
    said = design["services"][service].get("demand", {})
    return sum((Fraction(said.get(kind, 0)) for kind in kinds), Fraction())


def hours(role, service, design):
    """Minutes a month that a role works for a service."""
    total = Fraction()
    for work in design["roles"][role].get("workload", []):
        if "all" in work["of"] or service in work["of"]:
            cases = demand(service, design, (work["demand"],))
            total += cases * Fraction(work["share"], HUNDRED) * work["each"]
    return total


def measured(driver, services, design, role=None):
    """The weight of each service by a driver, with what stands in for a driver that measures nothing."""
    ways = {
        "hours": lambda one: sum(
            (hours(name, one, design) for name in ([role] if role else design["roles"])), Fraction()
        ),
        "demand": lambda one: demand(one, design),
        "users": lambda one: Fraction(design["services"][one].get("users", 0)),
        "equal": lambda one: Fraction(1),
    }
    order = {"hours": ["hours", "demand", "equal"], "users": ["users", "equal"]}.get(
        driver, [driver, "equal"]
    )
    for way in order:
        weights = {service: ways[way](service) for service in services}
        if any(weights.values()):
            return weights
    return {}


def apportioned(cents, weights):
    """Cents by largest remainder: whole ones first, then one each to the largest rest, the first id first."""
    total = sum(weights.values())
    exact = {name: cents * weight / total for name, weight in weights.items()}
    given = {name: int(share) for name, share in exact.items()}
    while sum(given.values()) < cents:
        name = max(sorted(exact), key=lambda one: exact[one] - given[one])
        given[name] += 1
    return given


def items(design):
    """By what costs money: the cents of a year, and the weights by which they are shared; none where nobody bears it."""
    found = {}
    for name, role in design["roles"].items():
        services = set()
        for team, entry in design["teams"].items():
            if name in entry["roles"]:
                services |= bearers(team, design)
        driver = role.get("driver") or ("hours" if role.get("workload") else "demand")
        if driver == "hours":
            services |= {one for one in design["services"] if hours(name, one, design)}
        weights = measured(driver, services, design, name)
        found[name] = (role["cost"] * role["headcount"] * 12 * HUNDRED, weights)
    for name, contract in design["contracts"].items():
        weights = measured(contract.get("driver", "demand"), bearers(name, design), design)
        found[name] = (contract["price"] * HUNDRED, weights)
    for name, cost in design["costs"].items():
        services = set().union(*(bearers(subject, design) for subject in cost["of"]))
        weights = measured(cost.get("driver", "demand"), services, design)
        yearly = (
            Fraction(cost["amount"] * HUNDRED, cost["life"])
            if cost["kind"] == "capital"
            else cost["amount"] * HUNDRED * 4
        )
        found[name] = (round(yearly), weights)
    return found
