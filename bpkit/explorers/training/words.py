"""What a run says in words: the line below the picture, and the alt text."""

import numpy as np

from ...history import rms
from ..frame.notation import digits, plural
from .limits import drawable

NOTICED = 0.25  # share of epochs or of units

STOPPED = "Training stopped: {reason}. Make η smaller."
E_AND_HELD_OUT = "E = {E} after {epochs} ({held_out} on held-out samples)."
E_AND_RIGHT = "E = {E} after {epochs} ({held_out} on held-out samples, {right} of them right)."
RISING = "E rose in {share} of the epochs: η steps over the valley; make it smaller."

NOWHERE = "δ is 0 in every layer."
LOST = "δ is exactly 0 in layer 1: nothing reaches it from layer {last}."
FAINT = "δ is below what 64 bits show in layer 1: nothing reaches it from layer {last}."
EVEN = "δ is as large in layer 1 as in layer {last}."
SHRINKS = "δ shrinks {ratio}× from layer {last} back to layer 1."
GROWS = "δ grows {ratio}× from layer {last} back to layer 1."

DEAD = "{share} of the units of layer {l} are dead: f′ is 0 for every sample, so no δ passes them."
SILENT = (
    "{share} of the units of layer {l} are saturated: f′ is below what 64 bits show "
    "for every sample, so no δ passes them."
)
SATURATED = (
    "{share} of the units of layer {l} are saturated: f′ is below 0.01 for every sample, "
    "so hardly any δ passes them."
)

ALT = (
    "Training on {dataset}, layer sizes {sizes}, {activation}, η {eta}: four panels. {answer} "
    "E against the epoch: from {first} to {E} after {epochs}. "
    "RMS of δ against the epoch, and now: {deltas}.{network}"
)
NETWORK = (
    " The network: {weights}, {negative} of them negative; the largest is {W}, "
    "from {start} to {end}. δ is largest at {neuron}."
)
NEURON = "{name}, over {samples}: {x}output X {X}, δ {delta} (RMS {rms})."
TOTAL_INPUT = "total input x from {low} to {high}, "
ANSWER = "The data and the network's answer ({held_out} on held-out samples)."
ANSWER_AND_RIGHT = (
    "The data and the network's answer ({held_out} on held-out samples, {right} of them right)."
)


def line(run, chosen=None):
    """Return the line below the picture: E, δ from layer to layer, what is wrong, a neuron."""
    told = [*stopped(run), loss(run), across_layers(run), *rising(run), *asleep(run)]
    return " ".join([*told, *([neuron_told(run, *chosen)] if chosen else [])])


def alt(run):
    """Return what the four panels show."""
    first, last = run.record[0], run.record[-1]
    s = run.settings
    sizes = [f"{digits(size, 2)} in layer {l}" for l, size in enumerate(last.delta_rms)]
    return ALT.format(
        dataset=s.dataset,
        sizes=s.sizes,
        activation=s.activation,
        eta=digits(s.eta, 6),
        answer=with_held_out(run, ANSWER, ANSWER_AND_RIGHT),
        first=digits(first.E, 3),
        E=digits(last.E, 3),
        epochs=plural(run.epoch, "epoch"),
        deltas=", ".join(sizes),
        network=network(run) if drawable(s.sizes) else "",
    )


def network(run):
    """Return what the drawing of the network shows."""
    W = run.net.W
    l = int(np.argmax([np.abs(W_l).max() for W_l in W]))
    i, j = np.unravel_index(np.abs(W[l]).argmax(), W[l].shape)
    return NETWORK.format(
        weights=plural(sum(W_l.size for W_l in W), "weight"),
        negative=sum(int((W_l < 0).sum()) for W_l in W),
        W=digits(W[l][i, j], 2),
        start=neuron_name(l, j),
        end=neuron_name(l + 1, i),
        neuron=neuron_name(*neurons(run.settings.sizes)[run.delta_rms.argmax()]),
    )


def neurons(sizes):
    """Return the place (l, i) of every neuron, layer after layer."""
    return [(l, i) for l, n in enumerate(sizes) for i in range(n)]


def neuron_name(l, i):
    """Return what a neuron is called."""
    return f"neuron {i + 1} of layer {l}" if l else f"input {i + 1}"


def neuron_told(run, l, i):
    """Return the numbers of a neuron over the training samples; an input has no total input."""
    trace, delta = run.swept.trace, run.swept.back.delta[l][i]
    x = TOTAL_INPUT.format(**ends(trace.x[l][i])) if l else ""
    return NEURON.format(
        name=neuron_name(l, i).capitalize(),
        samples=plural(delta.size, "training sample"),
        x=x,
        X="from {low} to {high}".format(**ends(trace.X[l][i])),
        delta="from {low} to {high}".format(**ends(delta)),
        rms=digits(rms(delta), 3),
    )


def ends(numbers):
    """Return the smallest and the largest of some numbers."""
    return {"low": digits(numbers.min(), 3), "high": digits(numbers.max(), 3)}


def stopped(run):
    """Yield why training stopped, if it did."""
    if run.stopped:
        yield STOPPED.format(reason=run.stopped)


def loss(run):
    """Return E on the training samples and on the held-out ones."""
    E = digits(run.record[-1].E, 3)
    epochs = plural(run.epoch, "epoch")
    return with_held_out(run, E_AND_HELD_OUT, E_AND_RIGHT, E=E, epochs=epochs)


def with_held_out(run, plain, classified, **fields):
    """Return the sentence that suits the loss: samples that have a class can be right."""
    E, right = run.held_out
    if right is None:
        return plain.format(held_out=digits(E, 3), **fields)
    return classified.format(held_out=digits(E, 3), right=f"{right:.0%}", **fields)


def across_layers(run):
    """Return how the size of δ changes from the output back to layer 1."""
    sizes = run.record[-1].delta_rms
    first, last, L = sizes[1], sizes[-1], len(sizes) - 1
    if last == 0:
        return NOWHERE
    if first == 0:
        return (LOST if run.settings.f.kinks else FAINT).format(last=L)
    sentence = SHRINKS if last > first else GROWS
    ratio = digits(max(first, last) / min(first, last), 3)
    return EVEN.format(last=L) if ratio == "1" else sentence.format(ratio=ratio, last=L)


def rising(run):
    """Yield that E rose, if it often did; of a loss that left the numbers more is said."""
    if not run.stopped and run.rising > NOTICED:
        yield RISING.format(share=f"{run.rising:.0%}")


def asleep(run):
    """Yield the layer in which most units are dead or saturated, if many are."""
    silent = DEAD if run.settings.f.kinks else SILENT
    for sentence, limit in ((silent, 0), (SATURATED, 0.01)):
        shares = [np.mean(steepest <= limit) for steepest in run.steepest]
        l = int(np.argmax(shares))
        if shares[l] > NOTICED:
            yield sentence.format(share=f"{shares[l]:.0%}", l=l + 1)
            return
