"""What a learner's function may take, return and do: each trouble has its sentence."""

import signal
import threading
import time

import numpy as np
import pytest

import bpkit as bp
from bpkit.diagnosis import calls, numbers, timer

from .learners import PLANTED, Learner, case

F = ["tanh", "sigmoid"]
RIGHT = Learner(F, "squared_error")


def asked(function, sizes=(3, 4, 2), m=4, b=0.5, **more):
    """Return the diagnosis of a function on a random network."""
    net, judge, X0, T = case(np.random.default_rng(7), list(sizes), F, "squared_error", m, b)
    return bp.diagnose(net, judge, X0, T, function=function, **more)


def returning(form, learner=RIGHT):
    """Return a function that hands its answer over in a form."""
    return lambda *given: form(*learner(*given))


class Tensor:
    """An array that behaves as torch's: no __array__ before detach, which no jax array has."""

    def __init__(self, array, requires_grad=True):
        self.held, self.requires_grad = array, requires_grad
        self.ndim, self.dtype, self.shape = array.ndim, f"torch.{array.dtype}", array.shape

    def __len__(self):
        return len(self.held)

    def detach(self):
        return Tensor(self.held, False)

    def cpu(self):
        return self

    def __array__(self, dtype=None, copy=None):
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use detach()")
        return self.held


class Jax:
    """An array that behaves as jax's."""

    def __init__(self, array):
        self.held, self.ndim, self.dtype, self.shape = array, array.ndim, array.dtype, array.shape

    def __len__(self):
        return len(self.held)

    def __iter__(self):
        return (Jax(a) for a in self.held)

    def __array__(self, dtype=None, copy=None):
        return self.held


def each(kind):
    return lambda dW, db: ([kind(a) for a in dW], [kind(a) for a in db])


def objects(dW, db):
    """Return each list as one array of dtype object."""
    found = []
    for arrays in (dW, db):
        found.append(np.empty(len(arrays), object))
        found[-1][:] = arrays
    return tuple(found)


def flat(dW, db, order="C", together=False):
    pairs = [*dW, *db] if together else [a for pair in zip(dW, db) for a in pair]
    return np.concatenate([a.ravel(order) for a in pairs])


FORMS = {
    "gradients": lambda dW, db: bp.propagation.Gradients(dW, db),
    "list of lists": lambda dW, db: [dW, db],
    "nested lists": each(lambda a: a.tolist()),
    "biases as flat lists": lambda dW, db: (dW, [v.ravel().tolist() for v in db]),
    "torch": each(Tensor),
    "jax": each(Jax),
    "float32": each(np.float32),
    "objects": objects,
    "an array of objects each": each(lambda a: a.astype(object)),
    "a dict": lambda dW, db: {"W0": dW[0], "W1": dW[1], "b0": db[0], "b1": db[1]},
    "a dict that counts from 1": lambda dW, db: {
        "dW1": dW[0],
        "db1": db[0],
        "dW2": dW[1],
        "db2": db[1],
    },
    "layer by layer": lambda dW, db: (dW[0], db[0], dW[1], db[1]),
    "one after the other, W first": lambda dW, db: (*dW, *[v.ravel() for v in db]),
    "flat": flat,
    "flat, W first": lambda dW, db: flat(dW, db, together=True),
    "flat in Fortran order": lambda dW, db: flat(dW, db, "F"),
    "flat torch": lambda dW, db: Tensor(flat(dW, db)),
    "flat list": lambda dW, db: flat(dW, db).tolist(),
    "b as last column": lambda dW, db: [np.hstack(pair) for pair in zip(dW, db)],
    "b as first column": lambda dW, db: [np.hstack(pair[::-1]) for pair in zip(dW, db)],
}


@pytest.mark.parametrize("form", FORMS)
def test_a_right_function_is_right_in_every_form(form):
    d = asked(returning(FORMS[form]))
    assert d.right and d.mistakes == (), d


@pytest.mark.parametrize("form", FORMS)
def test_a_mistake_is_named_in_every_form(form):
    d = asked(returning(FORMS[form], PLANTED["f_prime_twice"](F, "squared_error")))
    if form != "float32":
        assert [r.name for r in d.mistakes] == ["f_prime_twice"], d
    assert not d.right


@pytest.mark.parametrize("form", ["flat", "b as last column", "b as first column"])
def test_what_is_packed_is_said_in_the_convention(form):
    words = {"flat": "a flat vector"}.get(form, "b as a column of W")
    assert asked(returning(FORMS[form])).convention.words == (words,)


def rows(W, b, X0, T, form):
    dW, db = RIGHT([w.T for w in W], [np.reshape(v, (-1, 1)) for v in b], X0.T, T.T)
    return form([d.T for d in dW], [d.T for d in db])


