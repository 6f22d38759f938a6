"""DNS names, questions and responses in wire form, for scripts that compare what servers say.

A name is a tuple of labels (octets) without the root's; in a record that was read it is wire form in lower case.
"""

import collections
import ipaddress

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "HINFO": 13, "MX": 15, "TXT": 16, "RP": 17, "AFSDB": 18,
         "AAAA": 28, "LOC": 29, "SRV": 33, "NAPTR": 35, "KX": 36, "DNAME": 39, "DS": 43, "SSHFP": 44, "RRSIG": 46,
         "NSEC": 47, "DNSKEY": 48, "NSEC3": 50, "NSEC3PARAM": 51, "TLSA": 52, "SVCB": 64, "HTTPS": 65, "ANY": 255, "URI": 256, "CAA": 257, "TYPE65280": 65280}
# Those that signing adds.
SECURITY = {"RRSIG", "NSEC", "DNSKEY", "NSEC3", "NSEC3PARAM"}
TYPE_NAMES = {number: name for name, number in TYPES.items()}
RCODES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED", 6: "YXDOMAIN"}
OPT = 41

# RDATA up to its last name: a digit is that many octets, s a character string, n a name.
LAYOUTS = {TYPES[name]: layout for name, layout in {
    "NS": "n", "CNAME": "n", "PTR": "n", "DNAME": "n", "MX": "2n", "KX": "2n", "AFSDB": "2n", "RP": "nn", "SOA": "nn",
    "SRV": "6n", "NAPTR": "4sssn", "SVCB": "2n", "HTTPS": "2n", "RRSIG": "99n", "NSEC": "n"}.items()}

# Sections are frozen sets of (owner, type, TTL, RDATA), with names whole and in lower case.
# `doubled` says whether a section has a record twice.
Reply = collections.namedtuple("Reply", "rcode aa tc edns question answer authority additional doubled chain size")


class Malformed(Exception):
    """A response that cannot be read."""


def wire(name):
    return b"".join(bytes([len(label)]) + label for label in name) + b"\0"


def labels(octets):
    """The labels of a name in wire form."""
    found, at = [], 0
    while octets[at]:
        found.append(octets[at + 1:at + 1 + octets[at]])
        at += 1 + octets[at]
    return tuple(found)


def text(name):
    """Presentation form (RFC 1035 §5.1), fully qualified, in the one escape that all servers read alike."""
    def character(octet):
        return chr(octet) if octet < 128 and (chr(octet).isalnum() or octet in b"-_*") else f"\\{octet:03}"
    return "".join("".join(map(character, label)) + "." for label in name) or "."


def name(presentation):
    """The labels of a name in presentation form."""
    found, label, at = [], b"", 0
    octets = presentation.encode()
    while at < len(octets):
        if octets[at] == 0x2E:
            found.append(label)
            label = b""
        elif octets[at] == 0x5C and octets[at + 1:at + 4].isdigit():
            label += bytes([int(octets[at + 1:at + 4])])
            at += 3
        else:
            at += octets[at] == 0x5C
            label += octets[at:at + 1]
        at += 1
    return tuple(label for label in [*found, label] if label)


def query(name, qtype, edns, do=False):
    """A query without ID and RD; `edns` is the size of responses to announce, None to do without EDNS and DO."""
    header = b"\0\0\0\0\0\1\0\0\0\0\0" + bytes([edns is not None])
    opt = b"" if edns is None else b"\0\0\x29" + edns.to_bytes(2, "big") + bytes([0, 0, do << 7, 0, 0, 0])
    return header + wire(name) + qtype.to_bytes(2, "big") + b"\0\1" + opt


def read_name(message, at):
    """The name at an offset, whole and in lower case, and the offset behind it."""
    parts, end, first = [], None, at
    while length := message[at]:
        if length < 64:
            parts.append(message[at:at + 1 + length])
            at += 1 + length
        else:
            end = end or at + 2
            at = (length & 0x3F) << 8 | message[at + 1]
            if length < 192 or at >= first:
                raise Malformed("a pointer that does not lead back")
            first = at
    # A length octet is below 64, and no letter.
    return b"".join(parts).lower() + b"\0", end or at + 1


def read_rdata(message, rtype, at, end):
    layout = LAYOUTS.get(rtype)
    if not layout:
        return message[at:end]
    parts = []
    for field in layout:
        if field == "n":
            part, at = read_name(message, at)
        else:
            size = 1 + message[at] if field == "s" else int(field)
            part, at = message[at:at + size], at + size
        parts.append(part)
    return b"".join(parts) + message[at:end]


def read_record(message, at):
    """A record, its class, and the offset behind it."""
    owner, at = read_name(message, at)
    rtype, rclass = int.from_bytes(message[at:at + 2], "big"), int.from_bytes(message[at + 2:at + 4], "big")
    ttl, end = int.from_bytes(message[at + 4:at + 8], "big"), at + 10 + int.from_bytes(message[at + 8:at + 10], "big")
    if end > len(message):
        raise Malformed("a record that is cut off")
    return (owner, rtype, ttl, read_rdata(message, rtype, at + 10, end)), rclass, end


def read_reply(message):
    """A response with one question; raises Malformed or IndexError."""
    flags, counts = int.from_bytes(message[2:4], "big"), [int.from_bytes(message[i:i + 2], "big") for i in (4, 6, 8, 10)]
    if not flags & 0x8000 or counts[0] != 1:
        raise Malformed("no response with one question")
    at = read_name(message, 12)[1] + 4
    question, sections, edns = message[12:at], [], False
    for count in counts[1:]:
        records = []
        for _ in range(count):
            record, rclass, at = read_record(message, at)
            if record[1] == OPT:
                edns = True
            elif rclass == 1:
                records.append(record)
            else:
                raise Malformed(f"a record of class {rclass}")
        sections.append(records)
    if at != len(message):
        raise Malformed("octets behind the last record")
    sets = [frozenset(records) for records in sections]
    chain = tuple(owner for owner, rtype, _, _ in sections[0] if rtype == TYPES["CNAME"])
    return Reply(flags & 15, bool(flags & 0x400), bool(flags & 0x200), edns, question, *sets,
                 any(len(one) < len(records) for one, records in zip(sets, sections)), chain, len(message))


def type_text(rtype):
    return TYPE_NAMES.get(rtype, f"TYPE{rtype}")


def rdata_text(rtype, rdata):
    """RDATA to be read by people: names and addresses as such, all else in hexadecimal digits."""
    if rtype in (1, 28):
        return str(ipaddress.ip_address(rdata))
    parts, at = [], 0
    for field in LAYOUTS.get(rtype, ""):
        if field == "n":
            name, next_at = read_name(rdata, at)
            parts.append(text(labels(name)))
        else:
            next_at = at + (1 + rdata[at] if field == "s" else int(field))
            parts.append(rdata[at:next_at].hex())
        at = next_at
    rest = rdata[at:].hex()
    return " ".join(parts + [rest[:64] + ("…" if len(rest) > 64 else "")])


def record_text(record):
    owner, rtype, ttl, rdata = record
    return f"{text(labels(owner))} {ttl} {type_text(rtype)} {rdata_text(rtype, rdata)}".rstrip()
