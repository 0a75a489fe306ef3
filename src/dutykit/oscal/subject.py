"""What an export is of: a workspace in one cycle on one day, and who the parties are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from dutykit.model.office_words import ROLES
from dutykit.model.review import Review
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.oscal.document import VERSION, Json, identifier, line, prop, props, some, title

OFFICE = "supervision-office"
"""The role of who assesses."""
UNIT = "unit"
"""The role of who answers."""


@dataclass(frozen=True)
class Subject:
    """A workspace as it is seen in `cycle`."""

    workspace: Workspace
    cycle: int
    as_of: dt.date
    made: dt.datetime

    @cached_property
    def is_sample(self) -> bool:
        """Whether anything in it is a sample."""
        held: tuple[Submission | Review, ...] = (*self.workspace.submissions, *self.workspace.reviews)
        return any(one.sample for one in held if one.cycle == self.cycle)

    def party(self, unit: str) -> str:
        """The UUID of the unit with this id as a party."""
        return identifier("party", unit)

    @property
    def office(self) -> str:
        """The UUID of the supervision office as a party."""
        return identifier("office")

    def component(self, unit: str) -> str:
        """The UUID of the unit as what the duties are implemented by."""
        return identifier("component", unit)

    def requirement(self, unit: str, indicator: str) -> str:
        """The UUID of the answer of the unit to the indicator."""
        return identifier("requirement", str(self.cycle), unit, indicator)

    def metadata(self, name: str, *, with_parties: bool = True) -> Json:
        """What a document called `name` says of itself."""
        catalogue, settings = self.workspace.catalogue, self.workspace.settings
        made = some(
            title=title(name),
            last_modified=self._modified,
            version=str(self.cycle),
            oscal_version=VERSION,
            props=props({"sample": self.is_sample}),
            remarks="示例数据" if self.is_sample else None,
        )
        if not with_parties:
            return made
        roles = [{"id": role, "title": word} for role, word in ROLES.items()]
        roles += [{"id": UNIT, "title": "填报单位"}, {"id": OFFICE, "title": "督导室"}]
        office = settings.report.issuer or catalogue.source.issuer
        parties = [{"uuid": self.office, "type": "organization", "name": line(office)}]
        parties += [
            some(
                uuid=self.party(unit.id),
                type="organization",
                name=line(unit.id),
                props=[prop("kind", unit.kind), *props({"alias": unit.aliases})],
            )
            for unit in self.workspace.register.by_id.values()
        ]
        responsible = [{"role-id": OFFICE, "party-uuids": [self.office]}]
        return {**made, "roles": roles, "parties": parties, "responsible-parties": responsible}

    @property
    def _modified(self) -> str:
        return self.made.strftime("%Y-%m-%dT%H:%M:%S+00:00")