@pytest.mark.parametrize("place", [1, -1])
def test_a_row_of_ones_in_rows_is_unpacked(place):
    d = asked(lambda *a: rows(*a, lambda dW, db: [np.vstack(p[::place]) for p in zip(dW, db)]))
    assert d.right and "b as a column of W" in d.convention.words, d


def test_flat_vectors_in_rows_and_of_weights_alone_are_unpacked():
    assert asked(lambda *a: rows(*a, flat)).right

    def bare(W, X0, T):
        dW, _ = RIGHT(W, [np.zeros((4, 1)), np.zeros((2, 1))], X0, T)
        return flat(dW, [], together=True)

    d = asked(bare, b=0)
    assert d.right and "no bias" in d.convention.words, d


def test_numbers_come_from_torch_jax_and_as_integers_too():
    net, judge, X0, T = case(np.random.default_rng(7), [3, 4, 2], F, "squared_error", 4)
    dW, db = RIGHT([*net.W], [*net.b], X0, T)
    for kind in (Tensor, Jax):
        assert bp.diagnose(net, judge, X0, T, dW=[*map(kind, dW)], db=[*map(kind, db)]).right
        assert bp.diagnose(net, judge, X0, T, dW=kind(flat(dW, db))).right
    one = bp.Network([[[1.0]]], [[1.0]], ["identity"])
    assert bp.diagnose(one, "squared_error", [2], [1], dW=[4], db=[2]).right


def test_a_bias_that_is_none_in_one_layer_is_left_out():
    def first_bias_only(*given):
        dW, db = RIGHT(*given)
        return dW, [db[0], None]

    assert asked(first_bias_only, b=0).right


RETURNED = {
    "nothing": (lambda *g: None, "returned nothing (it ends without return)"),
    "a print": (lambda *g: print(RIGHT(*g)), "returned nothing (it prints, but print only shows)"),
    "a generator": (lambda *g: (a for a in RIGHT(*g)), "has returned a generator"),
    "text": (lambda *g: "dW", "dW is a str, expected a list"),
    "a number": (lambda *g: 3.0, "dW is a float, expected a list"),
    "an iterator": (lambda *g: map(np.array, RIGHT(*g)[0]), "dW is a map, expected a list"),
    "other keys": (lambda *g: {"W0": 1, "loss": 2}, "a dict with the keys W0, loss"),
    "an empty dict": (lambda *g: {}, "a dict with the keys –"),
    "a bias of no layer": (lambda *g: {"W0": 1, "W1": 2, "b5": 3}, "a dict with the keys W0, W1"),
    "a dict without b0": (lambda *g: {"W0": 1, "W7": 2}, "a dict with the keys W0, W7"),
    "one after the other": (
        lambda *g: (*RIGHT(*g)[0], *RIGHT(*g)[0]),
        "4 arrays one after the other, for 2 layers",
    ),
    "a layer too few": (lambda *g: (RIGHT(*g)[0][:1], RIGHT(*g)[1]), "dW has 1 arrays, W has 2"),
    "a bias too few": (lambda *g: (RIGHT(*g)[0], RIGHT(*g)[1][:1]), "db has 1 arrays, W has 2"),
    "no gradient of W": (lambda *g: ([None, RIGHT(*g)[0][1]], None), "dW has a None"),
    "half precision": (lambda *g: each(np.float16)(*RIGHT(*g)), "dW[0] is float16"),
    "complex": (lambda *g: each(np.complex128)(*RIGHT(*g)), "dW[0] holds complex128"),
    "masked": (lambda *g: each(np.ma.array)(*RIGHT(*g)), "dW[0] is a masked array"),
    "ragged": (lambda *g: ([[[1, 2], [3]], [[1]]], None), "dW[0] is a list that makes no array"),
}


@pytest.mark.parametrize("what", RETURNED)
def test_what_does_not_read_as_gradients_is_told_with_the_form(what):
    function, words = RETURNED[what]
    d = asked(function)
    assert not d.right and d.mistakes == () and words in d.sentence, d
    assert "return dW, db: two lists with an array a layer" in d.sentence


def with_entry(value):
    def function(*given):
        dW, db = RIGHT(*given)
        dW[1][0, 2] = value
        return dW, db

    return function


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_none_is_said_with_its_place_before_any_diagnosis(value):
    d = asked(with_entry(value))
    assert d.sentence.startswith(f"dW[1][0, 2] is {value}") and d.mistakes == () and not d
    net, judge, X0, T = case(np.random.default_rng(7), [3, 4, 2], F, "squared_error", 4)
    dW, db = with_entry(value)([*net.W], [*net.b], X0, T)
    d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
    assert d.sentence.startswith(f"Not right: dW[1][0, 2] is {value}") and not d
    vector = flat(dW, db)
    assert "is nan" in bp.diagnose(net, judge, X0, T, dW=vector * np.nan).sentence
    assert "db[0][1, 0] is nan" in numbers.not_finite(dW[:1], [np.array([[1], [np.nan]])])


