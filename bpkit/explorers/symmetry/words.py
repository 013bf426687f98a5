"""What a moment of the experiment says in words: the line below the picture, and the alt text."""

from ...plots.weights import signed
from ..frame.notation import digits, plural
from .model import EPOCHS, LATE, mirror_pairs, ratio

PAIRS = "1–6", "2–5", "3–4"
STILL = 0.01  # a change of E, as a share, below which a run has come to rest

ALL = "all 64 patterns are right"
SOME = "{right} of 64 patterns are right ({missed} missed, {alarms})"
RESTING = "E has changed by {share} in the last {late} epochs: stuck, or on a plateau."
ALIKE = "Hidden unit {i}: every pair across the mirror is {kind}{sizes}."
UNLIKE = "Hidden unit {i}: no pair across the mirror is equal or opposite."
PAIRED = "Hidden unit {i}: {pairs}."
ALT = (
    "A 6-2-1 network after epoch {epoch} of {last}, η {eta}, seed {seed}. Weights as squares: "
    "{units}; bias of the output {bias}. E from {first} to {E}. Total inputs of the hidden units: "
    "{mirrored} for the 8 mirror patterns, {others} for the others."
)


def line(moment):
    """Return the line below the picture: E, what is right, and what the hidden units compare."""
    return " ".join([loss_told(moment), *resting(moment), *(unit(moment, i) for i in (0, 1))])


def loss_told(moment):
    """Return the epoch, E, and how many patterns are right."""
    right = 64 - int(moment.wrong.sum())
    alarms = plural(moment.false_alarms, "false alarm")
    missed = f"{moment.missed} of the 8 mirror patterns"
    told = ALL if right == 64 else SOME.format(right=right, missed=missed, alarms=alarms)
    return f"Epoch {moment.epoch:,}: E = {digits(moment.E, 3)}, {told}."


def resting(moment):
    """Yield that a run which has failed hardly moves any more, if so."""
    change = moment.late_change
    if change is not None and change < STILL and moment.wrong.any():
        yield RESTING.format(share=f"{change:.1%}", late=f"{LATE:,}")


def unit(moment, i):
    """Return what a hidden unit does with each pair of bits."""
    W = moment.net.W[0][i]
    kinds = mirror_pairs(W)
    if set(kinds) == {"unlike"}:
        return UNLIKE.format(i=i + 1)
    if len(set(kinds)) == 1:
        sizes = " : ".join(f"{size:.2g}" for size in ratio(W))
        told = f", sizes {sizes}" if kinds[0] == "opposite" else ""
        return ALIKE.format(i=i + 1, kind=kinds[0], sizes=told)
    told = [f"pair {pair} {kind}" for pair, kind in zip(PAIRS, kinds)]
    return PAIRED.format(i=i + 1, pairs=", ".join(told))


def alt(moment):
    """Return what the picture shows, from its numbers."""
    net, run, x = moment.net, moment.run, moment.x
    units = [
        f"hidden unit {i + 1} {' '.join(map(signed, net.W[0][i]))}, "
        f"bias {signed(net.b[0][i, 0])}, to the output {signed(net.W[1][0, i])}"
        for i in (0, 1)
    ]
    mirror = run.T[0] == 1
    return ALT.format(
        epoch=f"{moment.epoch:,}",
        last=f"{EPOCHS:,}",
        eta=digits(run.settings.eta),
        seed=run.settings.seed,
        units="; ".join(units),
        bias=signed(net.b[1].item()),
        first=digits(run.history.E[0], 3),
        E=digits(moment.E, 3),
        mirrored=span(x[:, mirror]),
        others=span(x[:, ~mirror]),
    )


def span(x):
    """Return from where to where the total inputs of both units reach."""
    ends = [" to ".join(dict.fromkeys((signed(row.min()), signed(row.max())))) for row in x]
    return " and ".join(ends)
