"""Zones, sets of zones that refer to each other, and where a question leads in them."""

import collections

from .wire import TYPES, text, wire

STAR = b"*"
ADDITIONAL = ["NS", "MX", "SRV", "SVCB", "HTTPS", "NAPTR"]
# What may stand where a delegation is: glue of a name server that has the delegation's own name.
AT_CUT = {"NS", "DS", "A", "AAAA"}

# `rdata` holds text and, as tuples of labels, names.
Record = collections.namedtuple("Record", "owner ttl rtype rdata")
# `edns` is the size of responses to announce, or None; `do` asks for signatures.
Question = collections.namedtuple("Question", "name qtype edns do", defaults=[False])


def tag(number):
    """The label that the names of a set have in common."""
    return b"s%06d" % number


def folded(name):
    return tuple(label.lower() for label in name)


def is_below(name, parent):
    """Whether a name, in lower case, is another or below it."""
    return name[len(name) - len(parent):] == parent if len(name) >= len(parent) else False


def length(name):
    return len(wire(name))


class Zone:
    def __init__(self, origin, records=()):
        self.origin, self.records, self.nodes, self.existing = origin, [], {}, {origin}
        for record in records:
            self.append(record)

    def append(self, record):
        name = folded(record.owner)
        self.records.append(record)
        self.nodes.setdefault(name, {}).setdefault(record.rtype, record.ttl)
        self.existing.update(name[i:] for i in range(len(name) - len(self.origin)))

    def ancestors(self, name):
        """The names above one, from the apex down."""
        return [name[i:] for i in range(len(name) - len(self.origin), 0, -1)]

    def has(self, name, rtype):
        return rtype in self.nodes.get(name, ())

    def cut_at(self, name):
        return name != self.origin and self.has(name, "NS")

    def allows(self, name, rtype):
        """Whether a record would leave the zone one that every server loads."""
        types = self.nodes.get(name, {})
        if not is_below(name, self.origin) or length(name) > 255 or any(self.has(above, "DNAME") for above in self.ancestors(name)):
            return False
        if "CNAME" in types or types and rtype == "CNAME" or rtype == "DNAME" and "DNAME" in types:
            return False
        if rtype == "DNAME" or rtype == "NS" and name != self.origin:
            if self.is_occluded(name) or any(other != name and is_below(other, name) for other in self.existing):
                return False
        if name != self.origin and "NS" in types or rtype == "NS" and types:
            return name == self.origin or rtype in AT_CUT and set(types) <= AT_CUT
        return rtype != "DS" or name != self.origin

    def is_occluded(self, name):
        return any(self.cut_at(above) for above in self.ancestors(name))

    def own_ns(self):
        """The NS records at the apex, as they are read from a message."""
        return [(wire(self.origin), TYPES["NS"], record.ttl, wire(folded(record.rdata[0])))
                for record in self.records if record.rtype == "NS" and folded(record.owner) == self.origin]

    def file(self):
        return "".join(f"{text(record.owner)} {record.ttl} IN {record.rtype} {rdata_text(record.rdata)}\n" for record in self.records)

    def place(self, name, qtype):
        """What RFC 1034 §4.3.2 finds at a name, in a few words."""
        for above in self.ancestors(name):
            if self.cut_at(above):
                return "below a cut"
            if self.has(above, "DNAME"):
                return "below a DNAME"
        if self.cut_at(name):
            return "DS at a cut" if qtype == "DS" else "at a cut"
        if name in self.existing:
            return self.kind(name, qtype)
        encloser = next(above for above in reversed(self.ancestors(name)) if above in self.existing)
        source = (STAR, *encloser)
        if self.cut_at(source):
            return "NS at a wildcard"
        return "wildcard: " + self.kind(source, qtype) if source in self.existing else "name error"

    def kind(self, name, qtype):
        types = self.nodes.get(name)
        if not types:
            return "empty non-terminal"
        if qtype == "ANY":
            return "ANY"
        if qtype in types:
            return qtype if qtype in ADDITIONAL or qtype in ("CNAME", "DNAME", "SOA", "DS") else "data"
        return "CNAME chain" if "CNAME" in types else "no data"


def rdata_text(rdata):
    return " ".join(text(part) if isinstance(part, tuple) else str(part) for part in rdata)


class ZoneSet:
    def __init__(self, number, zones, questions, way=None):
        """`way` is how the zones are signed, by its number in signing.WAYS, or None."""
        self.number, self.zones, self.questions, self.way = number, zones, questions, way
        self.own_ns = {record for zone in zones for record in zone.own_ns()}

    def zone_of(self, name, qtype):
        """The deepest zone with a name in lower case; DS is its parent's, if that is here (RFC 4035 §3.1.4.1)."""
        found = sorted((zone for zone in self.zones if is_below(name, zone.origin)), key=lambda zone: -len(zone.origin))
        return found[1] if len(found) > 1 and qtype == "DS" and found[0].origin == name else next(iter(found), None)

    def place(self, question):
        name = folded(question.name)
        zone = self.zone_of(name, question.qtype)
        return zone.place(name, question.qtype) if zone else "outside"
