"""Signing in as staff with a second factor: over HTTP, as a browser without scripts does it."""

import re

import cv2
import numpy as np
import pytest
from flask.testing import FlaskClient

from recognition.actions.accounts.sign_in import make_link
from recognition.settings import SecondFactor
from recognition.store.base import new_id
from recognition.store.tables import Account
from recognition.web.identity import COOKIE, HALF_COOKIE, HALF_PATH
from tests.web.staff.conftest import (
    EMAIL,
    PASSWORD,
    STEP,
    House,
    first_code,
    give_password,
    send,
    shown_key,
)

CODE, SET_UP = "/staff/sign-in/code", "/staff/sign-in/set-up"
RECOVERY = "/staff/sign-in/recovery"
STEPS = (CODE, SET_UP, RECOVERY)


def drawn(svg: str) -> str:
    """What a telephone's camera reads from the QR code in the page."""
    (side,) = re.findall(r'viewBox="0 0 (\d+) \d+"', svg)
    (path,) = re.findall(r'<path[^>]* d="([^"]+)"[^>]*stroke="#000"', svg) or re.findall(
        r'stroke="#000"[^>]* d="([^"]+)"', svg
    )
    picture = np.full((int(side), int(side)), 255, np.uint8)
    x = y = 0.0
    for verb, numbers in re.findall(r"([MmhHl])([-\d. ]+)", path):
        values = [float(one) for one in numbers.split()]
        if verb == "M":
            x, y = values
        elif verb == "m":
            x, y = x + values[0], y + values[1]
        elif verb == "h":
            picture[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            raise AssertionError(verb)
    large = cv2.resize(picture, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    # Its other detector misses seven of a hundred codes that are drawn without a fault.
    return str(cv2.QRCodeDetectorAruco().detectAndDecode(large)[0])


def test_the_first_sign_in_sets_an_app_up(staff: FlaskClient, house: House) -> None:
    """Directive (EU) 2022/2555, article 21(2)(j)."""
    answer = give_password(staff)
    assert (answer.status_code, answer.headers["Location"]) == (303, SET_UP)
    assert staff.get("/desk").status_code == 401, "half signed in is not signed in"
    page = staff.get(SET_UP).get_data(as_text=True)
    (svg,) = re.findall(r"<svg.*?</svg>", page, re.S)
    address = drawn(svg)
    assert f"secret={shown_key(page)}&" in address and "amina%40office.example" in address
    assert re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    done = send(staff, SET_UP, code=first_code(staff, house.at))
    codes = re.findall(r'<li><bdi dir="ltr">([0-9A-Z-]{19})</bdi>', done.get_data(as_text=True))
    assert done.status_code == 200 and len(set(codes)) == 10
    assert done.headers["Cache-Control"] == "no-store"
    assert staff.get("/desk").status_code == 200
    assert staff.get(SET_UP).status_code == 303, "the key is shown no more"


def test_the_second_sign_in_asks_for_a_code(staff: FlaskClient, house: House) -> None:
    """GDPR, article 32."""
    phone = house.phone()
    assert give_password(staff).headers["Location"] == CODE
    wrong = send(staff, CODE, code=phone.wrong(house.at))
    assert wrong.status_code == 403 and "This code is not right" in wrong.get_data(as_text=True)
    assert f'value="{phone.wrong(house.at)}"' not in wrong.get_data(as_text=True)
    assert staff.get("/desk").status_code == 401
    right = send(staff, CODE, code=phone.code(house.at))
    assert (right.status_code, right.headers["Location"]) == (303, "/desk")
    assert staff.get("/desk").status_code == 200


def test_a_wrong_password_tells_nothing_of_an_app(staff: FlaskClient, house: House) -> None:
    house.phone()
    pages = {
        re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))
        for email in (EMAIL, "nobody@office.example")
        for answer in [send(staff, "/staff/sign-in", email=email, password="guess")]
    }
    assert len(pages) == 1
    assert staff.get_cookie(HALF_COOKIE, path=HALF_PATH) is None


def test_the_session_is_a_new_one_and_the_half_opens_nothing(
    staff: FlaskClient, house: House
) -> None:
    """Who planted a cookie before the sign-in holds nothing after it."""
    phone = house.phone()
    staff.set_cookie(COOKIE, "planted")
    give_password(staff)
    half = staff.get_cookie(HALF_COOKIE, path=HALF_PATH)
    assert half and half.http_only and half.same_site == "Strict" and half.path == HALF_PATH
    send(staff, CODE, code=phone.code(house.at))
    session = staff.get_cookie(COOKIE)
    assert session and session.value not in ("planted", half.value)
    other = house.app.test_client()
    for token in ("planted", half.value):
        other.set_cookie(COOKIE, token)
        assert other.get("/desk").status_code == 401
    other.set_cookie(HALF_COOKIE, half.value, path=HALF_PATH)
    assert other.get(CODE).headers["Location"] == HALF_PATH, "it was used"


