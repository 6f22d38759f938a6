"""Damages replies and zones on purpose, to see that the comparison notices."""

import collections

from . import verdicts
from .report import table
from .run import QUESTIONS_A_SET, generated
from .zones import Question, Zone, ZoneSet, folded
from .wire import Reply, wire

BOGUS = (wire((b"bogus", b"test")), 1, 60, b"\xc0\0\2\1")


def changed(case, first=None, whole=None):
    before = case.replies[case.subject]
    return case._replace(replies={**case.replies, case.subject: (first or before[0], whole or before[1])})


def section(name, change):
    """A damage to a section; none where that has nothing to change."""
    def damage(case):
        reply = case.replies[case.subject][1]
        records = change(sorted(getattr(reply, name)), case)
        return records and changed(case, whole=reply._replace(**{name: frozenset(records)}))
    return damage


def without_first(records, _):
    return records[1:] if len(records) > 1 else None


def later_ttl(records, case):
    if case.zones.own_ns.intersection(records):
        return None  # may be told or not
    return records and [records[0][:2] + (records[0][2] + 1,) + records[0][3:], *records[1:]]


def other_rdata(records, _):
    return records and [records[0][:3] + (records[0][3] + b"x",), *records[1:]]


def one_more(records, _):
    return [*records, BOGUS]


def without_required(records, case):
    names = verdicts.groups(case)[0][1]
    required = frozenset.intersection(*(verdicts.beside_answer(case.zones, case.replies[name][1]) for name in names))
    return required and ([record for record in records if record not in required] or [BOGUS])


def field(**changes):
    def damage(case):
        reply = case.replies[case.subject][1]
        return changed(case, whole=reply._replace(**{name: change(getattr(reply, name)) for name, change in changes.items()}))
    return damage


def flipped_tc(case):
    first = case.replies[case.subject][0]
    flags = {reply.tc for reply, _ in case.replies.values() if isinstance(reply, Reply)}
    return len(flags) == 1 and case.question.qtype != "ANY" and changed(case, first=first._replace(tc=not first.tc))


def other_case(case):
    question = case.replies[case.subject][1].question
    return question[1:2].isalpha() and field(question=lambda _: question[:1] + bytes([question[1] ^ 0x20]) + question[2:])(case)


def doubled(case):
    return not any(reply.doubled for _, reply in case.replies.values() if isinstance(reply, Reply)) and field(doubled=lambda _: True)(case)


REPLIES = {
    "another RCODE": field(rcode=lambda rcode: 3 - rcode),
    "AA turned over": field(aa=lambda aa: not aa),
    "OPT forgotten or invented": field(edns=lambda edns: not edns),
    "TC turned over": flipped_tc,
    "the question in another case": other_case,
    "a record twice": doubled,
    "an answer without a record": section("answer", without_first),
    "an answer with one more": section("answer", one_more),
    "an answer with another TTL": section("answer", later_ttl),
    "an answer with other RDATA": section("answer", other_rdata),
    "authority with another TTL": section("authority", later_ttl),
    "authority with one more": section("authority", one_more),
    "an additional record too many": section("additional", one_more),
    "additional records missing": section("additional", without_required)}


def damaged_replies(case):
    """Names of damages and the case so damaged, where that is no case for ANY and the others agree."""
    others = verdicts.groups(case)
    if case.question.qtype == "ANY" or not others or len(others[0][1]) < verdicts.MAJORITY - 1 or len(others) > 1 or verdicts.compare(case, others):
        return
    for name, damage in REPLIES.items():
        if spoilt := damage(case):
            yield name, spoilt


ZONES = {
    "a record missing": lambda record: [],
    "another TTL": lambda record: [record._replace(ttl=record.ttl ^ 1)],
    "other RDATA": lambda record: [record._replace(rdata=("192.0.2.255",))]}


def is_alone(zone, record):
    return sum((folded(one.owner), one.rtype) == (folded(record.owner), record.rtype) for one in zone.records) == 1


def damaged_zones(zones, name):
    """The set with a damage at an address, and the question for that; None if no question gets there."""
    for index, zone in enumerate(zones.zones):
        for number, record in enumerate(zone.records):
            question = Question(folded(record.owner), record.rtype, None)
            if record.rtype == "A" and is_alone(zone, record) and zones.place(question) == "data" and zones.zone_of(question.name, "A") is zone:
                records = zone.records[:number] + ZONES[name](record) + zone.records[number + 1:]
                spoilt = [Zone(zone.origin, records) if at == index else other for at, other in enumerate(zones.zones)]
                return ZoneSet(zones.number, zones.zones, [question]), ZoneSet(zones.number, spoilt, [question])
    return None


def self_test(run, seed, questions):
    """Whether damages that are done on purpose to replies, and to the subject's zones, are found."""
    done, missed = collections.Counter(), collections.Counter()

    def look(name, case):
        done[name] += 1
        missed[name] += verdicts.compare(case, verdicts.groups(case)) is None
    sets = generated(seed, 0, -(-questions // QUESTIONS_A_SET), QUESTIONS_A_SET)
    for case in run.cases(sets, strict=True):
        for name, damaged in damaged_replies(case):
            look(f"reply: {name}", damaged)
    for name in ZONES:
        pairs = [pair for one in sets if (pair := damaged_zones(one, name))]
        for case in run.cases([one for one, _ in pairs], strict=True, spoilt=[other for _, other in pairs]):
            look(f"zone: {name}", case)
    table(["damage", "done", "missed"], [[name, done[name], missed[name]] for name in done])
    print("a damage was not seen" if missed.total() else "every damage was seen")
    return 1 if missed.total() or len(done) < len(REPLIES) + len(ZONES) else 0