def test_what_a_function_prints_is_kept_back(capsys):
    def loud(*given):
        print("E is falling")
        return RIGHT(*given)

    assert asked(loud).right and capsys.readouterr().out == ""


def inner(x):
    return x @ np.ones((99, 2))


def crashing(W, b, X0, T):
    return inner(X0)


def test_a_traceback_is_told_by_the_learners_own_line_in_plain_words():
    d = asked(crashing, layout="columns")
    line = inner.__code__.co_firstlineno + 1
    assert f"stopped in line {line}, `return x @ np.ones((99, 2))`, with ValueError" in d.sentence
    assert "multiplies a matrix of 4 columns by one of 99 rows" in d.sentence
    assert "gufunc" not in d.sentence


def test_an_error_inside_numpy_is_told_by_the_line_that_called_it():
    def stacking(W, b, X0, T):
        return np.vstack([W[0], np.ones((1, 99))])

    sentence = asked(stacking, layout="columns").sentence
    assert "`return np.vstack([W[0], np.ones((1, 99))])`" in sentence


def in_rows_but_broken(W, b, X0, T):
    h = np.tanh(X0 @ W[0] + b[0])
    return [h @ W[0]], None


def test_a_function_that_fails_in_both_layouts_is_told_both():
    sentence = asked(in_rows_but_broken).sentence
    assert sentence.startswith("Handed a row a sample: Your function stopped in line")
    assert "`return [h @ W[0]], None`" in sentence.split("Handed a column")[0]
    assert "`h = np.tanh(X0 @ W[0] + b[0])`" in sentence.split("Handed a column")[1]
    assert 'layout="rows" or layout="columns"' in sentence


@pytest.mark.parametrize("function", [lambda W: 1, lambda a, b, c, d, e: 1])
def test_a_function_of_other_arguments_is_told_those_it_gets(function):
    sentence = asked(function).sentence
    assert sentence.startswith("Your function could not be called:")
    assert sentence.count("It is called as function(W, b, X0, T)") == 1


def test_a_failure_is_short_whatever_is_said():
    def wordy(*given):
        raise ValueError("word " * 10**6)

    assert len(asked(wordy).sentence) < 1000


class LeavingError(GeneratorExit):
    pass


@pytest.mark.parametrize("error", [SystemExit, LeavingError, RecursionError, MemoryError])
def test_whatever_is_raised_makes_a_sentence(error):
    def raising(*given):
        raise error

    assert not asked(raising).right and asked(raising).sentence


def test_sys_exit_inside_a_function_is_said():
    def leaving(*given):
        raise SystemExit(3)

    assert "sys.exit" in asked(leaving).sentence


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(calls.answer, "__defaults__", (0.1,))


def stubborn(*given):
    while True:
        try:
            time.sleep(0.001)
        except Exception:  # noqa: S110
            pass


def test_an_endless_loop_that_catches_exceptions_is_stopped(soon):
    assert "endless loop" in asked(stubborn).sentence


def test_the_handler_and_the_timer_of_before_are_there_afterwards():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *a: rang.append("bell"))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3, 7.0)
        assert asked(RIGHT).right
        left, interval = signal.getitimer(signal.ITIMER_REAL)
        assert 0 < left <= 0.3 or rang
        assert interval == 7.0
        deadline = time.monotonic() + 5
        while not rang and time.monotonic() < deadline:
            time.sleep(0.01)
        assert rang == ["bell"]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_handler_of_before_is_there_after_an_endless_loop(soon):
    before = signal.getsignal(signal.SIGALRM)
    asked(stubborn)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_in_another_thread_nothing_is_timed_and_all_is_said():
    found = []
    thread = threading.Thread(target=lambda: found.append(asked(RIGHT)))
    thread.start()
    thread.join()
    assert found[0].right


def test_without_setitimer_nothing_is_timed(monkeypatch):
    monkeypatch.delattr(timer.signal, "setitimer")
    assert asked(RIGHT).right


@pytest.mark.parametrize("which", ["W", "b", "X0", "T"])
def test_a_changed_argument_is_named(which):
    def changing(W, b, X0, T):
        grads = RIGHT([w.copy() for w in W], [v.copy() for v in b], X0.copy(), T.copy())
        {"W": W[0], "b": b[0], "X0": X0, "T": T}[which][0, 0] += 1
        return grads

    d = asked(changing)
    assert f"changes its argument {which}" in d.sentence and d.mistakes == () and not d
    assert d.sentence.endswith("The gradients that it returns are right.")


def test_data_in_rows_are_pointed_to_their_transpose():
    net = bp.Network.create([2, 3, 1])
    with pytest.raises(ValueError, match=r"^X0 has shape \(4, 2\): a row a sample.* hand in X0.T"):
        bp.diagnose(net, "squared_error", np.ones((4, 2)), np.ones((4, 1)), function=RIGHT)