@pytest.mark.parametrize("path", STEPS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_password_there_is_no_second_step(
    staff: FlaskClient, house: House, path: str, method: str
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    answer = staff.open(path, method=method, data={"code": "123456"})
    assert (answer.status_code, answer.headers["Location"]) == (303, HALF_PATH)
    assert "Please start again" in staff.get(HALF_PATH).get_data(as_text=True)


def test_each_comes_to_their_own_step_alone(staff: FlaskClient, house: House) -> None:
    give_password(staff)
    house.app.config["WTF_CSRF_ENABLED"] = False
    for path in (CODE, RECOVERY):
        assert staff.get(path).headers["Location"] == SET_UP
        assert staff.post(path, data={"code": "1"}).headers["Location"] == SET_UP
    phone = house.phone()
    give_password(staff)
    assert staff.get(SET_UP).headers["Location"] == CODE
    answer = staff.post(SET_UP, data={"code": phone.code(house.at)})
    assert answer.headers["Location"] == CODE


def test_the_second_step_ends_with_its_time(staff: FlaskClient, house: House) -> None:
    phone = house.phone()
    give_password(staff)
    page = staff.get(CODE).get_data(as_text=True)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    house.at += 61 * STEP
    answer = staff.post(CODE, data={**hidden, "code": phone.code(house.at)})
    assert answer.headers["Location"] == HALF_PATH
    assert staff.get("/desk").status_code == 401


def test_a_lost_phone_is_no_dead_end(staff: FlaskClient, house: House) -> None:
    phone = house.phone()
    give_password(staff)
    answer = send(staff, RECOVERY, code=phone.recovery_codes[0].lower())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")
    page = staff.get("/desk/sign-in").get_data(as_text=True)
    assert "one more recovery code" in page and "9 recovery codes are left" in page
    renewed = send(
        staff, "/desk/sign-in", password=PASSWORD, code=phone.recovery_codes[1], what="app"
    )
    assert renewed.headers["Location"] == SET_UP
    before = staff.get_cookie(COOKIE)
    assert send(staff, SET_UP, code=first_code(staff, house.at)).status_code == 200
    after = staff.get_cookie(COOKIE)
    assert before and after and before.value != after.value
    assert staff.get("/desk").status_code == 200


def test_too_many_wrong_codes_are_said(staff: FlaskClient, house: House) -> None:
    phone = house.phone()
    give_password(staff)
    for _ in range(5):
        send(staff, CODE, code=phone.wrong(house.at))
    answer = send(staff, CODE, code=phone.code(house.at))
    assert answer.status_code == 403 and "too many wrong codes" in answer.get_data(as_text=True)
    other = house.app.test_client()
    give_password(other)
    assert send(other, CODE, code=phone.code(house.at)).status_code == 403, "in any browser"


def test_a_trial_does_not_demand_it_and_shows_it(staff: FlaskClient, house: House) -> None:
    house.second_factor = SecondFactor.OFFERED
    house.open()
    staff = house.app.test_client()
    assert give_password(staff).headers["Location"] == "/desk"
    page = staff.get("/desk/sign-in").get_data(as_text=True)
    assert "With your password alone." in page
    wrong = send(staff, "/desk/sign-in", password="guess", what="app")
    assert wrong.status_code == 403 and "The password is not right." in wrong.get_data(as_text=True)
    assert send(staff, "/desk/sign-in", password=PASSWORD, what="app").headers["Location"] == SET_UP
    send(staff, SET_UP, code=first_code(staff, house.at))
    send(staff, "/sign-out", "/desk")
    assert give_password(staff).headers["Location"] == CODE, "who has set it up is asked for it"


def test_new_recovery_codes_are_made(staff: FlaskClient, house: House) -> None:
    phone = house.phone()
    give_password(staff)
    send(staff, CODE, code=phone.code(house.at))
    house.at += STEP
    made = send(
        staff, "/desk/sign-in", password=PASSWORD, code=phone.code(house.at), what="codes"
    ).get_data(as_text=True)
    codes = re.findall(r'<li><bdi dir="ltr">([0-9A-Z-]{19})</bdi>', made)
    assert len(codes) == 10 and not set(codes) & set(phone.recovery_codes)


def test_nothing_secret_is_in_a_log_or_an_address(
    staff: FlaskClient, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = [give_password(staff).headers["Location"]]
    key = shown_key(staff.get(SET_UP).get_data(as_text=True))
    code = first_code(staff, house.at)
    page = send(staff, SET_UP, code=code).get_data(as_text=True)
    codes = re.findall(r'<li><bdi dir="ltr">([0-9A-Z-]{19})</bdi>', page)
    send(staff, "/sign-out", "/desk")
    house.at += STEP
    addresses += [give_password(staff).headers["Location"]]
    answer = send(staff, RECOVERY, code=codes[0])
    addresses += [answer.headers["Location"]]
    logged = capsys.readouterr().out + "".join(addresses)
    assert "route=/staff/sign-in/recovery" in logged
    assert [word for word in (key, code, EMAIL, PASSWORD, *codes) if word in logged] == []


def test_a_code_may_be_pasted_and_filled_in_by_the_browser(
    staff: FlaskClient, house: House
) -> None:
    """WCAG 2.2, 3.3.8: nothing is to be remembered or copied by hand."""
    give_password(staff)
    pages = [staff.get(SET_UP).get_data(as_text=True)]
    house.phone()
    give_password(staff)
    pages += [staff.get(CODE).get_data(as_text=True)]
    for page in pages:
        (box,) = re.findall(r'<input id="code"[^>]*>', page)
        assert 'autocomplete="one-time-code"' in box and 'inputmode="numeric"' in box
        assert "maxlength" not in box and 'type="text"' in box


def test_an_applicant_is_asked_for_nothing_more(staff: FlaskClient, house: House) -> None:
    who = new_id()
    with house.store.writing() as session:
        session.add(
            Account(id=who, kind="applicant", email="o@applicants.example", created_at=house.at)
        )
    path = f"/sign-in/link/{make_link(house.store, who, house.at, 60 * STEP)}"
    assert send(staff, path).headers["Location"] == "/applications"
    assert staff.get("/desk/sign-in").status_code == 403
