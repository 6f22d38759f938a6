"""Sets of zones of every feature that an authoritative server has to answer for, at random, and questions about them.

The zones of a set refer to each other and to nothing of another set: all stand below names that have the set's tag,
which is as long for every set, so that a set can be renamed without a name getting longer.
"""

import base64
import hashlib

from .wire import SECURITY, TYPES, wire
from .zones import ADDITIONAL, STAR, Question, Record, Zone, ZoneSet, folded, is_below, length, tag

PLAIN = [b"a", b"b", b"c", b"d", b"e", b"mail", b"www", b"_tcp", b"1", b"ns"]
ODD = [b"\0", b"\xff", b"a.b", b"a b", b'"', b"\\", b"@", b"$ttl", b";", b"(", b"\x7f\x80", b"x" * 63, b"\0" * 63, b"*a", b"**"]
# Those that what signs a zone writes so that it can be read again.
SIGNABLE = [b"\0", b"\xff", b"\x7f\x80", b"x" * 63, b"\0" * 63, b"*a", b"**"]
TTLS = [0, 1, 60, 300, 3600, 86400, 2**31 - 1]
LEAVES = ["A", "AAAA", "TXT", "PTR", "HINFO", "RP", "AFSDB", "KX", "CAA", "TLSA", "SSHFP", "LOC", "URI", "TYPE65280", "DS"]


