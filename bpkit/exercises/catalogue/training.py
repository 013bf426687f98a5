"""Exercises of lesson 08: all seven equations in one loop."""

from ... import losses
from ...descent import train, update
from ...propagation import backward, forward, gradients
from ..cases import sweeps
from ..row import Row, Wrong

LESSON = "08_train_a_network"


def descent(net, X0, T, eta, steps):
    """Return E before every step; all samples, squared error."""
    loss, E = losses.squared_error, []
    for _ in range(steps):
        trace = forward(net, X0)  # (1)
        E.append(loss(trace.X[-1], T))
        back = backward(net, trace, loss.gradient(trace.X[-1], T))  # (4) (5)
        net = update(net, gradients(trace, back), eta)  # (6) (7), then (2) (3)
    return E


def with_an_old_trace(net, X0, T, eta, steps):
    """Return E of steps whose x and X are those of the first forward sweep."""
    loss, E = losses.squared_error, []
    trace = forward(net, X0)
    for _ in range(steps):
        E.append(loss(forward(net, X0).X[-1], T))
        back = backward(net, trace, loss.gradient(trace.X[-1], T))
        net = update(net, gradients(trace, back), eta)
    return E


def climbing(net, X0, T, eta, steps):
    """Return E of steps uphill."""
    loss, E = losses.squared_error, []
    for _ in range(steps):
        trace = forward(net, X0)
        E.append(loss(trace.X[-1], T))
        back = backward(net, trace, -loss.gradient(trace.X[-1], T))
        net = update(net, gradients(trace, back), eta)
    return E


def from_the_first_net(net, X0, T, eta, steps):
    """Return E of steps that all start from the same network."""
    return descent(net, X0, T, eta, 1) + descent(net, X0, T, eta, 2)[1:] * (steps - 1)


def short_descents():
    """Return the cases: net, X0, T, eta, steps."""
    return [(s.net, s.X0, s.T, 0.2, 4) for s in sweeps()]


ROWS = (
    Row(
        name="steps",
        lesson=LESSON,
        statement="250 samples in batches of 20: how many steps are 30 epochs? The last batch of "
        "an epoch may be smaller, and counts.",
        reference=30 * 13,
        source=train,
        mistakes=(
            Wrong(
                "last_batch_rounded_away",
                30 * 12,
                "Twelve full batches leave ten samples over: they are a batch too.",
            ),
            Wrong(
                "parts_of_a_step",
                30 * 250 / 20,
                "An epoch cannot have 12.5 steps: every epoch ends with a smaller batch.",
            ),
            Wrong("one_epoch", 13, "That is one epoch; thirty are asked for."),
            Wrong("one_step_an_epoch", 30, "An epoch takes a step for each of its batches."),
        ),
        hints=(
            "How many batches has one epoch?",
            "250 = 12 · 20 + 10. The last ten samples are a batch as well.",
            "13 steps an epoch, 30 epochs.",
        ),
        worked="12 full batches and one of ten samples: 13 steps an epoch, 30 · 13 = 390.",
    ),
    Row(
        name="planted_in_the_loop",
        lesson=LESSON,
        statement="This loop makes E fall, and has one mistake. Find it, and mend the function.",
        reference=descent,
        planted=with_an_old_trace,
        cases=short_descents,
        axes="E before every step",
        source=train,
        mistakes=(
            Wrong(
                "sign",
                climbing,
                "Now E climbs: one sign has turned. Look for what is old, not for a sign.",
            ),
            Wrong(
                "one_step_behind",
                lambda net, X0, T, eta, steps: descent(net, X0, T, eta, steps + 1)[1:],
                "E is now taken after the step; it was asked for before.",
            ),
            Wrong(
                "from_the_first_net",
                from_the_first_net,
                "Every step starts from the same network: net itself must become the new one.",
            ),
        ),
        hints=(
            "Which quantities belong to the weights as they are now? Are all of them made anew?",
            "The x and X in (5), (6) and (7) must come from the present weights.",
            "Move the line trace = bp.forward(net, X0) into the loop, before the first use.",
        ),
        worked="The forward sweep ran once, before the loop, so every step used the x and X of the "
        "first weights: a slope at a point that was left long ago. It must run in every step.",
    ),
    Row(
        name="held_out_turns",
        lesson=LESSON,
        statement="Digits, hidden 64, 64, batch 8, 100 epochs: after how many epochs is the "
        "held-out loss at its lowest? Within a factor 2.5.",
        reference=15,
        factor=2.5,
        mistakes=(
            Wrong(
                "training_loss",
                100,
                "The training loss falls to the end; the dots, held-out, turn much earlier.",
            ),
            Wrong("first_epochs", 1, "It is still falling fast there: look where the dots turn."),
        ),
        hints=(
            "Two curves: E on the training samples, and dots for the held-out ones.",
            "Look for the place where the dots stop falling while the line goes on.",
            "Between epochs 10 and 30 they hardly move, and then they rise slowly.",
        ),
        worked="It is lowest after about 15 epochs. You would keep the network of that epoch.",
    ),
)
