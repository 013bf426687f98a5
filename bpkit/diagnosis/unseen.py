"""What numbers cannot show, and the call that would."""


def unseen(p, seen, function=False):
    """Return a sentence for each mistake that these numbers cannot tell from what is right."""
    return tuple(of_data(p, seen, function)) + tuple(of_network(p, seen))


def of_data(p, seen, function):
    """Yield what other data, or the function itself, would show."""
    if p.m == 1:
        yield (
            "with one sample, sum and mean look the same, and so does a softmax over the whole "
            "batch: call diagnose with two or more different columns in X0 and T."
        )
    if p.m == 2:
        yield "with two samples, their sum and a loss without ½ look the same: call it with three."
    if not function:
        yield "numbers cannot show state kept between calls: call diagnose(…, function=backprop)."
    if not any(W.any() for W in seen.W):
        yield (
            "every dW is 0 here, so the sign of db cannot be told from T − X: "
            "call it on other data."
        )
    if any(g is not None and not b.any() for g, b in zip(seen.b, p.net.b)):
        yield (
            "where b is 0, a penalty on b and its sign in x = W X ± b do not show: "
            "call it on a net with other b."
        )


def of_network(p, seen):
    """Yield what another network would show."""
    f = [g.name for g in p.net.f]
    if f[-1] == "identity":
        yield "f′ is 1 at an identity output: left out or not, the numbers are the same."
    if {*f} <= {"identity", "relu"}:
        yield (
            "slopes of 0 and 1 do not show f′ at X, or f′ twice: "
            'call it on a net with activation="tanh".'
        )
    if len(f) == 1:
        yield "with one layer nothing is carried back: call it on a net with a hidden layer."
    if len(f) > 1 and len({*f}) == 1:
        yield (
            "with one activation everywhere, the f′ of another layer's activation does not show: "
            "call it on a net with two."
        )
