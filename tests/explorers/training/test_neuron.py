"""The network itself: what is drawn, and the numbers of a neuron that is clicked or chosen."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.frame.notation import digits
from bpkit.explorers.training.limits import drawable

from ..acting import at, executed, point, said, seen, tick
from .quick import explorer

SIZES = [2, 3, 2, 1]
NEURONS = [(l, i) for l, n in enumerate(SIZES) for i in range(n)]


def click(e, k):
    """Click the neuron that is drawn as number k."""
    panel = e.panels.now.panel
    point(e, at(panel.neurons.axes, *panel.points[k]))


def swept(e):
    """Return the sweep over the training samples, made by the page's functions."""
    (X0, T), _ = bp.datasets.load(e.dataset.value, rng=e.seed.value, split=0.2)
    trace = bp.forward(e.history.net, X0)
    return trace, bp.backward(e.history.net, trace, e.run.settings.loss.gradient(trace.X[-1], T))


def test_the_lines_and_discs_are_those_of_the_network_as_it_stands():
    e = explorer()
    for act in (e.reset.click, e.step.click, e.finish):
        act()
        panel, (_, back) = e.panels.now.panel, swept(e)
        W = np.concatenate([W.ravel() for W in e.history.net.W])
        assert ((np.array(panel.negative.get_linewidths()) > 0) == (W < 0)).all()
        size = [np.sqrt((row**2).mean()) for delta in back.delta for row in delta]
        assert (np.argsort(panel.discs.get_sizes()) == np.argsort(size)).all()
        for l, rms in enumerate(e.history.delta_rms[-1]):
            of_layer = [size[k] for k, (layer, _) in enumerate(NEURONS) if layer == l]
            assert np.sqrt(np.mean(np.square(of_layer))) == pytest.approx(rms)


def test_the_network_moves_while_training_is_watched():
    e = explorer(epochs=6, eta=5.0)
    e.play.click()
    widths = []
    while e.clock.playing:
        widths.append(e.panels.now.panel.positive.get_linewidths())
        tick(e)
    assert all(not np.array_equal(one, other) for one, other in zip(widths, widths[1:]))


@pytest.mark.parametrize("k", range(len(NEURONS)))
def test_a_click_on_a_neuron_gives_its_numbers_and_its_code_does_too(k):
    e = explorer()
    words, (l, i), (trace, back) = said(e)[1], NEURONS[k], swept(e)
    click(e, k)
    assert e.neuron.chosen == (l, i) and e.panels.now.panel.ring.get_xydata().size == 2
    told = said(e)[1]
    assert told.startswith(words) and "Neuron" in told if l else "Input" in told
    shown = [trace.X[l][i], back.delta[l][i]] + ([trace.x[l][i]] if l else [])
    for numbers in shown:
        assert f"from {digits(numbers.min(), 3)} to {digits(numbers.max(), 3)}" in told
    assert ("total input" in told) == (l > 0)
    *_, X, delta = executed(e.code)[1]
    assert np.array_equal(X, trace.X[l][i]) and np.array_equal(delta, back.delta[l][i])
    assert len(executed(e.code)[1]) == 2 + len(shown)
    click(e, k)
    assert said(e)[1] == words and e.neuron.chosen is None and "back" not in e.code


def test_the_list_does_what_a_click_does():
    clicked, chosen = explorer(), explorer()
    click(clicked, 4)
    chosen.neuron.value = NEURONS[4]
    assert seen(clicked) == seen(chosen) and clicked.code == chosen.code


def test_a_chosen_neuron_trains_nothing_and_its_numbers_follow_the_epoch():
    e = explorer(batch_size=32)
    e.reset.click()
    run = e.run
    e.neuron.value = (1, 2)
    assert e.run is run
    for _ in range(2):
        (trace, back), (_, _, x, *_, delta) = swept(e), executed(e.code)[1]
        assert np.array_equal(x, trace.x[1][2]) and np.array_equal(delta, back.delta[1][2])
        assert f"from {digits(x.min(), 3)} to {digits(x.max(), 3)}" in said(e)[1]
        before = said(e)[1]
        e.step.click()
        assert said(e)[1] != before and "Neuron 3 of layer 1" in said(e)[1]


def test_the_list_follows_the_layers_and_the_neuron_stays_where_there_is_one():
    e = explorer()
    e.neuron.value = (1, 2)
    e.layers.value = "4"
    assert e.neuron.chosen == (1, 2) and len(e.neuron.options) == 1 + 2 + 4 + 1
    frame = e.picture.frame
    e.layers.value = "2"
    assert e.neuron.chosen is None and "Neuron" not in said(e)[1]
    assert e.picture.frame == frame + 1
    e.dataset.value = "digits"
    e.neuron.value = (0, 63)
    assert "Input 64, over 1,438 training samples: output X from 0 to" in said(e)[1]


def test_a_network_too_large_to_draw_leaves_a_bar_a_layer_and_says_so():
    e = explorer(layers="17")
    ax = e.panels.axes[3]
    assert "too large to draw: above 16 a layer or 1,000 weights" == ax.get_xlabel()
    heights = [bar.get_height() for bar in e.panels.now.panel.bars]
    assert np.array_equal(heights, e.history.delta_rms[-1]) and e.handles() == []
    assert "The network" not in e.picture.alt.replace("The network's", "")
    point(e, at(ax, 1, 1e-3))
    assert not said(e)[0] and e.neuron.chosen is None
    assert not drawable([2] + [16] * 5 + [1]) and drawable([2] + [16] * 4 + [1])
    e.layers.value = "16"
    assert len(e.handles()) == 1 and ax not in e.panels.axes


def test_the_alt_text_tells_of_the_network():
    e = explorer()
    W, (_, back) = e.history.net.W, swept(e)
    largest = max(np.concatenate([W.ravel() for W in W]), key=abs)
    negative = sum((W_l < 0).sum() for W_l in W)
    assert f" The network: 14 weights, {negative} of them negative; the " in e.picture.alt
    l, i, j = next((l, *np.argwhere(W[l] == largest)[0]) for l in range(3) if largest in W[l])
    start = f"neuron {j + 1} of layer {l}" if l else f"input {j + 1}"
    sentence = f"{digits(largest, 2)}, from {start} to neuron {i + 1} of layer {l + 1}."
    assert sentence in e.picture.alt
    size = [(delta**2).mean(axis=1) for delta in back.delta]
    l = int(np.argmax([layer.max() for layer in size]))
    name = f"neuron {size[l].argmax() + 1} of layer {l}" if l else f"input {size[l].argmax() + 1}"
    assert e.picture.alt.endswith(f"δ is largest at {name}.")
