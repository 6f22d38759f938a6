"""Where leaf may reply as the other servers do not, and which RFC lets it."""

import dataclasses
import typing


@dataclasses.dataclass
class Explanation:
    """Explains differences in `parts`, or some of them, at places of the zone that `where` names, if `when` holds.

    `like` names servers of which one at least replies as the subject does; empty if none does.
    """
    name: str
    rfc: str
    parts: set
    where: set = dataclasses.field(default_factory=set)
    like: set = dataclasses.field(default_factory=set)
    when: typing.Callable = lambda case, difference: True

    def explains(self, case, difference):
        return (difference.parts <= self.parts and (not self.where or case.place in self.where)
                and bool(self.like) == bool(difference.like) and (not self.like or bool(self.like & set(difference.like)))
                and self.when(case, difference))


EXPLANATIONS = []
