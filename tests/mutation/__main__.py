"""Mutate the reference design and tell what nobody would notice: `python -m tests.mutation [--seed N] [--each N] …`.

Ends with 1 when less than 95 % of the mutations are reported or visible in a document, or when one that is neither is not
on the reviewed list.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections import Counter
from multiprocessing import get_context

from tests.mutation.mutations import KINDS, mutations, outcome, prepare
from tests.mutation.reviewed import reason, unused

WANTED = 0.95


def main(arguments):
    """Run the mutations and print who noticed."""
    asked = options(arguments)
    drawn = mutations(asked.seed, asked.each)
    chosen = [
        one for one in drawn if fnmatch.fnmatchcase(one.field, asked.field) and one.kind in asked.kinds
    ][: asked.sample]
    prepare()
    with get_context("fork").Pool(asked.processes) as pool:
        outcomes = list(pool.imap_unordered(outcome, chosen, chunksize=8))
    unseen = [told for told in outcomes if not told.seen]
    print_shares(outcomes)
    print_noticers(outcomes)
    print_unseen(unseen, outcomes)
    left = [told.mutation for told in unseen if reason(told.mutation) is None]
    if len(chosen) == len(drawn):
        for field in unused([told.mutation for told in unseen]):
            print(f"on the reviewed list, but noticed: {field}")
    return int(bool(left) or len(unseen) > (1 - WANTED) * len(outcomes))


def options(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition(":")[0])
    parser.add_argument("--seed", type=int, default=0, help="which mutations are drawn")
    parser.add_argument("--each", type=int, default=2, help="how many of every field and kind")
    parser.add_argument("--sample", type=int, default=None, help="how many at most")
    parser.add_argument("--field", default="*", help="only fields whose path matches, such as 'slas.*'")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args(arguments)


def print_shares(outcomes):
    for kind in (*KINDS, "all"):
        of_kind = [told for told in outcomes if kind in (told.mutation.kind, "all")]
        if of_kind:
            by_rule = sum(told.rule is not None for told in of_kind)
            by_document = sum(told.document is not None for told in of_kind)
            share = (by_rule + by_document) / len(of_kind)
            print(
                f"{kind:8}{len(of_kind):6} mutations: {by_rule} reported, {by_document} visible, {share:.1%} seen"
            )


def print_noticers(outcomes):
    """The rules and documents that noticed most."""
    noticed = Counter(told.rule or told.document for told in outcomes if told.seen)
    print("noticed most by", ", ".join(f"{name} {count}" for name, count in noticed.most_common(12)))


def print_unseen(unseen, outcomes):
    """A table of what went unseen by field."""
    tried = Counter((told.mutation.field, told.mutation.kind) for told in outcomes)
    found = {}
    for told in unseen:
        found.setdefault((told.mutation.field, told.mutation.kind), []).append(told.mutation)
    for (field, kind), missed in sorted(found.items()):
        why = reason(missed[0]) or "NOT REVIEWED"
        print(f"{field}\t{kind}\t{len(missed)}/{tried[field, kind]}\t{missed[0].place}\t{why}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