class Generator:
    """Makes a set of up to four zones."""

    def __init__(self, number, rng, questions, signed=False):
        self.rng, self.tag, self.signed = rng, tag(number), signed
        odd = [] if rng.random() < 0.6 else rng.sample(SIGNABLE if signed else ODD, 3)
        self.pool = rng.sample(PLAIN, rng.choice([3, 4, 6])) + odd
        self.mixes_case, self.depth = rng.random() < 0.4, rng.choice([2, 3, 4])
        # Signatures of so long a TTL have another in files of BIND's and ldns' programs.
        self.ttls = rng.sample(TTLS[:-1] if signed else TTLS, 3)
        main = (self.tag, b"test")
        origins = [main]
        if rng.random() < 0.6:
            origins.append((self.apex_label(), *main))
        if rng.random() < 0.15:
            origins.append((self.apex_label(), *origins[-1]))
        if rng.random() < 0.4:
            origins.append((self.tag, b"example"))
        self.zones = [Zone(origin) for origin in origins if length(origin) < 200]
        for zone in self.zones:
            self.fill(zone)
        self.set = ZoneSet(number, self.zones, [self.question() for _ in range(questions)], number if signed else None)

    # Names

    def apex_label(self):
        """Seldom an odd one: PowerDNS reads no such zone's name."""
        return self.rng.choice(self.pool if self.chance(0.05) else [label for label in self.pool if label in PLAIN])

    def chance(self, probability):
        return self.rng.random() < probability

    def spelled(self, name):
        if not self.mixes_case:
            return name
        return tuple(bytes(octet ^ 0x20 if chr(octet).isascii() and chr(octet).isalpha() and self.chance(0.5) else octet
                           for octet in label) for label in name)

    def name_below(self, parent, depth):
        for _ in range(self.rng.randint(1, depth)):
            parent = (STAR if self.chance(0.04) else self.rng.choice(self.pool), *parent)
        return parent if length(parent) <= 255 else parent[-3:]

    def fresh(self, zone):
        """A name for a new node."""
        roll = self.rng.random()
        if roll < 0.12:
            return (STAR, *self.name_below(zone.origin, self.depth))
        if roll < 0.17:
            return (STAR, *zone.origin)
        if roll < 0.2:
            return self.stretched(zone.origin, self.rng.choice([255, 254, 250, 200, 129]))
        if roll < 0.25:
            return self.name_below(self.known(zone), 4)
        return self.name_below(zone.origin, self.depth)

    def stretched(self, name, octets):
        """A name below one with so many octets of wire form, if there is room for a label."""
        while (room := octets - length(name)) > 1:
            size = min(63, room - 1)
            size -= room - 1 - size == 1  # no octet may remain: a label takes two
            name = (bytes(self.rng.choice(b"abcxyz") for _ in range(size)), *name)
        return name

    def known(self, zone):
        return self.rng.choice(list(zone.nodes) or [zone.origin])

    def target(self, zone, itself):
        roll = self.rng.random()
        if roll < 0.05:
            return itself
        if roll < 0.12:
            return self.name_below((b"elsewhere", self.tag, b"invalid"), 1)
        if roll < 0.3:
            zone = self.rng.choice(self.zones)
        roll = self.rng.random()
        if roll < 0.5:
            return self.known(zone)
        if roll < 0.65:
            return self.name_below(self.known(zone), 2)
        return zone.origin if roll < 0.7 else self.name_below(zone.origin, self.depth)

    # Records

    def add(self, zone, owner, rtype, *rdata):
        name = folded(owner)
        if self.signed and length((STAR, *name)) > 255:
            return  # BIND hashes no names in such a zone, and NSD 4.6 ends
        if not zone.allows(name, rtype) or any(length(part) > 255 for part in rdata if isinstance(part, tuple)):
            return
        if self.meets_other_zone(zone, name, rtype) and not self.chance(0.03):
            return
        ttl = zone.nodes.get(name, {}).get(rtype, self.rng.choice(self.ttls))
        record = Record(self.spelled(owner), ttl, rtype, tuple(self.spelled(part) if isinstance(part, tuple) else part for part in rdata))
        if all((folded(one.owner), one.rtype, one.rdata) != (name, rtype, record.rdata) for one in zone.records):
            zone.append(record)

    def meets_other_zone(self, zone, name, rtype):
        """Whether a name is in a deeper zone, or a DNAME is above one: NSD refuses some of these."""
        deeper = [other.origin for other in self.zones if other is not zone and is_below(other.origin, zone.origin)]
        return any(name != origin and is_below(name, origin) and rtype not in ("A", "AAAA")
                   or rtype == "DNAME" and is_below(origin, name) for origin in deeper)

    def fill(self, zone):
        names = [self.name_below(zone.origin, 1), (b"host", b"elsewhere", self.tag, b"invalid")]
        self.add(zone, zone.origin, "SOA", (b"ns", *zone.origin), (b"admin", *zone.origin), 1, 7200, 3600, 1209600, self.rng.choice(self.ttls))
        for name in self.rng.sample(names, self.rng.choice([1, 2])):
            self.add(zone, zone.origin, "NS", name)
            self.addresses(zone, name)  # BIND serves no zone without
        if self.chance(0.04):
            self.add(zone, zone.origin, "DNAME", self.target(zone, zone.origin))
        for other in self.zones:
            if other is not zone and is_below(other.origin, zone.origin) and self.chance(0.9):
                self.delegate(zone, other.origin)
        kinds = [(self.data, 30), (self.additional, 25), (self.alias, 16), (self.rename, 10), (self.delegation, 12), (self.large, 2),
                 (self.chain, 3), (self.long_rename, 2), (self.spread, 1)]
        for make in self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds], k=self.rng.randint(4, 30)):
            make(zone, self.fresh(zone))

    def data(self, zone, name):
        for rtype in self.rng.sample(LEAVES, self.rng.choice([1, 1, 2, 3])):
            for _ in range(self.rng.choice([1, 1, 1, 2, 3])):
                self.add(zone, name, rtype, *self.leaf_rdata(zone, name, rtype))

    def leaf_rdata(self, zone, name, rtype):
        number = self.rng.randrange(1, 255)
        match rtype:
            case "A": return [f"192.0.2.{number}"]
            case "AAAA": return [f"2001:db8::{number:x}"]
            case "TXT": return [f'"text {number}"'] * self.rng.choice([1, 1, 2])
            case "PTR": return [self.target(zone, name)]
            case "HINFO": return ['"CPU"', f'"OS {number}"']
            case "RP": return [self.target(zone, name), self.target(zone, name)]
            case "AFSDB" | "KX": return [number, self.target(zone, name)]
            case "CAA": return [0, "issue", f'"ca{number}.example"']
            case "TLSA": return [3, 1, 1, f"{number:064x}"]
            case "SSHFP": return [4, 2, f"{number:064x}"]
            case "LOC": return [number % 90, 0, 0, "N", number % 90, 0, 0, "E", "10m"]
            case "URI": return [10, number, f'"https://example.org/{number}"']
            case "DS": return [number, 13, 2, f"{number:064x}"]
            case _: return ["\\#", 3, f"{number:06x}"]

    def additional(self, zone, name):
        rtype = self.rng.choice(ADDITIONAL[1:])
        for _ in range(self.rng.choice([1, 1, 2, 4])):
            target = self.target(zone, name) if self.chance(0.95) else ()
            self.add(zone, name, rtype, *self.additional_rdata(rtype, self.rng.randrange(100), target))
            if self.chance(0.5):
                self.addresses(zone, target)

    def additional_rdata(self, rtype, number, target):
        match rtype:
            case "MX": return [number, target]
            case "SRV": return [number, number, 443, target]
            case "NAPTR": return [number, 10, self.rng.choice(['"S"', '"A"', '""', '"U"']), '"SIP+D2U"', '""', target]
            case _: return [0, target] if self.chance(0.5) else [number + 1, target, "alpn=h2", f"port={number + 1}"]

    def addresses(self, zone, name):
        for rtype in self.rng.choice([["A"], ["AAAA"], ["A", "AAAA"], ["A", "A", "AAAA"]]):
            self.add(zone, name, rtype, *self.leaf_rdata(zone, name, rtype))

    def alias(self, zone, name):
        self.add(zone, name, "CNAME", self.target(zone, name))

    def rename(self, zone, name):
        target = self.target(zone, name)
        if self.chance(0.12):
            target = self.name_below(name, 1)  # grows until it is too long
        self.add(zone, name if name[0] != STAR or self.chance(0.2) else name[1:], "DNAME", target)
        if self.chance(0.4):
            self.data(zone, (STAR, *target))

    def long_rename(self, zone, name):
        self.add(zone, name, "DNAME", self.stretched(self.target(zone, name), self.rng.choice([255, 250, 240, 190])))

    def chain(self, zone, name):
        for _ in range(self.rng.choice([2, 4, 8, 12])):
            following = self.fresh(self.rng.choice(self.zones) if self.chance(0.2) else zone)
            self.add(zone, name, "CNAME", following)
            name = following
        self.data(zone, name)

    def spread(self, zone, name):
        """An RRset each of which has addresses of its own: more than a datagram holds."""
        for number in range(self.rng.choice([10, 20])):
            target = (b"host%d" % number, *name)
            self.add(zone, name, "MX", number, target)
            self.addresses(zone, target)

    def large(self, zone, name):
        rtype = self.rng.choice(["A", "AAAA", "TXT", "TXT"])
        for number in range(self.rng.choice([10, 30, 60])):
            rdata = {"A": f"198.51.100.{number}", "AAAA": f"2001:db8:1::{number:x}", "TXT": f'"{str(number) * self.rng.choice([5, 40])}"'}[rtype]
            self.add(zone, name, rtype, rdata)

    def delegation(self, zone, name):
        if name[0] != STAR or self.chance(0.02):
            self.delegate(zone, name)

    def delegate(self, zone, name):
        if name == zone.origin:
            return
        for _ in range(self.rng.choice([1, 1, 2, 3, 8])):
            server = self.rng.choice([self.name_below(name, 2), (b"ns", *name), name, self.target(zone, name),
                                      self.name_below((b"elsewhere", self.tag, b"invalid"), 1)])
            self.add(zone, name, "NS", server)
            if zone.has(name, "NS") and self.chance(0.7):
                self.addresses(zone, server)
        if zone.has(name, "NS") and self.chance(0.3):
            self.add(zone, name, "DS", *self.leaf_rdata(zone, name, "DS"))
        if zone.has(name, "NS") and self.chance(0.2):
            self.data(zone, self.rng.choice([(STAR, *name), self.name_below(name, 2)]))  # occluded

    # Questions

    def question(self):
        zone = self.rng.choice(self.zones)
        name, qtype = self.qname(zone), self.qtype(zone)
        types = [rtype for rtype in zone.nodes.get(name, {}) if rtype in TYPES]
        if types and self.chance(0.5):
            qtype = self.rng.choice(types)
        edns = self.rng.choice([None, None, 512, 1232, 4096])
        do = self.signed and edns is not None and self.chance(0.8)
        return Question(self.spelled(name) if self.chance(0.5) else name, qtype, edns, do)

    def qname(self, zone):
        ways = [(self.known, 30), (self.below_a_dname, 12), (self.by_a_wildcard, 8), (self.a_target, 10), (self.child, 18),
                (self.sibling, 9), (self.ancestor, 9), (self.fresh, 8), *[(self.hashed, 2)] * self.signed]
        way, = self.rng.choices([way for way, _ in ways], [weight for _, weight in ways])
        return way(zone)

    def by_a_wildcard(self, zone):
        owners = [name for name in zone.nodes if name[0] == STAR]
        return self.name_below(self.rng.choice(owners)[1:], 2) if owners else self.known(zone)

    def hashed(self, zone):
        """The owner of an NSEC3 record, in a zone that has them."""
        digest = base64.b32hexencode(hashlib.sha1(wire(self.known(zone))).digest())
        return (digest.lower(), *zone.origin)

    def a_target(self, zone):
        return folded(self.rng.choice([part for record in zone.records for part in record.rdata if isinstance(part, tuple)]))

    def child(self, zone):
        return self.name_below(self.known(zone), 3)

    def sibling(self, zone):
        name = self.known(zone)
        other = (self.rng.choice([*self.pool, STAR, b"none"]), *name[1:])
        return other if len(name) > 2 and length(other) <= 255 else name

    def ancestor(self, zone):
        name = self.known(zone)
        return name[self.rng.randrange(len(name)):] if self.chance(0.95) else ()

    def below_a_dname(self, zone):
        """A name that a DNAME makes as long as a name may be, or too long, or an ordinary one."""
        owners = [(name, record.rdata[0]) for record in zone.records if record.rtype == "DNAME" for name in [folded(record.owner)]]
        if not owners:
            return self.known(zone)
        name, target = self.rng.choice(owners)
        wanted = self.rng.choice([254, 255, 256, 257]) - length(target) + length(name)
        if self.chance(0.3) and length(name) + 2 <= wanted <= 255:
            return self.stretched(name, wanted)
        return self.name_below(name, 2)

    def qtype(self, zone):
        roll = self.rng.random()
        if self.signed and self.chance(0.05):
            return self.rng.choice(sorted(SECURITY))
        if roll < 0.04:
            return "ANY"
        if roll < 0.5:
            return self.rng.choice(["A", "AAAA", "DS", "NS", "SOA", "MX", "CNAME", "DNAME"])
        return self.rng.choice([rtype for rtype in TYPES if rtype != "ANY" and rtype not in SECURITY])
