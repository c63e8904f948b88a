"""Which file does which verb."""

from collections.abc import Callable
from typing import Any

from recognition.actions.acknowledge import acknowledge
from recognition.actions.add_note import add_note
from recognition.actions.agree_to_question import agree_to_question
from recognition.actions.announce_delay import announce_delay
from recognition.actions.answer_authenticity import answer_authenticity
from recognition.actions.answer_background import answer_background
from recognition.actions.answer_request import answer_request
from recognition.actions.appeal import appeal
from recognition.actions.ask_applicant import ask_applicant
from recognition.actions.ask_authority import ask_authority
from recognition.actions.ask_more_time import ask_more_time
from recognition.actions.assess_adaptation import assess_adaptation
from recognition.actions.attach_document import attach_document
from recognition.actions.cancel_request import cancel_request
from recognition.actions.choose_measure import choose_measure
from recognition.actions.claim import claim
from recognition.actions.confirm_reading import confirm_reading
from recognition.actions.correct_adaptation import correct_adaptation
from recognition.actions.correct_condition import correct_condition
from recognition.actions.correct_slip import correct_slip
from recognition.actions.decide_appeal import decide_appeal
from recognition.actions.doing import Doing
from recognition.actions.edit_application import edit_application
from recognition.actions.expire_request import expire_request
from recognition.actions.explain_names import explain_names
from recognition.actions.find_code import find_code
from recognition.actions.find_field import find_field
from recognition.actions.give_consent import give_consent
from recognition.actions.hand_over import hand_over
from recognition.actions.object_to_question import object_to_question
from recognition.actions.pass_deadlines import pass_deadlines
from recognition.actions.propose import propose
from recognition.actions.record_adaptation import record_adaptation
from recognition.actions.record_condition import record_condition
from recognition.actions.record_delivery import record_delivery
from recognition.actions.record_finding import record_finding
from recognition.actions.record_letter import record_letter
from recognition.actions.refresh import refresh
from recognition.actions.register_conflict import register_conflict
from recognition.actions.release import release
from recognition.actions.remind_request import remind_request
from recognition.actions.remove_document import remove_document
from recognition.actions.reopen import reopen
from recognition.actions.retract_proposal import retract_proposal
from recognition.actions.review_adaptation import review_adaptation
from recognition.actions.review_condition import review_condition
from recognition.actions.review_request import review_request
from recognition.actions.send_back import send_back
from recognition.actions.send_question import send_question
from recognition.actions.settle_item import settle_item
from recognition.actions.show_on_verify import show_on_verify
from recognition.actions.sign_off import sign_off
from recognition.actions.state_adaptation import state_adaptation
from recognition.actions.state_condition import state_condition
from recognition.actions.submit import submit
from recognition.actions.withdraw import withdraw
from recognition.actions.withdraw_appeal import withdraw_appeal
from recognition.actions.withdraw_consent import withdraw_consent
from recognition.domain.verbs import VerbName

Handler = Callable[[Doing, Any], None]

HANDLERS: dict[VerbName, Handler] = {
    VerbName.ACKNOWLEDGE: acknowledge,
    VerbName.ADD_NOTE: add_note,
    VerbName.AGREE_TO_QUESTION: agree_to_question,
    VerbName.ANNOUNCE_DELAY: announce_delay,
    VerbName.ANSWER_AUTHENTICITY: answer_authenticity,
    VerbName.ANSWER_BACKGROUND: answer_background,
    VerbName.ANSWER_REQUEST: answer_request,
    VerbName.APPEAL: appeal,
    VerbName.ASK_APPLICANT: ask_applicant,
    VerbName.ASK_AUTHORITY: ask_authority,
    VerbName.ASK_MORE_TIME: ask_more_time,
    VerbName.ASSESS_ADAPTATION: assess_adaptation,
    VerbName.ATTACH_DOCUMENT: attach_document,
    VerbName.CANCEL_REQUEST: cancel_request,
    VerbName.CHOOSE_MEASURE: choose_measure,
    VerbName.CLAIM: claim,
    VerbName.CONFIRM_READING: confirm_reading,
    VerbName.CORRECT_ADAPTATION: correct_adaptation,
    VerbName.CORRECT_CONDITION: correct_condition,
    VerbName.CORRECT_SLIP: correct_slip,
    VerbName.DECIDE_APPEAL: decide_appeal,
    VerbName.EDIT_APPLICATION: edit_application,
    VerbName.EXPIRE_REQUEST: expire_request,
    VerbName.EXPLAIN_NAMES: explain_names,
    VerbName.FIND_CODE: find_code,
    VerbName.FIND_FIELD: find_field,
    VerbName.GIVE_CONSENT: give_consent,
    VerbName.HAND_OVER: hand_over,
    VerbName.OBJECT_TO_QUESTION: object_to_question,
    VerbName.PASS_DEADLINES: pass_deadlines,
    VerbName.PROPOSE: propose,
    VerbName.RECORD_ADAPTATION: record_adaptation,
    VerbName.RECORD_CONDITION: record_condition,
    VerbName.RECORD_DELIVERY: record_delivery,
    VerbName.RECORD_FINDING: record_finding,
    VerbName.RECORD_LETTER: record_letter,
    VerbName.REFRESH: refresh,
    VerbName.REGISTER_CONFLICT: register_conflict,
    VerbName.RELEASE: release,
    VerbName.REMIND_REQUEST: remind_request,
    VerbName.REMOVE_DOCUMENT: remove_document,
    VerbName.REOPEN: reopen,
    VerbName.RETRACT_PROPOSAL: retract_proposal,
    VerbName.REVIEW_ADAPTATION: review_adaptation,
    VerbName.REVIEW_CONDITION: review_condition,
    VerbName.REVIEW_REQUEST: review_request,
    VerbName.SEND_BACK: send_back,
    VerbName.SEND_QUESTION: send_question,
    VerbName.SETTLE_ITEM: settle_item,
    VerbName.SHOW_ON_VERIFY: show_on_verify,
    VerbName.SIGN_OFF: sign_off,
    VerbName.STATE_ADAPTATION: state_adaptation,
    VerbName.STATE_CONDITION: state_condition,
    VerbName.SUBMIT: submit,
    VerbName.WITHDRAW: withdraw,
    VerbName.WITHDRAW_APPEAL: withdraw_appeal,
    VerbName.WITHDRAW_CONSENT: withdraw_consent,
}
"""Every verb has exactly one handler; a test compares with ``VerbName``."""
