"""What bp.diagnose says of a case, against the truth."""

import time

import bpkit as bp

from .case import answer, problem

KINDS = (
    "exact",
    "truth among mistakes and instead",
    "partly",
    "nothing said",
    "FALSE ACCUSATION",
)


def diagnosis(case):
    """Return the diagnosis of a case, handed in as its learner would."""
    W, b, X0, T = problem(case)
    net = bp.Network(W, b, case.f)
    given = {"layout": case.layout, "penalty": case.penalty, "eta": case.eta}
    if case.form == "numbers":
        dW, db = answer(case)
        return bp.diagnose(net, case.loss, X0, T, dW=dW, db=db, **given)
    return bp.diagnose(net, case.loss, X0, T, function=case.function, **given)


def names(records):
    return frozenset(r.name for r in records)


def verdict(case, d):
    """Return which of KINDS a diagnosis is; equal in numbers counts as among, not as exact."""
    said, readings = names(d.mistakes), [names(reading) for reading in d.instead]
    if said == case.names and d.right == (not case.truth):
        return "exact"
    if said and not any(said <= allowed for allowed in (case.names, *case.equal)):
        return "FALSE ACCUSATION"
    if case.names in readings:
        return "truth among mistakes and instead"
    return "partly" if said else "nothing said"


def judged(case):
    """Return a case's diagnosis, its verdict and the seconds of CPU that it took."""
    start = time.process_time()
    d = diagnosis(case)
    return d, verdict(case, d), time.process_time() - start
