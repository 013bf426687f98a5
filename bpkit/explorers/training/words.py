"""What a run says in words: the line below the picture, and the text for who cannot see it."""

import numpy as np

from ..activations import named
from ..losses import accuracy, squared_error
from ..propagation import forward

NOTICED = 0.25
DEAD = "dead: f′ is 0 for every sample, so no δ passes them", 0
SILENT = "saturated: f′ is below what 64 bits show for every sample, so no δ passes them", 0
SATURATED = "saturated: f′ is below 0.01 for every sample, so hardly any δ passes them", 0.01


def summary(run):
    """Return the line below the picture: E, held-out samples, δ from layer to layer, and what is wrong."""
    record = run.history
    sentences = [f"E = {record.E[-1]:.3g} after {epochs(run)}{held_out(run)}."]
    sentences.append(across_layers(run, record.delta_rms[-1]))
    if run.stopped:
        sentences.insert(0, f"Training stopped: {run.stopped}. Make η smaller.")
    elif rising(record.E) > NOTICED:
        sentences.append(f"E rose in {rising(record.E):.0%} of the epochs: η steps over the valley; make it smaller.")
    return " ".join([*sentences, *asleep(run)])


def alt_text(run):
    """Return what the four panels show, for who cannot see them."""
    record, s = run.history, run.settings
    deltas = ", ".join(f"{rms:.2g} in layer {l}" for l, rms in enumerate(record.delta_rms[-1]))
    return (
        f"Training on {s.dataset}, layer sizes {s.sizes}, {s.activation}, η {s.eta:g}: four panels. "
        f"The data and the network's answer{held_out(run)}. E against the epoch: from {record.E[0]:.3g} "
        f"to {record.E[-1]:.3g} after {epochs(run)}. RMS of δ against the epoch, and now: {deltas}."
    )


def epochs(run):
    """Return the number of epochs done, in words."""
    return "1 epoch" if run.epoch == 1 else f"{run.epoch} epochs"


def held_out(run):
    """Return the loss on the held-out samples, and the share that is classified right."""
    X0, T = run.data[1]
    X, loss = forward(run.net, X0).X[-1], run.settings.loss
    right = f", {accuracy(X, T):.0%} of them right" if loss is not squared_error else ""
    return f" ({loss(X, T):.3g} on held-out samples{right})"


def across_layers(run, rms):
    """Return how the size of δ changes from the output back to layer 1."""
    last, first, L = rms[-1], rms[1], len(rms) - 1
    if last == 0:
        return "δ is 0 in every layer."
    if first == 0:
        size = "exactly 0" if named(run.settings.activation).kinks else "below what 64 bits show"
        return f"δ is {size} in layer 1: nothing reaches it from layer {L}."
    word, ratio = ("shrinks", last / first) if last >= first else ("grows", first / last)
    return f"δ {word} {ratio:.3g}× from layer {L} back to layer 1." if L > 1 else f"RMS of δ in layer 1: {last:.2g}."


def rising(E):
    """Return the share of epochs in which E rose."""
    return float(np.mean(np.diff(E) > 0)) if len(E) > 10 else 0.0


def asleep(run):
    """Yield a sentence for the layer in which most units are dead (f′ = 0 for every sample) or saturated."""
    f, trace = named(run.settings.activation), forward(run.net, run.data[0][0])
    f_prime = [f.prime(x) for x in trace.x[1:-1]]
    for meaning, limit in (DEAD if f.kinks else SILENT, SATURATED):
        shares = [float((np.abs(p).max(axis=1) <= limit).mean()) for p in f_prime]
        if shares and max(shares) > NOTICED:
            l = int(np.argmax(shares))
            yield f"{shares[l]:.0%} of the units of layer {l + 1} are {meaning}."
            return
