"""Every known mistake on many networks: is it named? Run: python -m tests.diagnosis.table numbers.

Prints a line for each mistake, and what a diagnosis costs on a 4-4-4-4 network with 5 samples. In
place of numbers, "function" hands in the learner's function; "penalty" both, beside a penalty that
is told or not; "right" and "random" hand in 10,000 right gradients in random conventions, and
10,000 of random numbers.
"""

import sys
import time
from collections import Counter
from itertools import product

import numpy as np

import bpkit as bp

from .cases import LOSSES, NETS, SIZES, problem, random_wrong, right_in_any_convention, told
from .learners import PLANTED, Learner, numbers

NAMED, SEVERAL, ASKED, RIGHT, UNNAMED, WRONGLY = OUTCOMES = (
    "named",
    "among several",
    "named once η is told",
    "no number changes",
    "not named",
    "named wrongly",
)
STEP = 0.5  # the η of those who step too early


def outcome(name, d, harmless):
    """Return how a diagnosis of the mistake called name came out."""
    names, instead = told(d)
    if d.right:
        return RIGHT if harmless else WRONGLY
    if names == {name} or {name} in instead:
        return SEVERAL if instead else NAMED
    return WRONGLY if names else UNNAMED


def harmless(mine, right):
    """Return whether one factor for all makes the right gradients of these."""
    mine, right = (np.concatenate([np.ravel(a) for a in sum(both, [])]) for both in (mine, right))
    k = mine @ right / (right @ right) if mine.shape == right.shape and right.any() else 1.0
    return mine.shape == right.shape and np.allclose(mine, k * right, rtol=1e-9, atol=1e-14)


def cells(form):
    """Yield the mistake, the problem, the diagnosis, how it came out, and its seconds of CPU."""
    for name, activation, loss, m, sizes in product(PLANTED, NETS, LOSSES, (1, 2, 5), SIZES):
        (net, judge, X0, T), f = problem(activation, loss, m, sizes)
        learner = PLANTED[name](f, loss)
        dW, db = mine = numbers(learner, net, X0, T)
        given = {"function": learner} if form == "function" else {"dW": dW, "db": db}
        began = time.process_time()
        d = bp.diagnose(net, judge, X0, T, **given)
        seconds = time.process_time() - began
        came = outcome(name, d, harmless(mine, numbers(Learner(f, loss), net, X0, T)))
        if came == UNNAMED and name == "updated_weights":
            d = bp.diagnose(net, judge, X0, T, eta=STEP, **given)
            came = ASKED if told(d)[0] == {name} else UNNAMED
        yield name, (activation, loss, m, sizes), d, came, seconds


def planted(form):
    """Print the table of the planted mistakes."""
    counts = {name: Counter() for name in PLANTED}
    others, costs = {name: set() for name in PLANTED}, []
    for name, where, d, came, seconds in cells(form):
        counts[name][came] += 1
        names, instead = told(d)
        others[name] |= set.union(names, *instead) - {name} if came == SEVERAL else set()
        costs += [1000 * seconds] if where[2:] == (5, [4, 4, 4, 4]) else []
        if came in (UNNAMED, WRONGLY):
            print(name, came, *where, d, sep=" · ", file=sys.stderr)
    print("", "mistake", *OUTCOMES, "one in numbers with", "", sep=" | ")
    print("|---" * (len(OUTCOMES) + 2) + "|")
    for name, came in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        print("", name, *(came[o] for o in OUTCOMES), end=" | ", sep=" | ")
        print(", ".join(sorted(others.get(name, ()))), "|")
    median, worst = np.median(costs).round(), np.max(costs).round()
    print(f"\n4-4-4-4, 5 samples: {len(costs)} diagnoses, median {median} ms, worst {worst} ms")


PENALTY = 0.3
WAYS = {  # the λ of a term λ W in the gradients of m samples, and the λ that is told
    "½ λ Σ W² / m, told": (lambda m: PENALTY / m, lambda m: PENALTY),
    "½ λ Σ W², told as λ m": (lambda m: PENALTY, lambda m: PENALTY * m),
    "½ λ Σ W², told as λ": (lambda m: PENALTY, lambda m: PENALTY),
    "½ λ Σ W² / m, not told": (lambda m: PENALTY / m, lambda m: 0.0),
}
PENALISED = ("mixed", "squared_error"), ("relu", "cross_entropy"), ("tanh", "logistic")


def with_penalty(learner, of):
    """Return a learner whose loss has a penalty."""

    def function(W, b, X0, T):
        dW, db = learner(W, b, X0, T)
        pairs = zip(dW, W)
        decay = of(X0.shape[1])
        return [g + decay * w if g.shape == w.shape else g for g, w in pairs], db

    return function


def beside_penalty(name, activation, loss, sizes, way, form):
    """Return how the diagnosis of a mistake beside a penalty came out; none for a harmless one."""
    (net, judge, X0, T), f = problem(activation, loss, 5, sizes)
    learner, (theirs, tell) = PLANTED[name](f, loss), WAYS[way]
    if harmless(numbers(learner, net, X0, T), numbers(Learner(f, loss), net, X0, T)):
        return ""
    function = with_penalty(learner, theirs)
    given = dict(zip(("dW", "db"), numbers(function, net, X0, T)))
    given = {"function": function} if form == "function" else given
    d = bp.diagnose(net, judge, X0, T, penalty=tell(5), **given)
    names, instead = told(d)
    if names and (names == {name} or {name} in instead):
        return NAMED
    if names or d.right:
        return WRONGLY
    return "asked about, with its name" if {name} in instead else UNNAMED


def penalised():
    """Print how each mistake comes out beside a penalty of each kind."""
    came = {(form, way): Counter() for form in ("numbers", "function") for way in WAYS}
    for name, (f, loss), sizes in product(PLANTED, PENALISED, SIZES[:2]):
        for form, way in came:
            came[form, way][beside_penalty(name, f, loss, sizes, way, form)] += 1
    outcomes = NAMED, "asked about, with its name", UNNAMED, WRONGLY
    print("", "handed in as", "penalty", *outcomes, "", sep=" | ")
    print("|---" * (len(outcomes) + 2) + "|")
    for (form, way), counts in came.items():
        print("", form, way, *(counts[outcome] for outcome in outcomes), "", sep=" | ")


def many(make, n):
    """Print how many of n gradients are called right, and how many are blamed."""
    came = Counter()
    for seed in range(n):
        *given, dW, db = make(seed)
        d = bp.diagnose(*given, dW=dW, db=db)
        came["called right" if d.right else "blamed" if d.mistakes else "left without a name"] += 1
    print(make.__name__, dict(came))


if __name__ == "__main__":
    match sys.argv[1]:
        case "right":
            many(right_in_any_convention, 10_000)
        case "random":
            many(random_wrong, 10_000)
        case "penalty":
            penalised()
        case form:
            planted(form)
