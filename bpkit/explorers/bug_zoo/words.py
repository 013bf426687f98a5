"""A wrong backprop in words: the line below the picture, the alt text, and what a guess is told."""

from ..frame.notation import digits, steady
from .model import EPOCHS

NO_GUESS = "Choose “a hidden one” first: the name of this one is on the screen."
YES = "Yes, it is {name}. Reveal shows the line."
NO_PLACE = "No, not {name}: with that the check fails {theirs}, here it fails {ours}."
NO_COSINE = (
    "No, not {name}: it fails at the same tensors, but with a cosine of {theirs}, not of {ours}."
)
NO_ERROR = "No, not {name}: it fails at the same tensors, but with other errors."
NOTHING = "The gradient check finds nothing: on this network the mistake changes no gradient."
UNSURE = "The gradient check is unsure: the worst relative error is {worst} in {where}."
FAILED = (
    "The gradient check fails: from the output down first at {first}, the worst relative error "
    "is {worst} in {where}. Cosine to the right gradient: {cosine}."
)
ALT = (
    "A wrong backprop ({who}) beside the right one on {dataset}, layer sizes {sizes}, {f}, "
    "η {eta}: three panels. E against the epoch: the wrong one from {first} to {wrong}, the right "
    "one to {right}. RMS of δ before the first step, wrong and right: {deltas}. "
    "Gradient check, the relative error of each tensor from the output down: {errors}."
)


def line(trial):
    """Return the line below the picture."""
    return f"{who(trial)}: {both_losses(trial)} {gradient_check(trial.trace)}"


def who(trial):
    """Return the name of the wrong backprop, if it is not hidden."""
    return trial.choice.name or f"hidden one {trial.choice.number}"


def both_losses(trial):
    """Return what E does, beside what it does by the right backprop."""
    wrong, right = trial.wrong, trial.right
    if wrong.stopped:
        told = f"E leaves the numbers after {len(wrong.E) - 1} epochs"
    else:
        fell = "falls" if wrong.E[-1] < wrong.E[0] else "rises"
        told = (
            f"E {fell} from {E(wrong.E[0])} to {E(wrong.E[-1])} in {EPOCHS} epochs{solved(trial)}"
        )
    if right.stopped:
        return f"{told}; by the right backprop it leaves the numbers too: make η smaller."
    return f"{told}; by the right backprop to {E(right.E[-1])}."


def solved(trial):
    """Return the share of samples that are right in the end, where they have a class."""
    share = trial.share_right
    return "" if share is None else f" ({share:.0%} of the samples right)"


def gradient_check(trace):
    """Return what the gradient check finds, where first, and the cosine."""
    if trace.check:
        return NOTHING
    fields = {"worst": digits(trace.check.error, 2), "where": trace.check.where.split("]")[0] + "]"}
    if not trace.failing:
        return UNSURE.format(**fields)
    return FAILED.format(first=trace.failing[0], cosine=cosine(trace), **fields)


def cosine(trace):
    """Return the cosine with three decimals."""
    return steady(trace.cosine, 3, 1e-3)


def E(value):
    """Return a loss with three digits."""
    return digits(value, 3)


def answer(trial, name):
    """Return what somebody is told who takes the hidden backprop for the one called name."""
    if trial.choice.name:
        return NO_GUESS
    if name == trial.backprop.name:
        return YES.format(name=name)
    theirs, ours = trial.guessed(name), trial.trace
    if theirs.failing != ours.failing:
        places = {"theirs": tensors_that_fail(theirs), "ours": tensors_that_fail(ours)}
        return NO_PLACE.format(name=name, **places)
    if cosine(theirs) != cosine(ours):
        return NO_COSINE.format(name=name, theirs=cosine(theirs), ours=cosine(ours))
    return NO_ERROR.format(name=name)


def tensors_that_fail(trace):
    """Return the tensors at which the check fails."""
    return f"at {', '.join(trace.failing)}" if trace.failing else "nowhere"


def error_told(trace, error):
    """Return an error; of those that the nudges make, machines make other digits."""
    return "right" if error <= trace.check.bands[0] else digits(error, 2)


def alt(trial):
    """Return what the three panels show."""
    p, trace = trial.problem, trial.trace
    pairs = zip(trace.delta_rms, trial.right_rms)
    sizes = [f"{digits(a, 2)} and {digits(b, 2)} in layer {l}" for l, (a, b) in enumerate(pairs)]
    told = [f"{name} {error_told(trace, error)}" for name, error in trace.errors.items()]
    return ALT.format(
        who=who(trial),
        dataset=p.dataset,
        sizes=p.sizes,
        f=p.f,
        eta=digits(trial.eta, 6),
        first=E(trial.wrong.E[0]),
        wrong=E(trial.wrong.E[-1]),
        right=E(trial.right.E[-1]),
        deltas=", ".join(sizes),
        errors=", ".join(told),
    )
