"""Serves sets of zones with all servers, asks their questions, and counts and keeps what differs."""

import collections
import os
import random
import shutil
import sys

from . import verdicts
from .generator import Generator
from .servers import authorities
from .signing import sign
from .smallest import renamed, smallest
from .wire import RCODES, TYPES, Reply, query, text

QUESTIONS_A_SET = 200
SETS_A_START = 300
# What servers send at most over UDP, in octets.
DATAGRAM = 1232


class Run:
    """Which servers, and what of them was seen."""

    def __init__(self, subject, programs, folder, kept):
        """`folder` is for the time of the run, `kept` for what is to be looked at then."""
        self.subject, self.programs, self.folder, self.kept, self.starts = subject, programs, folder, kept, 0
        self.places, self.outvoted, self.seen = collections.defaultdict(collections.Counter), collections.Counter(), collections.Counter()
        self.explained, self.lacking = collections.Counter(), collections.Counter()
        self.found, self.refused = [], []

    def cases(self, sets, strict=False, spoilt=None):
        """All questions of sets of zones, with the replies of all servers that have all zones of the set.

        The subject gets the zones of `spoilt` instead, if there are. `strict` notes which zones servers lack, and leaves out
        the sets of which the subject lacks one.
        """
        self.starts += 1
        folder = f"{self.folder}/{self.starts}"
        zones = [pair for one in sets for pair in write(one, f"{folder}/zones")]
        others = {self.subject: [pair for one in spoilt for pair in write(one, f"{folder}/spoilt")]} if spoilt else {}
        with authorities(self.programs, folder, zones, others) as servers:
            if strict:
                self.note_lacking(servers, zones)
            for one in sets:
                has_all = [server for server in servers if not server.lacks & {zone.origin for zone in one.zones}]
                if not strict or self.subject in [server.name for server in has_all]:
                    yield from ask(one, has_all, self.subject)
        shutil.rmtree(folder)

    def note_lacking(self, servers, zones):
        for server in servers:
            self.lacking[server.name] += len(server.lacks)
        subject = next(server for server in servers if server.name == self.subject)
        for origin, path in zones:
            if origin in subject.lacks:
                os.makedirs(self.kept, exist_ok=True)
                shutil.copy(path, self.kept)
                said = "".join(f"  {line}\n" for line in subject.log().splitlines() if path in line)
                self.refused.append(f"{self.subject} does not serve {text(origin)} from {self.kept}/{os.path.basename(path)}:\n{said}")

    def judge(self, case):
        others = verdicts.groups(case)
        difference = verdicts.compare(case, others)
        explanation = difference and verdicts.explanation(case, difference)
        self.count(case, others, difference, explanation)
        if explanation:
            self.explained[explanation.name] += 1
        elif difference:
            self.found.append((case, difference))

    def count(self, case, others, difference, explanation):
        row = self.places[case.place]
        row["questions"] += 1
        row["all agree"] += len(others) == 1
        row["split"] += not others or len(others[0][1]) < verdicts.MAJORITY
        row["explained"] += explanation is not None
        row["differ"] += difference is not None and explanation is None
        if others:
            row[RCODES.get(others[0][0]["rcode"], "other RCODEs")] += 1
        if len(others) == 2 and len(others[0][1]) >= verdicts.MAJORITY:
            self.outvoted[others[1][1][0]] += 1
        for feature in features(case):
            self.seen[feature] += 1


def features(case):
    """What the replies had in them, of any server."""
    replies = [reply for _, reply in case.replies.values() if isinstance(reply, Reply)]
    for reply in replies[:1]:
        yield from (f"answer with {type_name}" for type_name in ("CNAME", "DNAME", "SVCB", "HTTPS", "MX", "SRV", "NAPTR", "NS", "PTR")
                    if any(record[1] == TYPES[type_name] for record in reply.answer))
        yield f"chain of {len(reply.chain):2} CNAMEs"
    if any(reply.rcode == 6 for reply in replies):
        yield "YXDOMAIN"
    if any(first.tc for first, _ in case.replies.values() if isinstance(first, Reply)):
        yield "TC"
    if any(reply.additional for reply in replies):
        yield "additional records"
    if case.question.edns:
        yield "EDNS with DO" if case.question.do else "EDNS"
    if any(record[1] in (TYPES["NSEC"], TYPES["NSEC3"]) for reply in replies for record in reply.authority):
        yield "proofs"


def write(zones, folder):
    """Writes each zone to a file; gives pairs of origins and paths."""
    os.makedirs(folder, exist_ok=True)
    pairs = [(zone.origin, f"{folder}/{zones.number}-{number}.zone") for number, zone in enumerate(zones.zones)]
    for zone, (_, path) in zip(zones.zones, pairs):
        if zones.way is not None:
            sign(zone, path, zones.way)
            continue
        with open(path, "w", encoding="ascii") as file:
            file.write(zone.file())
    return pairs


def ask(zones, servers, subject):
    messages = [query(name, TYPES[qtype], edns, do) for name, qtype, edns, do in zones.questions]
    first = {server.name: server.ask(messages) for server in servers}
    short = [number for number, question in enumerate(zones.questions) if any(is_short(said[number], question) for said in first.values())]
    whole = {server.name: dict(zip(short, server.ask_stream([messages[number] for number in short]))) for server in servers}
    for number, question in enumerate(zones.questions):
        replies = {name: (said[number], whole[name].get(number, said[number])) for name, said in first.items()}
        yield verdicts.Case(zones, question, zones.place(question), replies, subject)


def is_short(reply, question):
    """Whether a datagram may have had too little room for all."""
    return isinstance(reply, Reply) and (reply.tc or 2 * reply.size > min(question.edns or 512, DATAGRAM))


def generated(seed, first, count, questions, signed=False):
    return [Generator(number, random.Random(f"{seed}/{number}"), questions, signed).set for number in range(first, first + count)]


def compare_all(run, seed, questions, signed=False):
    sets = -(-questions // QUESTIONS_A_SET)
    for first in range(0, sets, SETS_A_START):
        for case in run.cases(generated(seed, first, min(SETS_A_START, sets - first), QUESTIONS_A_SET, signed), strict=True):
            run.judge(case)


def kinds(run):
    """One difference of each kind: where, in what, against whom."""
    found = {}
    for case, difference in run.found:
        found.setdefault((case.place, case.question.qtype == "ANY", *sorted(difference.parts), "/", *difference.agreed), []).append((case, difference))
    return sorted(found.values(), key=len, reverse=True)


def made_small(run, found):
    """The cases again, with zones as small as still show the same difference."""
    def shows(tries):
        cases = run.cases([zones for _, zones in tries])
        return [same(found[index][1], case) for (index, _), case in zip(tries, cases)]

    def same(difference, case):
        now = run.subject in case.replies and verdicts.compare(case, verdicts.groups(case))
        return bool(now and (now.parts, now.agreed) == (difference.parts, difference.agreed) and not verdicts.explanation(case, now))
    zones = smallest([(case.zones, case.question) for case, _ in found], shows)
    return list(run.cases([renamed(one, 900_000 + number, case.question) for number, (one, (case, _)) in enumerate(zip(zones, found))]))
