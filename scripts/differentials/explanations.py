"""Where leaf may reply as the other servers do not, and which RFC lets it."""

import dataclasses
import typing

from .wire import LAYOUTS, TYPES, Reply, labels, read_name, wire
from .zones import folded, is_below

ADDRESSES = {TYPES["A"], TYPES["AAAA"]}
SERVICES = {TYPES["SVCB"], TYPES["HTTPS"]}
SIGNATURES = {TYPES["RRSIG"]}


@dataclasses.dataclass
class Explanation:
    """Explains differences in `parts`, or some of them, where `when` holds."""
    name: str
    rfc: str
    parts: set
    when: typing.Callable

    def explains(self, case, difference):
        return difference.parts <= self.parts and isinstance(case.replies[case.subject][1], Reply) and self.when(case, difference)


def target(rtype, rdata):
    """The last name in RDATA; None without one."""
    at, found = 0, None
    for field in LAYOUTS.get(rtype, ""):
        if field == "n":
            found, at = read_name(rdata, at)
        else:
            at += 1 + rdata[at] if field == "s" else int(field)
    return found


def user(record):
    """Whose addresses go with a record: of a service whose target is the root its owner's (RFC 9460 §2.5.2)."""
    name = target(record[1], record[3])
    return record[0] if record[1] in SERVICES and name == wire([]) else name


def only_adds(case, difference, is_due):
    """Whether the subject's additional section lacks nothing that others have, and all that it adds is an address of a
    target for which `is_due` holds; that takes the record with the target."""
    added, lacking = beside(case, difference)
    reply = case.replies[case.subject][1]
    due = {user(record) for record in reply.answer | reply.authority | reply.additional if is_due(record)}
    return not lacking and all(record[1] in ADDRESSES | SERVICES | SIGNATURES and record[0] in due for record in added)


def beside(case, difference):
    """What the subject's additional section has more than any of the others, and what it lacks that all of them have."""
    reply, others = case.replies[case.subject][1], [case.replies[name][1] for name in difference.like or difference.agreed]
    return (reply.additional - frozenset.union(*(other.additional for other in others)),
            frozenset.intersection(*(other.additional for other in others)) - reply.additional)


def of_wildcards(case, difference):
    """Whether all that the subject lacks are addresses that a wildcard makes."""
    added, lacking = beside(case, difference)
    owners = {wire(folded(record.owner)) for zone in case.zones.zones for record in zone.records}
    return not added and all(record[1] in ADDRESSES | SIGNATURES and record[0] not in owners for record in lacking)


def of_types(*names):
    types = {TYPES[name] for name in names}
    return lambda case, difference: only_adds(case, difference, lambda record: record[1] in types)


def zone_of(case, name):
    return case.zones.zone_of(labels(name), "A")


def crosses_zones(case, record):
    """Whether the name in a record's RDATA is in another zone of the set than the record itself."""
    name = target(record[1], record[3])
    zone = name and zone_of(case, name)
    return bool(zone) and zone is not zone_of(case, record[0])


def from_another_zone(case, difference):
    return only_adds(case, difference, lambda record: crosses_zones(case, record))


def answers_of_others(case):
    return [reply.answer for name, (_, reply) in case.replies.items() if name != case.subject and isinstance(reply, Reply)]


def into_another_zone(case, difference):
    """Whether an alias in the answer leads into another zone, and the others' answers are a part of the subject's, or one
    of them is the same."""
    answer = case.replies[case.subject][1].answer
    return (any(record[1] == TYPES["CNAME"] and crosses_zones(case, record) for record in answer)
            and (all(case.replies[name][1].answer <= answer for name in difference.agreed) or answer in answers_of_others(case)))


def five_aliases(case, difference):
    """Whether the answer is a chain of five aliases, which others go on with, or end before."""
    answer = case.replies[case.subject][1].answer
    aliases = [record for record in answer if record[1] == TYPES["CNAME"]]
    return len(aliases) == 5 and any(other > answer or other < answer for other in answers_of_others(case))


def owner_of_wildcard(case, difference):
    """Whether all that agree give a DNAME record an owner that a wildcard made, where the zone has it elsewhere."""
    owners = {wire(folded(record.owner)) for zone in case.zones.zones for record in zone.records}
    return all(any(record[1] == TYPES["DNAME"] and record[0] not in owners for record in case.replies[name][1].answer)
               for name in difference.agreed)


def of_served_zone(case, difference):
    """Whether DS was asked for of a zone that is served, at or below which NXDOMAIN would deny all names."""
    return (case.question.qtype == "DS" and case.replies[case.subject][1].rcode == 0
            and any(folded(case.question.name) == zone.origin for zone in case.zones.zones))


