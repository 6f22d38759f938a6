"""What is printed of a run, and kept of its differences."""

import collections
import sys

from . import verdicts
from .explanations import EXPLANATIONS
from .run import kinds, made_small, write
from .wire import RCODES, Reply, text


def table(head, rows):
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths))))
    print()


def print_tables(run):
    columns = ["questions", "all agree", "split", "explained", "differ", *RCODES.values(), "other RCODEs"]
    columns = [column for column in columns if column in ("differ", "explained") or any(row[column] for row in run.places.values())]
    total = sum(run.places.values(), collections.Counter())
    table(["place", *columns], [[place, *(row[column] for column in columns)] for place, row in
                                sorted([*run.places.items(), ("~ all", total)])])
    table(["replies", "questions"], sorted(run.seen.items()))
    table(["server", "alone against the others", "zones not served"],
          [[name, run.outvoted[name], run.lacking[name]] for name in run.programs])
    table(["explanation", "RFC", "replies"], [[one.name, one.rfc, run.explained[one.name] or "none: is it still needed?"] for one in EXPLANATIONS])


def dig(question, server=None):
    edns = "+noedns" if question.edns is None else f"+bufsize={question.edns} +nocookie" + " +dnssec" * question.do
    return f"dig @127.0.0.1 -p {server.port if server else 'PORT'} +norec +qr {edns} -t {question.qtype} -q '{text(question.name)}'"


def print_replies(case):
    """Every reply, those that are alike once."""
    said = collections.defaultdict(list)
    for name, (first, reply) in case.replies.items():
        said[" TC" * (isinstance(first, Reply) and first.tc) + "\n      ".join(["", *verdicts.describe(reply)])].append(name)
    for reply, names in said.items():
        print(f"    {' '.join(names)}:{reply}")


def print_difference(number, case, difference, folder):
    print(f"difference {number}: {' '.join(sorted(difference.parts))}, against {' '.join(difference.agreed)}; {case.place}")
    print(f"  {dig(case.question)}\n  scripts/differential --again {folder}")
    for zone in case.zones.zones:
        print("".join(f"    {line}\n" for line in zone.file().splitlines()[:40]))
    print_replies(case)
    print()


def keep(case, folder):
    write(case.zones, folder)
    with open(f"{folder}/question", "w", encoding="ascii") as file:
        file.write(f"{text(case.question.name)} {case.question.qtype} {case.question.edns or '-'} {case.question.do:d}\n")


def report(run, most):
    """Prints one difference of each kind, the most frequent first, with its zones made small."""
    found = kinds(run)
    print_tables(run)
    table(["difference", "against", "where", "replies"],
          [[" ".join(sorted(difference.parts)), " ".join(difference.agreed), case.place, len(one)] for one in found for case, difference in one[:1]])
    sys.stdout.flush()
    small = made_small(run, [one[0] for one in found[:most]]) if found[:most] else []
    for number, (one, (whole_case, difference), case) in enumerate(zip(found, (one[0] for one in found), small), 1):
        keep(case, f"{run.kept}/{number}")
        keep(whole_case, f"{run.kept}/{number}/all")
        print_difference(number, case, difference, f"{run.kept}/{number}")
        print(f"  {len(one)} of this kind\n")
    print("\n".join(run.refused[:most]))
    print(f"{len(run.found)} differences of {len(found)} kinds, none of them explained" if run.found else "no unexplained difference")
