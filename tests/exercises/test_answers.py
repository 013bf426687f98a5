"""What a learner may hand in: right in any honest form, and a short sentence for all the rest."""

import re
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import bpkit as bp
from bpkit.activations import sigmoid
from bpkit.exercises import calls, check, compare
from bpkit.exercises.catalogue import ROWS
from bpkit.exercises.verdict import NOT_STARTED

functions = [row for row in ROWS.values() if callable(row.reference)]
each_function = pytest.mark.parametrize("row", functions, ids=lambda row: row.name)
typed_in = [row for row in ROWS.values() if isinstance(row.reference, int | float)]
each_number = pytest.mark.parametrize("row", typed_in, ids=lambda row: row.name)


def through(change, reference):
    """Return the reference with every array of its result changed."""

    def changed(value):
        if isinstance(value, list) and any(np.ndim(v) > 0 for v in value):
            return [change(np.asarray(v)) for v in value]
        return tuple(map(changed, value)) if isinstance(value, tuple) else change(np.asarray(value))

    return lambda *arguments: changed(reference(*arguments))


def objects(array):
    """Return the numbers of an array as Fractions."""
    return np.array([Fraction(v) for v in array.ravel().tolist()], object).reshape(array.shape)


HONEST = {
    "float32": lambda a: a.astype(np.float32),
    "nested lists": lambda a: a.tolist(),
    "tuples": lambda a: tuple(map(tuple, a.tolist())) if a.ndim == 2 else a.tolist(),
    "fortran": np.asfortranarray,
    "matrix": lambda a: np.matrix(a) if a.ndim == 2 else a,
    "big-endian": lambda a: a.astype(">f8"),
    "fractions": objects,
    "rounded to 12 digits": lambda a: np.round(a, 12),
}


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
@each_function
@pytest.mark.parametrize("form", HONEST)
def test_a_right_answer_is_right_in_any_honest_form(row, form):
    assert check(row.name, through(HONEST[form], row.reference))


@each_function
@pytest.mark.parametrize("off", [1 + 1e-7, 1.001, 0.9])
def test_a_little_off_is_wrong_in_float64_and_says_by_how_much(row, off):
    verdict = check(row.name, through(lambda a: a * off, row.reference))
    assert not verdict and "expected" not in repr(verdict) and f"{off:.4g} times" in repr(verdict)


@each_function
def test_float32_has_its_own_tolerance_and_digits_that_differ(row):
    verdict = check(row.name, through(lambda a: (a * (1 + 1e-3)).astype(np.float32), row.reference))
    assert not verdict


def test_numbers_that_differ_are_told_in_digits_that_differ():
    def nudged(W, b, X):
        x = W @ X + b
        x[0, 0] += 1e-6
        return x

    verdict = check("total_input", nudged)
    came, expected = re.search(r"\[0, 0\] is (\S+), expected (\S+)\. ", verdict.sentence).groups()
    assert came != expected and len(came) < 12


DISHONEST = {
    "complex": (lambda a: a + 5j, "complex numbers"),
    "real but complex": (lambda a: a + 0j, "complex numbers"),
    "masked": (lambda a: np.ma.masked_array(a, mask=True), "masked"),
    "text": (lambda a: a.astype(str), "text"),
    "list of text": (lambda a: a.astype(str).tolist(), "text"),
    "bool": (lambda a: a > 0, "True or False"),
    "float16": (lambda a: a.astype(np.float16), "float16"),
    "objects of text": (lambda a: a.astype(str).astype(object), "text"),
    "dates": (lambda a: a.astype("M8[D]"), "datetime64"),
}


@each_function
@pytest.mark.parametrize("form", DISHONEST)
def test_what_is_no_array_of_real_numbers_is_wrong_and_told(row, form):
    change, words = DISHONEST[form]
    verdict = check(row.name, through(change, row.reference))
    assert not verdict and words in repr(verdict), verdict


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@each_function
def test_no_number_at_all_is_wrong(row, bad):
    assert not check(row.name, through(lambda a: a * bad, row.reference))


def test_a_vector_is_taken_where_it_can_mean_only_one_thing():
    flat = check("bias_gradient", lambda d, f: (d * f).sum(axis=1))
    assert flat and "keepdims=True" in repr(flat)
    assert not check("bias_gradient", lambda d, f: (d * f).sum(axis=0))
    row = check("bias_gradient", lambda d, f: (d * f).sum(axis=1)[np.newaxis])
    assert row.mistake == "row_for_column"
    assert not check("recurrence", lambda W, d, f: (W.T @ (d * f)).ravel())
    sweep = ROWS["whole_sweep"].reference
    assert check("whole_sweep", lambda *a: (sweep(*a)[0], [v.ravel() for v in sweep(*a)[1]]))


