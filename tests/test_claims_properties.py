"""Totals and parts in any wording, with slips of the keyboard: found exactly once, with the right verdict."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform.claims import check, paragraphs
from reform.claims.shares import rounded
from reform.indicators import declaration
from reform.text import words

vi = words("vi")

# What the total is called, and its parts; the last may be left out where there is none of it.
FAMILIES = (
    (
        ("tiếp nhận", "đã tiếp nhận", "tổng số hồ sơ tiếp nhận"),
        (("trực tuyến", "qua DVC", "nộp trực tuyến"), ("trực tiếp", "trực tiếp và qua bưu chính")),
    ),
    (
        ("đã giải quyết", "tổng số đã giải quyết", "giải quyết"),
        (("trước hạn", "sớm hạn", "sớm hẹn"), ("đúng hạn", "đúng hẹn"), ("quá hạn", "trễ hẹn")),
    ),
    (("đang giải quyết",), (("trong hạn", "chưa đến hạn"), ("quá hạn", "trễ hạn"))),
    (("tiếp nhận",), (("mới tiếp nhận", "tiếp nhận mới"), ("kỳ trước chuyển qua", "từ kỳ trước chuyển sang"))),
)
OPENINGS = (", trong đó: ", ", trong đó ", ", bao gồm: ", ", gồm ", " (", "; trong đó: ", ". Trong đó: ")
UNITS = (" hồ sơ", " hs", " hô sơ", " HS")
FRAMES = ("{}.", "Trong quý III/2025, phường {}.", "UBND phường {}; số điện thoại 0236.3.123.456.", "- {};")
WRITERS = (vi.count, str, "{:02}".format)


@st.composite
def told(draw):
    """(sentence, total, parts): a total with its parts as an office may put it, the sum right or not."""
    heads, families = draw(st.sampled_from(FAMILIES))
    labels = [draw(st.sampled_from(family)) for family in families]
    parts = [draw(st.integers(1, 5000)) for _ in labels]
    total = sum(parts) + draw(st.sampled_from((0, 0, 1, -1, 10, 90)))
    write, unit, before = draw(st.sampled_from(WRITERS)), draw(st.sampled_from(UNITS)), draw(st.booleans())
    opening, comma = draw(st.sampled_from(OPENINGS)), draw(st.sampled_from((", ", "; ")))
    listed = [
        f"{label}: {write(part)}{unit}" if before else f"{write(part)}{unit} {label}"
        for label, part in zip(labels, parts, strict=True)
    ]
    end = ")" if opening == " (" else ""
    head = draw(st.sampled_from(heads))
    sentence = f"{head} {write(total)}{unit}{opening}{comma.join(listed)}{end}"
    return draw(st.sampled_from(FRAMES)).format(sentence), total, parts


@given(told())
def test_a_total_and_its_parts_are_one_finding(case):
    sentence, total, parts = case
    found = [one for one in check([sentence], declaration()) if one.kind == "sum"]
    assert [[*map(int, one.numbers)] for one in found] == [[total, *parts]]
    assert found[0].verdict == ("match" if sum(parts) == total else "inconsistent")
    shown = [sentence_number(found[0].sentence[start:end]) for start, end in found[0].marks]
    assert shown == [total, *parts]


def sentence_number(text):
    return int(text.replace(".", ""))


@given(told(), st.data())
def test_a_slip_of_the_keyboard_changes_nothing(case, data):
    sentence, total, parts = case
    slipped = data.draw(slips(sentence))
    found = [one for one in check([slipped], declaration()) if one.kind == "sum"]
    assert [[*map(int, one.numbers)] for one in found] == [[total, *parts]]


@st.composite
def slips(draw, sentence):
    """The sentence with accents dropped, or capitals, or a wrong accent on one word."""
    how = draw(st.sampled_from(("bare", "upper", "wrong")))
    if how == "bare":
        return "".join(BARE.get(letter, letter) for letter in sentence)
    if how == "upper":
        return sentence.upper()
    return sentence.replace("hồ sơ", draw(st.sampled_from(("hô sơ", "hồ sở", "hò sơ"))))


BARE = dict(zip("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
                "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd", strict=True))  # fmt: skip


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 3), st.integers(-30, 30))
def test_a_ratio_is_right_when_it_is_rounded_half_up(part, total, decimals, off):
    part = min(part, total)
    exact = rounded(Decimal(part) * 100 / total, decimals)
    stated = max(exact + Decimal(off).scaleb(-decimals), Decimal(0))
    sentence = f"Có {part}/{total} hồ sơ trực tuyến, đạt {vi.number(stated, decimals)}%."
    found = [one for one in check([sentence], declaration()) if one.kind == "percentage"]
    assert [list(one.numbers) for one in found] == [[part, total, stated]]
    whole = stated in (0, 100) and part not in (0, total)  # all is never said of less, nothing never of some
    assert (found[0].verdict == "match") == (stated == exact and stated <= 100 and not whole)


PIECES = ("12.349 hồ sơ", "trong đó", "52%", "450/852", "(", ")", ":", "ngày 31/02/2022", "quý III/2025")


@given(st.text(max_size=300), st.lists(st.sampled_from((*PIECES, "Nghị định 61/2018/QĐ-TTg")), max_size=8))
def test_any_text_can_be_checked(text, pieces):
    told = " ".join(pieces)
    for one in check(paragraphs(f"{text}\n{told}\n{text}{told}"), declaration()):
        assert all(0 <= start < end <= len(one.sentence) for start, end in one.marks)
