"""What a server's reply to a question has to be, going by what the others reply, and why it may be another."""

import collections

from .explanations import EXPLANATIONS
from .wire import RCODES, TYPES, Reply, record_text, wire

# So many others that agree outweigh the rest.
MAJORITY = 3
# Types of which leaf sends all RRsets over TCP alone, as RFC 8482 §4.4 lets it for ANY.
SOME = ("ANY", "RRSIG")
# Says nothing of what is right.
SERVFAIL = 2

# `parts` are the words of what differs: rcode, aa, edns, answer, authority, additional, tc, question, doubled, silent, malformed.
# `agreed` are the names of the servers whose reply it should be; `like` those that give the subject's.
Difference = collections.namedtuple("Difference", "parts agreed like")
Case = collections.namedtuple("Case", "zones question place replies subject")


def key(reply, zones, qtype):
    """What has to be equal. The zone's own NS RRset beside an answer may be there or not; of `SOME`, any RRset will do."""
    authority = reply.authority
    if reply.answer and reply.aa:
        authority = frozenset(record for record in authority - zones.own_ns if not is_signature(record, "NS"))
    answer = bool(reply.answer) if qtype in SOME else reply.answer
    return {"rcode": reply.rcode, "aa": reply.aa, "edns": reply.edns, "answer": answer, "authority": authority}


def is_signature(record, type_name):
    """Whether a record is the signature of an RRset of a type."""
    return record[1] == TYPES["RRSIG"] and record[3][:2] == TYPES[type_name].to_bytes(2, "big")


def groups(case):
    """The servers beside the subject by what they reply, the largest group first."""
    found = []
    for name, (_, reply) in case.replies.items():
        if name == case.subject or not isinstance(reply, Reply) or reply.rcode == SERVFAIL:
            continue
        wanted = key(reply, case.zones, case.question.qtype)
        for group, members in found:
            if group == wanted:
                members.append(name)
                break
        else:
            found.append((wanted, [name]))
    return sorted(found, key=lambda group: -len(group[1]))


def compare(case, others):
    """The subject's difference from what it should say, or None."""
    first, reply = case.replies[case.subject]
    if not isinstance(reply, Reply):
        return Difference({"malformed" if reply else "silent"}, others[0][1] if others else [], [])
    if not others:
        return None
    got = key(reply, case.zones, case.question.qtype)
    like = next((members for group, members in others if group == got), [])
    agreed = others[0][1] if len(others[0][1]) >= MAJORITY or not like else like
    parts = {part for part in got if got[part] != others[0][0][part]} if agreed is not like else set()
    parts |= rest(case, reply, like or agreed) | datagram(case, first)
    return Difference(parts, agreed, like) if parts else None


def rest(case, reply, names):
    """What is compared with all of a group: the additional section, the question, and records that are there twice."""
    others = [case.replies[name][1] for name in names]
    parts = set()
    if case.question.qtype not in SOME and len(others) > 1:
        required = frozenset.intersection(*(beside_answer(case.zones, other) for other in others))
        allowed = frozenset.union(*(other.additional for other in others))
        if required - reply.additional or beside_answer(case.zones, reply) - allowed:
            parts.add("additional")
    if reply.question[:-4] != wire(case.question.name):
        parts.add("question")
    if reply.doubled and not any(other.doubled for _, other in case.replies.values() if other is not reply and isinstance(other, Reply)):
        parts.add("doubled")
    return parts


def beside_answer(zones, reply):
    """The additional records, but for addresses of the zone's own name servers where those are told beside an answer."""
    servers = {record[3] for record in reply.authority & zones.own_ns if reply.answer and reply.aa}
    return frozenset(record for record in reply.additional if record[0] not in servers)


def datagram(case, first):
    """TC is to be set where all others set it, and not where none does."""
    if case.question.qtype in SOME:
        return set()
    flags = {reply.tc for name, (reply, _) in case.replies.items() if name != case.subject and isinstance(reply, Reply)}
    return {"tc"} if flags == {not first.tc} else set()


def explanation(case, difference):
    return next((one for one in EXPLANATIONS if one.explains(case, difference)), None)


def describe(reply):
    """The lines of a reply."""
    if not isinstance(reply, Reply):
        return [str(reply or "no response")]
    flags = "".join(f" {flag}" for flag, is_set in [("AA", reply.aa), ("OPT", reply.edns)] if is_set)
    lines = [f"{RCODES.get(reply.rcode, reply.rcode)}{flags}"]
    for section in ("answer", "authority", "additional"):
        lines += [f"{section}: {line}" for line in sorted(map(record_text, getattr(reply, section)))]
    return lines