def test_a_whole_sweep_may_come_as_a_dict_or_as_gradients():
    sweep = ROWS["whole_sweep"].reference
    assert check("whole_sweep", lambda *a: dict(zip(("dW", "db"), sweep(*a))))
    assert check("whole_sweep", lambda *a: bp.numerical.Gradients(*sweep(*a)))
    assert "return dW, db" in repr(check("whole_sweep", lambda *a: sweep(*a)[0]))
    assert "dW[2]" in repr(check("whole_sweep", lambda *a: (sweep(*a)[0][:2], sweep(*a)[1])))


def rounded(row):
    """Return the number as the statement asks for it."""
    return float(f"{row.reference:.{row.digits}g}") if row.digits else row.reference


@each_number
@pytest.mark.parametrize(
    "form",
    [float, np.float64, np.float32, np.array, Decimal, Fraction, lambda v: [v], lambda v: (v,),
     lambda v: np.array([[v]])],
)  # fmt: skip
def test_a_number_is_right_in_any_honest_form_and_rounded_as_asked(row, form):
    assert check(row.name, form(rounded(row)))
    assert check(row.name, form(row.reference))


@each_number
@pytest.mark.parametrize(
    ("form", "words"),
    [
        (str, "text"),
        (lambda v: complex(v, 1), "complex"),
        (lambda v: True, "True or False"),
        (lambda v: [v, v], "one number is asked for"),
        (lambda v: lambda: v, "is a function"),
        (lambda v: {v}, "a set"),
        (lambda v: 10**400, "is a int"),
        (lambda v: np.nan, "nan"),
        (lambda v: np.inf, "inf"),
    ],
)
def test_what_is_no_number_gets_a_sentence(row, form, words):
    verdict = check(row.name, form(row.reference))
    assert not verdict and verdict.points == 0 and words in repr(verdict).replace("\n", " ")


@each_number
def test_one_unit_in_the_last_digit_is_too_much(row):
    if row.digits:
        unit = 2 * compare.half_a_unit(row, row.reference)
        for number in (row.reference + 1.1 * unit, row.reference - 1.1 * unit):
            assert not check(row.name, number)


def test_a_few_numbers_share_the_points_and_each_is_spoken_of():
    one = check("paths", (4, 17, None))
    assert one.points == pytest.approx(1 / 3)
    assert "multiplications is not 17" in repr(one) and "with_delta is still None" in repr(one)
    assert check("paths", [4, 16, 4]) and check("paths", np.array([4.0, 16.0, 4.0]))
    assert "3 numbers are asked for" in repr(check("paths", (4, 16)))
    assert "3 numbers are asked for" in repr(check("paths", 4))


def test_a_word_is_one_of_the_choices():
    assert check("not_arrived", "no slope")
    assert '"no floor"' in repr(check("not_arrived", "plateau"))
    for strange in (3, [], lambda: 3, b"no slope"):
        assert "Answer with one of" in repr(check("not_arrived", strange))


@pytest.mark.parametrize("name", ROWS)
def test_nothing_handed_in_is_not_started(name):
    row = ROWS[name]
    empty = [None]
    if callable(row.reference):
        empty += [..., lambda *a: None, lambda *a: ...] if not row.planted else [row.planted]
    if isinstance(row.reference, tuple):
        empty += [(None,) * len(row.parts), [None] * len(row.parts)]
    for nothing in empty:
        assert check(name, nothing).sentence.startswith(NOT_STARTED), nothing


class MuteError(Exception):
    def __str__(self):
        raise RuntimeError("no words")

    __repr__ = __str__


class Trap:
    """Raises at whatever is asked of it."""

    def __getattr__(self, name):
        raise RuntimeError("trap")

    def __repr__(self):
        raise RuntimeError("trap")

    __array__ = __len__ = __float__ = __eq__ = __bool__ = __str__ = __iter__ = __repr__
    __hash__ = None


class Slow:
    def __array__(self, *args, **kwargs):
        while True:
            pass


def throws(error):
    def function(W, b, X):
        raise error

    return function


def itself():
    loop = []
    loop.append(loop)
    return loop


def forever(W, b, X):
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            pass


def deeper(W, b, X):
    return deeper(W, b, X)


async def later(W, b, X):
    return W @ X + b


def one_by_one(W, b, X):
    yield W @ X + b


