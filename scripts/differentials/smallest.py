"""Makes sets of zones smaller as long as they still show something: many attempts with each start of the servers."""

from .zones import Record, Zone, ZoneSet, folded, tag



def renamed(zones, number, question):
    """The set with another number, of the records that are given for each origin, and with one question."""
    def rename(name):
        return tuple(new if label.lower() == old else label for label in name)
    old, new = tag(zones.number), tag(number)
    made = [Zone(rename(zone.origin), [Record(rename(owner), ttl, rtype, tuple(rename(part) if isinstance(part, tuple) else part for part in rdata))
                                       for owner, ttl, rtype, rdata in zone.records]) for zone in zones.zones]
    return ZoneSet(number, made, [question._replace(name=rename(question.name))], zones.way)


def units(zones):
    """All that can be taken away: numbers of zones, and of zones and their records. SOA and an NS have to stay."""
    found = [(index,) for index in range(len(zones.zones)) if len(zones.zones) > 1]
    for index, zone in enumerate(zones.zones):
        apex_ns = next(record for record in zone.records if record.rtype == "NS" and folded(record.owner) == zone.origin)
        found += [(index, number) for number, record in enumerate(zone.records) if record.rtype != "SOA" and record is not apex_ns]
    return found


def without(zones, gone):
    kept = [Zone(zone.origin, [record for number, record in enumerate(zone.records) if (index, number) not in gone])
            for index, zone in enumerate(zones.zones) if (index,) not in gone]
    return ZoneSet(zones.number, kept, zones.questions, zones.way)


class Attempt:
    """A set that becomes smaller."""

    def __init__(self, zones, question):
        self.zones, self.question = zones, question
        self.gone, self.rest = set(), units(zones)
        self.size = max(1, len(self.rest) // 2)
        self.removable = None

    def done(self):
        return self.size == 0

    def candidates(self):
        """Sets of units to take away in this round: pieces one by one, then as many as possible of those that can go."""
        if self.removable is None:
            pieces = [self.rest[i:i + self.size] for i in range(0, len(self.rest), self.size)]
        else:
            pieces = [sum(self.removable[:count], []) for count in sorted({len(self.removable) >> shift for shift in range(4)} - {0})]
        return [self.gone | set(piece) for piece in pieces]

    def learn(self, candidates, shown):
        good = [candidate - self.gone for candidate, still in zip(candidates, shown) if still]
        if self.removable is None and len(good) > 1:
            self.removable = [sorted(piece) for piece in good]
            return
        self.gone |= max(good, key=len, default=set())
        self.rest = [unit for unit in self.rest if unit not in self.gone and (unit[0],) not in self.gone]
        if not (good and self.size == 1):
            self.size = min(self.size // 2, max(1, len(self.rest) // 2)) if self.rest else 0
        self.removable = None


def smallest(found, shows, rounds=24):
    """The smallest sets for pairs of a set and a question; `shows` says which of a list of (number of pair, set) still show it."""
    attempts = [Attempt(*pair) for pair in found]
    for _ in range(rounds):
        tries = [(attempt, attempt.candidates()) for attempt in attempts if not attempt.done()]
        if not tries:
            break
        flat = [(attempts.index(attempt), without(attempt.zones, gone)) for attempt, candidates in tries for gone in candidates]
        shown = iter(shows([(index, renamed(zones, 500_000 + number, found[index][1])) for number, (index, zones) in enumerate(flat)]))
        for attempt, candidates in tries:
            attempt.learn(candidates, [next(shown) for _ in candidates])
    return [without(attempt.zones, attempt.gone) for attempt in attempts]
