"""What could not be told apart here, and the call that would tell."""

from .. import losses


def unseen(p, seen, function=False):
    """Return a sentence for each mistake that what was handed in cannot tell from what is right.

    A function is called with weights, biases and data of our own: what is left is what they stay,
    the f and the sizes.
    """
    of_numbers = () if function else (*of_data(p), *of_weights(p, seen))
    return (*of_numbers, *of_activations(p), *of_layers(p))


def of_data(p):
    """Yield what other data would show."""
    if p.m == 1:
        yield ONE
    if p.m == 2:
        yield (
            "with two samples, their sum, a loss without ½ and one batch counted twice look the "
            "same: hand in three."
        )
    if p.m > 2 and p.m == len(p.T):
        yield (
            f"with {p.m} samples and {p.m} outputs, a sum over the one and over the other look the "
            "same: hand in another number of samples."
        )
    yield STATE


STATE = (
    "numbers cannot show what your code keeps from one call to the next, such as a dW += that "
    "never begins at 0: hand in the function, bp.diagnose(net, loss, X0, T, function=backprop)."
)


ONE = (
    "with one sample, sum and mean look the same, and so does a softmax over the whole batch: "
    "hand in two or more different columns in X0 and T."
)


def of_samples(most):
    """Yield what a function does not show that takes one sample at a time."""
    if most == 1:
        yield (
            "your function takes one sample at a time, so whether you sum or average over the "
            "samples is not seen: look at your loop over them."
        )


def of_eta(p, eta, d):
    """Yield that η is asked for, or is too small for a step that carries δ to show."""
    if eta is None and "all is right; in W[" in d.sentence:
        yield (
            "if your sweep steps the weights before it carries δ on, tell your η: eta=0.1, or what "
            "it is."
        )
    moved = [(eta or 0.0) * abs(g).max() > 1e-9 * abs(w).max() for g, w in carriers(p)]
    if eta is not None and moved and not any(moved):
        yield (
            f"with η = {eta:g}, weights that have stepped are those that have not: ask with the η "
            "that you train with."
        )


def of_penalty(p, d):
    """Yield that a penalty is asked for, where nothing else explains the numbers."""
    if "no known mistake explains the numbers" in d.sentence:
        yield (
            f"if your loss has {'another' if p.penalty else 'a'} penalty, tell it: penalty=λ for "
            "½ λ Σ W² / m in the loss, penalty=λ * m for ½ λ Σ W²."
        )


def of_net(d, function):
    """Yield what else may be another net than the gradients are of, where nothing explains them."""
    if "no known mistake explains" not in d.sentence:
        return
    if function:
        yield "the f of net must be those in your code, and the loss yours."
    else:
        yield (
            "these gradients must be of the W, b and f of net, of your loss and of one sweep: if "
            "your code has stepped in between, build net before the step; if it adds to old "
            "gradients with +=, ask in the first step."
        )


def carriers(p):
    """Return the gradients and weights of the layers that carry δ back."""
    return list(zip(p.grads.W, p.net.W))[1:]


def of_weights(p, seen):
    """Yield what other weights and biases would show."""
    silent = [l for l, dW in enumerate(p.grads.W) if not dW.any()]
    if silent:
        yield (
            f"dW[{'], dW['.join(map(str, silent))}] is 0 here when all is right, so a mistake "
            "there does not show, nor the sign of db against T − X: hand in other weights or data."
        )
    b = [v for v, g in zip(p.net.b, seen.b) if g is not None]
    if b and not any(v.any() for v in b):
        yield (
            "where all b are 0, x = W X + b and a threshold, x = W X − b, look the same"
            + (", and a penalty on b is 0" if p.penalty else "")
            + ": ask with a net whose b are not 0."
        )


def of_activations(p):
    """Yield what a network of other activations would show."""
    f, squared = [g.name for g in p.net.f], p.loss is losses.squared_error
    if squared and f[-1] == "sigmoid":
        yield (
            "your loss is taken to be the squared error. If it is a cross-entropy, ask with that: "
            'the loss "logistic", and "identity" as the last f of net.'
        )
    if f[-1] == "identity":
        yield (
            "f′ is 1 at an identity output, so one that is left out or stands elsewhere there does "
            "not show, and matters only with another output."
        )
    if {*f} <= {"identity", "relu"}:
        yield (
            "f′ of relu and identity is 0 or 1, so f′ at X in place of x, and f′ twice, do not "
            'show: if your code can do others, ask with "tanh" in it and in net.'
        )
    if len(f) > 1 and len({*f}) == 1:
        yield (
            f"with {f[0]} in every layer, the activation of another layer's f′ does not show: if "
            "your code can do others, ask with two, in it and in net."
        )


def of_layers(p):
    """Yield what a network of other sizes would show."""
    if p.net.depth == 1:
        yield (
            "with one layer nothing is carried back, so no mistake in the recurrence (5) shows: "
            "ask with a net that has a hidden layer."
        )
    if all(n == 1 for n in p.net.sizes[1:]) and p.m > 1:
        yield (
            "with one neuron a layer, a bias summed over the neurons looks right: ask with more "
            "neurons."
        )