HOSTILE = {
    "broken str": (throws(MuteError()), "an error without words"),
    "exit": (throws(SystemExit(3)), "sys.exit"),
    "long words": (throws(ValueError("x" * 6_000_000)), "ValueError"),
    "long name": (throws(type("E" * 10_000, (Exception,), {})()), "EEE"),
    "generator exit": (throws(GeneratorExit()), "GeneratorExit"),
    "trap": (lambda W, b, X: Trap(), "a Trap"),
    "list of traps": (lambda W, b, X: [Trap(), Trap()], "a list"),
    "contains itself": (lambda W, b, X: itself(), "a list"),
    "ragged": (lambda W, b, X: [[1], [1, 2]], "a list"),
    "enormous": (lambda W, b, X: np.zeros((3000, 3000)), "has shape (3000, 3000)"),
    "huge integer": (lambda W, b, X: [[10**400]], "a list"),
    "deep": (deeper, "RecursionError"),
    "generator": (one_by_one, "a generator"),
    "a type": (lambda W, b, X: dict, "a type"),
    "too few arguments": (lambda W: W, "It is called as (W (3, 3), b (3, 1), X (3, 3))"),
    "a result": (np.zeros((3, 3)), "without calling it"),
    "text": ("W @ X + b", "without calling it"),
    "a trap for a function": (Trap, "without calling it"),
}
NO_NUMBERS = {
    "trap": Trap(),
    "list of traps": [Trap()],
    "contains itself": itself(),
    "a class": Trap,
    "a dict": {},
    "an object": object(),
    "ragged": [[1], [1, 2]],
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_answer_gets_a_short_sentence(case):
    answer, words = HOSTILE[case]
    answer = Trap() if answer is Trap else answer
    verdict = check("total_input", answer)
    said = repr(verdict).replace("\n", " ")
    assert (verdict.right, verdict.points) == (False, 0)
    assert words in said and len(said) < 700, said


@pytest.mark.parametrize("case", NO_NUMBERS)
@pytest.mark.parametrize("name", ["passes", "paths", "not_arrived"])
def test_a_hostile_number_gets_a_short_sentence(name, case):
    verdict = check(name, NO_NUMBERS[case])
    assert not verdict and len(repr(verdict)) < 400


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
def test_a_coroutine_is_no_array():
    assert "a coroutine" in repr(check("total_input", later))


@pytest.mark.parametrize("answer", [forever, lambda W, b, X: Slow()], ids=["loop", "__array__"])
def test_an_endless_loop_is_stopped_and_not_tried_again(answer, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.05)
    tried = []

    def counted(W, b, X):
        tried.append(1)
        return answer(W, b, X)

    assert "endless loop" in repr(check("total_input", counted)) and len(tried) == 1


def test_an_answer_of_many_arrays_gets_a_short_sentence():
    many = [np.zeros((3, 3))] * 10_000
    assert len(check("whole_sweep", lambda W, b, X0, T: (many, many)).sentence) < 1000


def test_an_interrupt_passes():
    with pytest.raises(KeyboardInterrupt):
        check("total_input", throws(KeyboardInterrupt()))


def test_an_unknown_exercise_is_an_error_that_lists_names():
    for name in ("recurence", [], None, 3, Trap(), "x" * 10**6, {}):
        with pytest.raises(ValueError, match="recurrence") as error:
            check(name, None)
        assert len(str(error.value)) < 1500


def test_what_changes_its_arguments_is_right_in_numbers_and_wrong_as_an_answer():
    def greedy(W, delta_next, f_prime_next):
        delta_next *= f_prime_next
        return W.T @ delta_next

    def grown(W, b, X0, T):
        W.append(0)
        return ROWS["whole_sweep"].reference(W[:-1], b, X0, T)

    assert "changes its argument delta_next" in repr(check("recurrence", greedy))
    assert "changes its argument W" in repr(check("whole_sweep", grown))


def test_what_keeps_state_between_calls_is_told_so():
    kept = []

    def remembering(W, b, X):
        kept.append(1)
        return W @ X + b + 0.5 * (len(kept) > 5)

    assert "an earlier call" in repr(check("total_input", remembering))


def test_no_sentence_shows_numpys_words_on_its_machine():
    products = [
        lambda W, d, f: W @ d @ f,
        lambda W, d, f: np.dot(W, d),
        lambda W, d, f: W * d[0],
        lambda W, d, f: (W.T @ d) * f.T * 2,
        lambda W, d, f: 3 @ W,
        lambda W, d, f: W + "x",
        lambda W, d, f: np.einsum("ij,ks->js", W, d, f),
        lambda W, d, f: np.hstack([W, d]) @ f,
        lambda W, d, f: W.T @ d[:1],
        lambda W, d, f: np.linalg.inv(W) @ d * 7,
    ]
    for answer in products:
        said = repr(check("recurrence", answer))
        assert not any(w in said for w in ("ufunc", "core dimension", "operands could not")), said


@pytest.mark.parametrize(
    "answer",
    [
        lambda E, theta, h: (E(0.8 + h) - E(0.8 - h)) / (2 * h),
        lambda E, theta, h: (E(theta + 1e-5) - E(theta - 1e-5)) / 2e-5,
        lambda E, theta, h: -0.20721,
        lambda E, theta, h: (sigmoid(theta + h) - sigmoid(theta - h)) / (2 * h),
    ],
)
def test_a_central_difference_that_ignores_what_it_is_given_is_wrong(answer):
    assert not check("central_difference", answer)
