"""What each mail says: plain words, nothing personal (source texts, to be translated)."""

from dataclasses import dataclass

from recognition.letters.words import m
from recognition.store.outbox import MailKind


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject, what happened, and what the link is for; ``dated`` is said where a day is known."""

    subject: str
    body: str
    link: str
    dated: str = ""


ANSWER_BY = m(
    "Please answer until %(day)s. If nothing has come by then, we go on with what we have; nobody "
    "is refused because a day has passed."
)
OPEN_CASE = m("Open the case here:")
SEE_CASE = m("See your application here (you will be asked to sign in):")

MAIL_TEXTS: dict[MailKind, MailText] = {
    MailKind.SIGN_IN: MailText(
        m("Your link to sign in"),
        m(
            "Somebody, we hope you, asked to sign in with this e-mail address. The link works "
            "once and for a short time. If it was not you, do nothing: nobody can sign in "
            "without this link."
        ),
        m("Sign in here:"),
    ),
    MailKind.SIGN_IN_CHANGED: MailText(
        m("How you sign in was changed"),
        m(
            "Your password, your authenticator app or your recovery codes were set up, changed or "
            "reset. If it was you, or you asked for it, do nothing. If not, somebody may know your "
            "password: tell the people who run this system at once."
        ),
        m("See how you sign in:"),
    ),
    MailKind.RECEIVED: MailText(
        m("We have received your application"),
        m(
            "Thank you. Your application has arrived; the day on which you submitted it is the day "
            "of receipt. On your page you see what happens next, what may still be missing, and "
            "the date by which a decision is due."
        ),
        SEE_CASE,
    ),
    MailKind.REQUEST: MailText(
        m("We need something from you"),
        m(
            "To go on with your application we need something from you. Your page says what it "
            "is and until when. If you cannot get a paper, you can say so there; you can also "
            "ask for more time."
        ),
        SEE_CASE,
        ANSWER_BY,
    ),
    MailKind.REMINDER: MailText(
        m("Reminder: we are waiting for your answer"),
        m(
            "We asked you for something and have no full answer yet. You can answer in parts. If "
            "you cannot get a paper or need more time, you can say so on your page."
        ),
        SEE_CASE,
        ANSWER_BY,
    ),
    MailKind.REQUEST_EXPIRED: MailText(
        m("The time for your answer has passed"),
        m(
            "The time for answering our question has passed. You can still answer; we go on with "
            "what we have. This alone does not lead to a refusal."
        ),
        SEE_CASE,
    ),
    MailKind.MORE_TIME: MailText(
        m("You have more time for your answer"),
        m("You have more time to answer our question. The new date stands on your page, too."),
        SEE_CASE,
        ANSWER_BY,
    ),
    MailKind.REQUEST_CANCELLED: MailText(
        m("You need not answer our question any more"),
        m(
            "We asked you for something and do not need it any more. You need not do anything "
            "about it; what you have sent already stays with your application."
        ),
        SEE_CASE,
    ),
    MailKind.NEW_DATE: MailText(
        m("There is a new date for your decision"),
        m(
            "The date by which a decision on your application is due has changed. Your page "
            "shows the new date and the reason."
        ),
        SEE_CASE,
        m("The new date is %(day)s."),
    ),
    MailKind.DECISION: MailText(
        m("The decision on your application is ready"),
        m(
            "We have decided on your application. On your page you can read and download the "
            "letter. It says why we decided so and what you can do."
        ),
        SEE_CASE,
    ),
    MailKind.SILENCE: MailText(
        m("We have not decided in time"),
        m(
            "The date by which a decision was due has passed, and we have not decided. We are "
            "sorry. You now have the right to appeal against our silence; your page says how. "
            "We go on working on your application."
        ),
        SEE_CASE,
    ),
    MailKind.QUESTION_ANNOUNCED: MailText(
        m("We would like to ask the institution that issued your papers"),
        m(
            "We would like to ask the awarding institution, or an authority in its country, "
            "whether your papers are genuine. Your page says whom. If this question could "
            "endanger you or somebody else, you can object there before we ask; say why, and "
            "until when you can object stands there too."
        ),
        SEE_CASE,
    ),
    MailKind.APPEAL_RECEIVED: MailText(
        m("We have received your appeal"),
        m("Your appeal has arrived. Your page shows what happens next."),
        SEE_CASE,
    ),
    MailKind.APPEAL_DECIDED: MailText(
        m("There is a decision on your appeal"),
        m("Your appeal has been decided. You can read the result on your page."),
        SEE_CASE,
    ),
    MailKind.APPEAL_WITHDRAWN: MailText(
        m("You have taken your appeal back"),
        m(
            "You have taken your appeal back, as you asked, and nobody decides it any more. As "
            "long as the time for an appeal lasts you can appeal again; your page says until when."
        ),
        SEE_CASE,
    ),
    MailKind.WITHDRAWN: MailText(
        m("Your application has been withdrawn"),
        m(
            "Your application has been withdrawn, as you asked. We no longer work on it. You can "
            "apply again at any time."
        ),
        SEE_CASE,
    ),
    MailKind.DELAY_NOTICE: MailText(
        m("A case of yours nears its date"),
        m(
            "The date by which a decision is due comes near in a case that you have claimed. "
            "Decide it, or announce the delay to the applicant with its reason and a new date."
        ),
        OPEN_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.ORDERED_NOTICE: MailText(
        m("A case must be decided soon"),
        m(
            "In a case that you have claimed, or that nobody holds, an appeal against silence was "
            "granted, and the day by which it must be decided comes near. That day cannot be moved."
        ),
        OPEN_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.CONFIRM_READING: MailText(
        m("Please check what we read in your papers"),
        m(
            "A machine has read your papers. Please check on your page whether it read them "
            "correctly, and correct what is wrong. If you do not, we go on with what was read."
        ),
        SEE_CASE,
    ),
    MailKind.DRAFT_NOTICE: MailText(
        m("Your draft will soon be closed"),
        m(
            "You began an application and have not submitted it. Drafts that have not been "
            "changed for a long time are closed. If you still want to apply, open your draft and "
            "change or submit it; then it stays. Otherwise you need not do anything."
        ),
        SEE_CASE,
    ),
    MailKind.ACKNOWLEDGED: MailText(
        m("We confirm your application"),
        m(
            "The office has looked at your application and confirms that it is here. Your page "
            "says whether your file is complete and, if not, which papers are missing. It also "
            "shows the date by which a decision is due."
        ),
        SEE_CASE,
    ),
    MailKind.ACKNOWLEDGEMENT_NOTICE: MailText(
        m("An application must be acknowledged"),
        m(
            "Nobody has acknowledged an application yet. Tell the applicant that the file is "
            "complete, or name what is missing."
        ),
        OPEN_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.CLOCK_PAUSED: MailText(
        m("The time for your decision stands still"),
        m(
            "While we wait for an answer that we need, the time for the decision does not run. The "
            "law allows this. Your page says what we wait for. When it is over, we write to you "
            "with the new date."
        ),
        SEE_CASE,
        m("So far the date is %(day)s; it moves by as many days as the waiting takes."),
    ),
    MailKind.CORRECTED: MailText(
        m("We have corrected a slip in your letter"),
        m(
            "In the letter with our decision we put a slip of the pen right. The decision itself "
            "is the same, and so is the time to appeal. On your page you can download the new "
            "letter; it takes the place of the old one."
        ),
        SEE_CASE,
    ),
    MailKind.TEST_NOTICE: MailText(
        m("The last day for your aptitude test comes near"),
        m(
            "Our decision lets you take an aptitude test, and the time for it is nearly over. If "
            "you want to take it, write to us for a place. If your decision lets you choose "
            "and you would rather have the adaptation period, say so on your page by then, too."
        ),
        SEE_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.TEST_TO_OFFER: MailText(
        m("An aptitude test must be possible soon"),
        m(
            "In a decided case the holder must be able to take an aptitude test, and the time for "
            "it is nearly over. See that a test is offered in time."
        ),
        OPEN_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.TEST_TERM_ENDED: MailText(
        m("The time for your aptitude test is over"),
        m(
            "The time within which you could take the aptitude test is over, and so is the time to "
            "choose between two measures, if our decision let you. Nothing is refused by this: our "
            "decision stays as it is. If you could not take the test, were offered none, or want "
            "the other measure, write to us: we can take your case up again."
        ),
        SEE_CASE,
    ),
    MailKind.ADAPTATION_STATED: MailText(
        m("The beginning of an adaptation period must be confirmed"),
        m(
            "In a decided case the holder has said when the adaptation period began, and sent a "
            "paper that shows it. Look at it, and confirm it or say why not."
        ),
        OPEN_CASE,
    ),
    MailKind.ADAPTATION_RECORDED: MailText(
        m("The beginning of your adaptation period is recorded"),
        m(
            "We have recorded when your adaptation period began and how long it is. If something "
            "of it is wrong, write to us. We remind you before it ends."
        ),
        SEE_CASE,
        m("Its last day is %(day)s."),
    ),
    MailKind.ADAPTATION_DECLINED: MailText(
        m("We could not confirm when your adaptation period began"),
        m(
            "You told us when your adaptation period began, and we could not confirm it yet. Your "
            "page says why. You can say it again there, with another paper; nothing is refused."
        ),
        SEE_CASE,
    ),
    MailKind.ADAPTATION_NOTICE: MailText(
        m("Your adaptation period ends soon"),
        m(
            "Your adaptation period is nearly over. Afterwards its assessment is recorded. Talk to "
            "those under whose guidance you work about what the office needs from them. If you "
            "were ill or away, tell us: the period can be made longer."
        ),
        SEE_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.ADAPTATION_ENDS: MailText(
        m("An adaptation period ends soon"),
        m(
            "In a decided case the adaptation period is nearly over. Then its assessment is to be "
            "recorded: see that you have what you need for it."
        ),
        OPEN_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.ADAPTATION_OVER: MailText(
        m("Your adaptation period is over"),
        m(
            "Your adaptation period is over. The office now records how it was assessed, and "
            "writes to you then. Nothing is refused because this day has passed."
        ),
        SEE_CASE,
    ),
    MailKind.ADAPTATION_TO_ASSESS: MailText(
        m("An adaptation period must be assessed"),
        m(
            "In a decided case the adaptation period is over. Record its assessment: passed, not "
            "passed, or longer. The holder waits for it."
        ),
        OPEN_CASE,
    ),
    MailKind.ADAPTATION_ASSESSED: MailText(
        m("Your adaptation period was assessed"),
        m(
            "The assessment of your adaptation period is recorded. Your page says what it is and "
            "what you can do now."
        ),
        SEE_CASE,
    ),
    MailKind.ADAPTATION_EXTENDED: MailText(
        m("Your adaptation period is longer now"),
        m("The office has made your adaptation period longer. Your page says why."),
        SEE_CASE,
        m("Its new last day is %(day)s."),
    ),
    MailKind.CONDITION_STATED: MailText(
        m("A holder tells us what came of a condition"),
        m(
            "In a decided case the holder has told us the result of a test, a course or another "
            "condition of the decision, and sent a paper that shows it. Look at it, and record the "
            "result or say why not."
        ),
        OPEN_CASE,
    ),
    MailKind.CONDITION_DECLINED: MailText(
        m("We could not record what you told us yet"),
        m(
            "You told us what came of a condition of our decision, and your paper does not show it "
            "yet. Your page says why. You can send another paper there; nothing is refused."
        ),
        SEE_CASE,
    ),
    MailKind.CONDITION_FULFILLED: MailText(
        m("You have fulfilled a condition of our decision"),
        m(
            "We have recorded that you did something that our decision asked for. Your page says "
            "what it is, and whether anything else is open. Once all is done, we take your case up "
            "again and two people decide anew: you need not apply again."
        ),
        SEE_CASE,
    ),
    MailKind.CONDITION_NOT_FULFILLED: MailText(
        m("A result is recorded in your case"),
        m(
            "A condition of our decision is not fulfilled yet. This refuses nothing: our decision "
            "stays as it is. Your page says what was recorded, and what you can do now."
        ),
        SEE_CASE,
    ),
    MailKind.CONDITION_CORRECTED: MailText(
        m("A result in your case was recorded anew"),
        m(
            "What we had recorded of a condition of our decision was a mistake, and we have put it "
            "right. This refuses nothing: our decision stays as it is. Your page says what counts "
            "now, why, and what you can do. If you think that it is wrong, write to us."
        ),
        SEE_CASE,
    ),
    MailKind.QUESTION_UNANSWERED: MailText(
        m("An authority has not answered a question"),
        m(
            "An authority or institution was asked about a case and has not answered in time. Look "
            "for another way to find out: a register, another authority, the holder. That nobody "
            "answers is no ground against the holder. A late answer is still taken."
        ),
        OPEN_CASE,
    ),
    MailKind.ERASURE_NOTICE: MailText(
        m("Your data will soon be erased"),
        m(
            "The time for which we keep your closed case is nearly over. Then we erase your data, "
            "your papers and the letter. If you want to keep the letter, download it from your "
            "page before that."
        ),
        SEE_CASE,
        m("The last day is %(day)s."),
    ),
    MailKind.QUESTION: MailText(
        m("A question about a qualification that you awarded"),
        m(
            "We are asked to recognise a qualification of your institution, and would like to know "
            "from you whether it is genuine. Its holder knows of this question. The link shows the "
            "question and needs no account. It works for one answer, and is meant for you alone."
        ),
        m("Answer the question here:"),
        ANSWER_BY,
    ),
}

GREETING = m("Hello,")
QUESTIONS = m("Do you have a question? Write to %(email)s.")
QUESTIONS_BY_PHONE = m("Do you have a question? Write to %(email)s or call %(phone)s.")
AUTOMATIC = m("This mail was sent automatically. It holds nothing personal, on purpose.")
