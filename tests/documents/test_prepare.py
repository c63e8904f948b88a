"""Pages drawn here, spoiled one way each, and made ready again."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from recognition.documents import prepare

Colour = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 1000, 1414
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def page(width: int = WIDTH, height: int = HEIGHT) -> Colour:
    """A white page with twenty lines of letters in its middle."""
    sheet = np.full((height, width, 3), 255, np.uint8)
    words(sheet, 100, width - 100)
    return sheet


def words(sheet: Colour, left: int, right: int) -> None:
    step = sheet.shape[0] // 24
    for row in range(3, 22):
        text = "Certificate of higher education " * 4
        while cv2.getTextSize(text, 0, 0.8, 2)[0][0] > right - left:
            text = text[:-1]
        cv2.putText(sheet, text, (left, row * step), 0, 0.8, BLACK, 2, cv2.LINE_AA)


def encoded(picture: npt.NDArray[np.generic]) -> bytes:
    return cv2.imencode(".jpg", picture.clip(0, 255).astype(np.uint8))[1].tobytes()


def decoded(picture: npt.NDArray[np.generic]) -> prepare.Prepared:
    return prepare.decode(encoded(picture))


def noisy(picture: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    noise = np.random.default_rng(1).normal(0, 4, picture.shape[:2])
    return picture.astype(np.float64) + noise[..., None]


def turned(picture: Colour, degrees: float) -> Colour:
    """Turned clockwise around its middle."""
    size = (picture.shape[1], picture.shape[0])
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), -degrees, 1)
    return np.asarray(cv2.warpAffine(picture, matrix, size, borderValue=WHITE), np.uint8)


def photo(corners: list[tuple[int, int]], table: tuple[int, int, int]) -> Colour:
    """The page with its corners there, on a table of one colour, 1200 by 1600."""
    size = (1200, 1600)
    start = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(start, np.array(corners, np.float32))
    lying = np.asarray(cv2.warpPerspective(page() // 10 * 9, matrix, size), np.uint8)
    sheet = cv2.warpPerspective(np.full((HEIGHT, WIDTH), 255, np.uint8), matrix, size)
    return np.asarray(np.where(sheet[..., None] > 127, lying, np.array(table)), np.uint8)


TRAPEZIUM = [(180, 150), (1010, 220), (1090, 1420), (110, 1500)]


@pytest.mark.parametrize("table", [(30, 30, 30), (60, 90, 140), (178, 180, 184)])
def test_a_sheet_on_a_table_is_flattened_and_leads_back(table: tuple[int, int, int]) -> None:
    photographed = decoded(noisy(photo(TRAPEZIUM, table)))
    flat = prepare.flatten_page(photographed)
    assert flat is not photographed
    width, height = flat.size
    ends = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], float).T
    there = flat.to_page @ ends
    assert np.abs((there[:2] / there[2]).T - TRAPEZIUM).max() < 8
    box = prepare.page_box(flat, (0, 0, width, height), (1200, 1600))
    assert np.allclose(box, (110 / 1200, 150 / 1600, 1090 / 1200, 1500 / 1600), atol=0.007)


def test_a_sheet_that_leaves_the_picture_is_flattened() -> None:
    corners = [(180, 150), (1290, 190), (1340, 1480), (110, 1450)]
    flat = prepare.flatten_page(decoded(noisy(photo(corners, (40, 40, 40)))))
    corner = flat.to_page @ np.array([0, 0, 1.0])
    assert np.abs(corner[:2] / corner[2] - corners[0]).max() < 8


@pytest.mark.parametrize(("back", "aside", "focal"), [(32, 0, 1280), (25, 20, 2000)])
def test_a_sheet_seen_at_a_slant_gets_its_true_shape(back: int, aside: int, focal: int) -> None:
    axes = np.radians([back, 0, 0]), np.radians([0, aside, 0])
    sheet = np.array([[-500, -707, 0], [500, -707, 0], [500, 707, 0], [-500, 707, 0]], float)
    placed = sheet @ cv2.Rodrigues(axes[0])[0].T @ cv2.Rodrigues(axes[1])[0].T
    seen = placed[:, :2] * focal / (placed[:, 2:] + 1.4 * focal) + (600, 800)
    corners = [(int(across), int(down)) for across, down in seen.round()]
    flat = prepare.flatten_page(decoded(photo(corners, (40, 40, 40))))
    assert flat.size[1] / flat.size[0] == pytest.approx(1.414, rel=0.04)


@pytest.mark.parametrize("shade", [1.0, 0.6])
def test_a_scan_is_no_photo(shade: float) -> None:
    framed = page()
    cv2.rectangle(framed, (40, 40), (WIDTH - 40, HEIGHT - 40), (160, 60, 30), 24)
    shadow = np.linspace(1, shade, HEIGHT)[:, None, None]
    scan = decoded(noisy(framed * shadow))
    assert prepare.flatten_page(scan) is scan


def test_a_shadow_is_evened_and_letters_stay() -> None:
    shadow = np.linspace(0.25, 1, WIDTH)[None, :, None]
    even = prepare.even_background(decoded(noisy(page() * shadow)))
    blank = even.picture[40:100, 40:-40]
    assert np.percentile(blank, 1) > 235
    clean = prepare.even_background(decoded(page()))
    letters = clean.picture < 60
    assert np.median(even.picture[letters]) < 80


def test_white_on_black_becomes_black_on_white() -> None:
    assert np.median(decoded(noisy(255 - page())).picture) > 200


@pytest.mark.parametrize("degrees", [-11.0, -3.3, -0.4, 0.0, 0.7, 5.2, 11.5])
def test_skew_is_found_despite_a_frame_and_a_stamp(degrees: float) -> None:
    sheet = page()
    cv2.circle(sheet, (650, 1000), 110, (40, 40, 40), 8)
    sheet = turned(sheet, degrees)
    cv2.rectangle(sheet, (60, 60), (WIDTH - 60, HEIGHT - 60), BLACK, 6)  # itself not skewed
    assert prepare.skew(decoded(sheet).picture) == pytest.approx(degrees, abs=0.15)


def test_a_page_without_text_has_no_skew() -> None:
    blank = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    cv2.line(blank, (100, 300), (900, 380), BLACK, 6)
    assert prepare.skew(decoded(blank).picture) == 0.0


def test_a_straightened_page_leads_back() -> None:
    sheet = turned(page(), 4)
    cv2.circle(sheet, (300, 200), 9, (0, 0, 0), -1)
    straight = prepare.straighten(decoded(sheet))
    there = np.linalg.inv(straight.to_page) @ np.array([300, 200, 1.0])
    x, y = (there[:2] / there[2]).round().astype(int)
    assert straight.picture[y - 8 : y + 8, x - 8 : x + 8].mean() < 60
    assert abs(prepare.skew(straight.picture)) < 0.3
    ends = np.linalg.inv(straight.to_page) @ [[0, WIDTH, 0], [0, 0, HEIGHT], [1, 1, 1]]
    assert ends[:2].min() > -2  # no corner is cut off


@pytest.mark.parametrize("ink", [(60, 50, 200), (190, 70, 40), (150, 50, 120)])
def test_a_stamp_is_taken_out_and_the_letters_under_it_stay(ink: tuple[int, int, int]) -> None:
    stamp = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    cv2.circle(stamp, (500, 700), 110, ink, 8)
    cv2.circle(stamp, (500, 700), 75, ink, 4)
    stamped = page() * (stamp / 255.0)
    read = prepare.even_background(decoded(noisy(stamped))).picture
    clean = prepare.even_background(decoded(noisy(page()))).picture
    scale = read.shape[1] / WIDTH
    letters = cv2.resize(page(), None, fx=scale, fy=scale).max(axis=2) < 60
    ring = (cv2.resize(stamp, None, fx=scale, fy=scale).min(axis=2) < 200) & (clean > 240)
    assert np.percentile(read[ring], 10) > 190
    assert np.median(read[letters]) < 80


def test_coloured_letters_stay() -> None:
    sheet = page()
    sheet[:420] = 255
    cv2.putText(sheet, "DIPLOMA", (120, 300), 0, 5.5, (160, 40, 30), 18, cv2.LINE_AA)
    read = prepare.even_background(decoded(sheet)).picture
    scale = read.shape[1] / WIDTH
    blue = cv2.resize(sheet, None, fx=scale, fy=scale)
    title = (blue[..., 0] > 130) & (blue[..., 2] < 60)
    assert np.median(read[title]) < 110


def test_a_pale_pattern_is_taken_out() -> None:
    sheet = page()
    x = np.arange(0, WIDTH, 4)
    for top in range(0, HEIGHT, 14):
        wave = np.stack([x, top + 20 * np.sin(x / 50)], axis=1).astype(np.int32)
        pale = np.full_like(sheet, 255)
        cv2.polylines(pale, [wave], False, (150, 200, 160), 1, cv2.LINE_AA)
        sheet = np.minimum(sheet, pale)
    read = prepare.even_background(decoded(sheet)).picture
    assert np.percentile(read[60:200], 5) > 225


def test_an_ornamental_frame_goes_and_the_text_stays() -> None:
    framed = page()
    for x in range(40, WIDTH - 30, 20):
        for y in (40, HEIGHT - 40):
            cv2.circle(framed, (x, y), 11, (40, 40, 40), 3)
    for y in range(40, HEIGHT - 30, 20):
        for x in (40, WIDTH - 40):
            cv2.circle(framed, (x, y), 11, (40, 40, 40), 3)
    read = prepare.without_frame(decoded(framed)).picture
    assert (read[:100] < 128).mean() < 0.002
    plain = decoded(page()).picture
    assert (read < 90).sum() > 0.98 * (plain < 90).sum()


def test_two_pages_on_one_copy_are_split_and_lead_back() -> None:
    copy = np.hstack([page(), page()])
    cv2.line(copy, (WIDTH, 0), (WIDTH, HEIGHT), (120, 120, 120), 3)
    left, right = prepare.halves(decoded(copy))
    assert abs(left.size[0] - WIDTH) < 60
    size = (2 * WIDTH, HEIGHT)
    assert prepare.page_box(left, (0, 0, *left.size), size)[2] == pytest.approx(0.5, abs=0.03)
    assert prepare.page_box(right, (0, 0, *right.size), size)[0] == pytest.approx(0.5, abs=0.03)


def test_a_landscape_certificate_stays_whole() -> None:
    assert len(prepare.halves(decoded(page(HEIGHT, WIDTH)))) == 1


def test_two_columns_in_one_frame_stay_whole() -> None:
    sheet = np.full((WIDTH, HEIGHT, 3), 255, np.uint8)
    words(sheet, 100, HEIGHT // 2 - 60)
    words(sheet, HEIGHT // 2 + 60, HEIGHT - 100)
    assert len(prepare.halves(decoded(sheet))) == 2
    cv2.rectangle(sheet, (50, 50), (HEIGHT - 50, WIDTH - 50), BLACK, 5)
    assert len(prepare.halves(decoded(sheet))) == 1


def test_a_page_of_one_column_in_portrait_stays_whole() -> None:
    assert len(prepare.halves(decoded(page()))) == 1


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_leads_back(degrees: int) -> None:
    sheet = np.full((1900, 1400, 3), 255, np.uint8)
    cv2.circle(sheet, (300, 200), 20, BLACK, -1)
    upright = prepare.turn(decoded(sheet), degrees)
    y, x = (int(value.mean()) for value in np.nonzero(upright.picture < 100))
    box = prepare.page_box(upright, (x, y, x + 1, y + 1), (1400, 1900))
    assert box[:2] == pytest.approx((300 / 1400, 200 / 1900), abs=0.002)
