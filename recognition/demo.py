"""Ready-made sign-ins for the embedded mode; on its first start, invented people and cases too.

Nothing of this ever happens outside the embedded mode.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from recognition.actions.accounts.sign_in import make_link
from recognition.settings import Mode, Settings
from recognition.store.opening import open_store


@dataclass(frozen=True, slots=True)
class SignIns:
    """Ready-made sign-ins, for the terminal; the applicant's link is new at each start."""

    applicant: str
    link_token: str
    assessors: tuple[str, ...]
    password: str
    authority_id: str
    authority_secret: str

    def lines(self, address: str) -> list[str]:
        """What the terminal shows."""
        return [
            f"  applicant  {self.applicant}: {address}/sign-in/link/{self.link_token}",
            *(
                f"  assessor   {email}, password {self.password}: {address}/staff/sign-in"
                for email in self.assessors
            ),
            "  authority  .venv/bin/recognition authority listen --port 8100 "
            f"--authority-id {self.authority_id} --secret {self.authority_secret} "
            f"--office-url {address} --answer confirmed",
            f"  mails that would have been sent: {address}/mailbox",
        ]


def load_demo(settings: Settings) -> SignIns:
    """Load the invented cases on the first start, and return the sign-ins with a new link."""
    if settings.mode is not Mode.EMBEDDED:
        raise AssertionError("invented cases belong into the embedded mode alone")
    store = open_store(settings)
    kept = settings.run_folder / "sign-ins.json"
    if not kept.exists():
        # Loaded late: only the first start makes papers, and that takes seconds of imports.
        from recognition.demo_town import make_town

        made = make_town(store, settings)
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(made))
    known = json.loads(kept.read_text())
    applicant_id = UUID(known.pop("applicant_id"))
    token = make_link(store, applicant_id, datetime.now(UTC), timedelta(hours=24))
    store.close()
    return SignIns(
        applicant=known["applicant"],
        link_token=token,
        assessors=tuple(known["assessors"]),
        password=known["password"],
        authority_id=known["authority_id"],
        authority_secret=known["authority_secret"],
    )