def referral_without_room(case, difference):
    """Whether TC is set because addresses of a referral's name servers, which the whole reply has, found no room."""
    first, whole = case.replies[case.subject]
    return first.tc and any(record[1] == TYPES["NS"] for record in whole.authority) and bool(whole.additional)


def alias_to_itself(case, difference):
    """Whether a record makes an alias of a name to itself, which stands twice then: no pointer leads below what exists of it."""
    _, whole = case.replies[case.subject]
    return any(record[1] == TYPES["CNAME"] and target(record[1], record[3]) == record[0] for record in whole.answer)


def finds_room(case, difference):
    """Whether the datagram lacks nothing of the whole reply."""
    first, whole = case.replies[case.subject]
    return not first.tc and (first.answer, first.authority, first.additional) == (whole.answer, whole.authority, whole.additional)


def empty_wildcard(case, difference):
    """Whether all that the subject's authority section has more is the NSEC record, with its signature, behind which a
    wildcard without records of its own has names below it."""
    _, whole = case.replies[case.subject]
    added = whole.authority - frozenset.union(*(case.replies[name][1].authority for name in difference.agreed))
    next_names = [labels(read_name(record[3], 0)[0]) for record in added if record[1] == TYPES["NSEC"]]
    return (all(record[1] in SIGNATURES | {TYPES["NSEC"]} for record in added)
            and any(b"*" in name[1:] for name in next_names))


def ds_of_alias(case, difference):
    """Whether an alias leads to a zone that is served, of which DS is asked."""
    origins = {wire(zone.origin) for zone in case.zones.zones}
    answer = case.replies[case.subject][1].answer
    return case.question.qtype == "DS" and any(record[1] == TYPES["CNAME"] and target(record[1], record[3]) in origins for record in answer)


def of_wildcard_cut(case, difference):
    """Whether a wildcard has the NS records that some take for a delegation."""
    return case.place == "NS at a wildcard"


def glue_of_target(case, difference):
    """Whether all that the subject adds are addresses of names at or below a delegation."""
    added, lacking = beside(case, difference)
    names = [labels(record[0]) for record in added]
    return not lacking and all(
        any(zone.cut_at(name) or zone.is_occluded(name) for zone in case.zones.zones if is_below(name, zone.origin)) for name in names)


EXPLANATIONS = [
    Explanation("addresses of SVCB and HTTPS targets", "RFC 9460 §4.1", {"additional"}, of_types("SVCB", "HTTPS")),
    Explanation("addresses of NAPTR replacements", "RFC 1034 §4.3.2, 6", {"additional"}, of_types("NAPTR")),
    Explanation("addresses from another zone that is served", "RFC 1034 §4.3.2, 6", {"additional"}, from_another_zone),
    Explanation("a DNAME record has its own owner", "RFC 6672 §3.2", {"answer"}, owner_of_wildcard),
    Explanation("a zone that is served exists, though the one above does not delegate it", "RFC 8020 §2", {"rcode"}, of_served_zone),
    Explanation("TC where addresses of a referral find no room", "RFC 9471 §3.1", {"tc"}, referral_without_room),
    Explanation("a name written whole, where a pointer could stand", "RFC 1035 §4.1.4", {"tc"}, alias_to_itself),
    Explanation("no addresses that a wildcard makes", "RFC 1034 §4.3.2, 6", {"additional"}, of_wildcards),
    Explanation("an alias followed into another zone that is served", "RFC 1034 §4.3.2, 3a and 2",
                {"answer", "authority", "rcode", "additional", "tc"}, into_another_zone),
    Explanation("no more than five aliases: who asked goes on from the last", "RFC 1034 §5.3.3, 4c",
                {"answer", "authority", "rcode", "additional", "tc"}, five_aliases),
    Explanation("no TC where all finds room, as names are compressed", "RFC 2181 §9", {"tc"}, finds_room),
    Explanation("a wildcard that only has names below it is shown to have no records", "RFC 4035 §3.1.3.4",
                {"authority", "tc"}, empty_wildcard),
    Explanation("DS of an alias' target is its parent zone's", "RFC 4035 §3.1.4.1", {"answer", "authority", "rcode"}, ds_of_alias),
    Explanation("NS records of a wildcard delegate nothing", "RFC 4592 §4.2",
                {"aa", "answer", "authority", "additional", "rcode"}, of_wildcard_cut),
    Explanation("addresses of targets at a delegation", "RFC 1034 §4.3.2, 6", {"additional"}, glue_of_target)]
