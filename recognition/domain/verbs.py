"""What can be done to a case: one model per verb, and the envelope in which it travels.

Words that a person typed travel only here, encrypted by the payload codec; everything else in a
message is an id, a code or a number. Models grow by optional fields only.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recognition.domain.applicant_verbs import DETAILS as DETAILS
from recognition.domain.applicant_verbs import AgreeToQuestion as AgreeToQuestion
from recognition.domain.applicant_verbs import AnswerBackground as AnswerBackground
from recognition.domain.applicant_verbs import AnswerRequest as AnswerRequest
from recognition.domain.applicant_verbs import Appeal as Appeal
from recognition.domain.applicant_verbs import AskMoreTime as AskMoreTime
from recognition.domain.applicant_verbs import AttachDocument as AttachDocument
from recognition.domain.applicant_verbs import ConfirmReading as ConfirmReading
from recognition.domain.applicant_verbs import EditApplication as EditApplication
from recognition.domain.applicant_verbs import ExplainNames as ExplainNames
from recognition.domain.applicant_verbs import GiveConsent as GiveConsent
from recognition.domain.applicant_verbs import ObjectToQuestion as ObjectToQuestion
from recognition.domain.applicant_verbs import RemoveDocument as RemoveDocument
from recognition.domain.applicant_verbs import SettleItem as SettleItem
from recognition.domain.applicant_verbs import ShowOnVerify as ShowOnVerify
from recognition.domain.applicant_verbs import Submit as Submit
from recognition.domain.applicant_verbs import Withdraw as Withdraw
from recognition.domain.applicant_verbs import WithdrawAppeal as WithdrawAppeal
from recognition.domain.applicant_verbs import WithdrawConsent as WithdrawConsent
from recognition.domain.desk_verbs import Acknowledge as Acknowledge
from recognition.domain.desk_verbs import AddNote as AddNote
from recognition.domain.desk_verbs import AnnounceDelay as AnnounceDelay
from recognition.domain.desk_verbs import AskApplicant as AskApplicant
from recognition.domain.desk_verbs import AskAuthority as AskAuthority
from recognition.domain.desk_verbs import AskedItem as AskedItem
from recognition.domain.desk_verbs import CancelRequest as CancelRequest
from recognition.domain.desk_verbs import Claim as Claim
from recognition.domain.desk_verbs import CorrectSlip as CorrectSlip
from recognition.domain.desk_verbs import DecideAppeal as DecideAppeal
from recognition.domain.desk_verbs import FindCode as FindCode
from recognition.domain.desk_verbs import FindField as FindField
from recognition.domain.desk_verbs import HandOver as HandOver
from recognition.domain.desk_verbs import Propose as Propose
from recognition.domain.desk_verbs import RecordFinding as RecordFinding
from recognition.domain.desk_verbs import RegisterConflict as RegisterConflict
from recognition.domain.desk_verbs import Release as Release
from recognition.domain.desk_verbs import Reopen as Reopen
from recognition.domain.desk_verbs import RetractProposal as RetractProposal
from recognition.domain.desk_verbs import ReviewRequest as ReviewRequest
from recognition.domain.desk_verbs import SendBack as SendBack
from recognition.domain.desk_verbs import SignOff as SignOff
from recognition.domain.facts import Person
from recognition.domain.machine_verbs import AnswerAuthenticity as AnswerAuthenticity
from recognition.domain.machine_verbs import ExpireRequest as ExpireRequest
from recognition.domain.machine_verbs import PassDeadlines as PassDeadlines
from recognition.domain.machine_verbs import RecordDelivery as RecordDelivery
from recognition.domain.machine_verbs import RecordLetter as RecordLetter
from recognition.domain.machine_verbs import Refresh as Refresh
from recognition.domain.machine_verbs import RemindRequest as RemindRequest
from recognition.domain.machine_verbs import SendQuestion as SendQuestion
from recognition.domain.measure_verbs import AssessAdaptation as AssessAdaptation
from recognition.domain.measure_verbs import ChooseMeasure as ChooseMeasure
from recognition.domain.measure_verbs import CorrectAdaptation as CorrectAdaptation
from recognition.domain.measure_verbs import CorrectCondition as CorrectCondition
from recognition.domain.measure_verbs import RecordAdaptation as RecordAdaptation
from recognition.domain.measure_verbs import RecordCondition as RecordCondition
from recognition.domain.measure_verbs import ReviewAdaptation as ReviewAdaptation
from recognition.domain.measure_verbs import ReviewCondition as ReviewCondition
from recognition.domain.measure_verbs import StateAdaptation as StateAdaptation
from recognition.domain.measure_verbs import StateCondition as StateCondition
from recognition.domain.verb_names import VerbName as VerbName
from recognition.domain.vocabulary import Role

AnyVerb = Annotated[
    EditApplication
    | AttachDocument
    | RemoveDocument
    | ConfirmReading
    | ExplainNames
    | SettleItem
    | AnswerBackground
    | Submit
    | AnswerRequest
    | AskMoreTime
    | AgreeToQuestion
    | ObjectToQuestion
    | GiveConsent
    | WithdrawConsent
    | Withdraw
    | Appeal
    | WithdrawAppeal
    | ChooseMeasure
    | StateAdaptation
    | StateCondition
    | ShowOnVerify
    | Claim
    | Release
    | HandOver
    | AddNote
    | RegisterConflict
    | FindField
    | FindCode
    | Acknowledge
    | RecordFinding
    | AskApplicant
    | AskAuthority
    | ReviewRequest
    | CancelRequest
    | AnnounceDelay
    | Propose
    | RetractProposal
    | SignOff
    | SendBack
    | Reopen
    | CorrectSlip
    | DecideAppeal
    | RecordAdaptation
    | ReviewAdaptation
    | AssessAdaptation
    | RecordCondition
    | ReviewCondition
    | CorrectCondition
    | CorrectAdaptation
    | AnswerAuthenticity
    | PassDeadlines
    | SendQuestion
    | RemindRequest
    | ExpireRequest
    | RecordLetter
    | RecordDelivery
    | Refresh,
    Field(discriminator="verb"),
]


class Act(BaseModel):
    """A verb, who does it, and on which state of the case.

    ``action_id`` was made when the page was rendered: the same id is done once, however often it
    arrives. ``revision`` is the one the page showed; ``None`` (machines, authorities) skips it.
    ``sent_at`` is when an applicant's act came in that was kept until the engine was back.
    """

    model_config = ConfigDict(frozen=True)
    action_id: UUID
    role: Role
    person_id: UUID | None = None
    revision: int | None = None
    verb: AnyVerb
    sent_at: datetime | None = None

    @property
    def person(self) -> Person:
        """Who acts."""
        return Person(self.role, self.person_id)
