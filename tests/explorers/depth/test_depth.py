"""The depth explorer without a browser: it shows what bpkit finds, and what theory expects."""

import numpy as np
import pytest

from bpkit.explorers import Depth
from bpkit.explorers.depth import model
from bpkit.explorers.frame.notation import digits

from ..acting import at, executed, followed, point, refused, said, seen

SMALL = {"width": 40, "depth": 6, "m": 4}
ALL = {
    "activation": "relu",
    "init": "he",
    "scale": 0.7,
    "width": 23,
    "depth": 9,
    "m": 1,
    "seed": 3,
}


@pytest.mark.parametrize("name", ALL)
def test_a_control_changes_picture_words_and_alt_text(name):
    followed(Depth, name, ALL[name], **SMALL)


@pytest.mark.parametrize(
    "settings", [{}, ALL, {"activation": "sigmoid", "init": "normal(1)", "scale": 0.5}], ids=str
)
def test_its_code_gives_the_numbers_on_the_screen(settings):
    e = Depth(**SMALL | settings)
    _, (X, delta) = executed(e.code)
    assert X == e.X_rms.tolist() and delta == e.delta_rms.tolist()


def test_the_picture_shows_the_numbers():
    e = Depth(**SMALL)
    signal, delta = e.view.panels
    assert np.array_equal(signal.measured.get_data(), [range(7), e.X_rms])
    assert np.array_equal(delta.measured.get_data(), [range(7), e.delta_rms])
    assert np.array_equal(signal.theory.get_ydata(), e.sizes.theory_X)
    assert np.array_equal(delta.theory.get_ydata(), e.sizes.theory_delta)
    e.depth.value = 50
    for ax, panel in zip(e.view.axes, e.view.panels):
        sizes = np.concatenate([panel.measured.get_ydata(), panel.theory.get_ydata()])
        assert ax.get_xlim()[0] < 0 and 50 < ax.get_xlim()[1] < 52
        assert ax.get_ylim()[0] < sizes.min() and sizes.max() < ax.get_ylim()[1]


def test_the_normals_are_drawn_once_and_anew_for_another_seed():
    e = Depth(**SMALL)
    first = e.normals
    for name, value in ALL.items():
        if name != "seed":
            getattr(e, name).value = value
    assert e.normals is first
    e.seed.value = 1
    assert e.normals is not first and e.normals.seed == 1
    assert first.Z.dtype == np.float32


@pytest.mark.parametrize("init", model.INITS)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "softplus", "identity"])
def test_over_its_full_range_there_is_always_a_sentence_and_never_a_failure(activation, init):
    e = Depth(activation, init, **SMALL)
    for name, values in {
        "scale": (0.01, 10),
        "depth": (2, 50),
        "width": (1, 2, 500),
        "m": model.SAMPLES,
    }.items():
        for value in values:
            getattr(e, name).value = value
            wrong, sentence = said(e)
            assert not wrong and len(sentence) > 30 and "nan" not in sentence.lower()
            assert "nan" not in e.picture.alt.lower()


@pytest.mark.parametrize(
    "name, value, complaint",
    [
        ("activation", "sigmoyd", "activation is 'sigmoyd', expected one of"),
        ("init", "xavier", "init is 'xavier', expected one of"),
        ("scale", 0, "scale is 0, expected a number from 0.01 to 10"),
        ("scale", np.nan, "scale is nan"),
        ("width", 501, "width is 501, expected a whole number from 1 to 500"),
        ("width", 2.5, "width is 2.5, expected a whole number"),
        ("depth", 51, "depth is 51, expected a whole number from 2 to 50"),
        ("m", 3, "m is 3, expected one of: 1, 4, 16, 64"),
        ("seed", -1, "seed is -1, expected a whole number"),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(name, value, complaint):
    refused(complaint, Depth, **SMALL | {name: value})


def test_what_is_typed_beyond_a_ceiling_comes_down_to_it():
    e = Depth(**SMALL)
    e.width.value, e.depth.value, e.scale.value = 10**6, 10**6, 1e9
    assert (e.width.value, e.depth.value, e.scale.value) == (500, 50, 10)


def test_it_says_how_it_was_made():
    e = Depth(**SMALL)
    e.init.value = "normal(1)"
    assert repr(e) == (
        "Depth(activation='tanh', init='normal(1)', scale=1, width=40, depth=6, m=4)"
    )


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_click_on_a_layer_tells_its_numbers_and_so_does_the_list(activation):
    e = Depth(**SMALL, activation=activation)
    words = said(e)[1]
    for ax in e.view.axes:
        for l in (0, 4, 6):
            point(e, at(ax, l + 0.3, ax.get_ylim()[0]) if l < 6 else at(ax, l, ax.get_ylim()[0]))
            assert e.layer.chosen == l
            X, delta = (digits(rms[l], 2) for rms in (e.X_rms, e.delta_rms))
            told = said(e)[1].removeprefix(words + " ")
            assert told.startswith(f"Layer {l}: RMS of X {X} (theory ")
            assert f"of δ {delta} (theory " in told and ("f′" in told) == (l > 0)
            ringed = [panel.here.get_offsets().tolist() for panel in e.view.panels]
            assert ringed == [[[l, e.X_rms[l]]], [[l, e.delta_rms[l]]]]
            if l:
                share = f"{e.sizes.asleep[l - 1]:.0%} of its neurons and samples."
                assert told.endswith(share)
    chosen = Depth(**SMALL, activation=activation)
    chosen.layer.value = 6
    assert seen(chosen) == seen(e)
    e.layer.choose(None)
    assert said(e)[1] == words and not any(len(p.here.get_offsets()) for p in e.view.panels)


def test_a_drag_goes_from_layer_to_layer_and_stays_in_its_panel():
    e = Depth(**SMALL)
    left, right = e.view.axes
    y = left.get_ylim()[0]
    point(e, at(left, 1, y), at(left, 3, y), at(right, 2, y))
    assert e.layer.chosen == 6


def test_the_layer_stays_where_the_network_still_has_it_and_costs_no_picture():
    e = Depth(**SMALL)
    e.layer.value = 5
    e.depth.value = 9
    assert e.layer.chosen == 5 and len(e.layer.options) == 11
    frame = e.picture.frame
    e.depth.value = 4
    assert e.layer.chosen is None and e.picture.frame == frame + 1


def test_a_layer_that_was_not_reached_is_told_too():
    e = Depth(**SMALL, activation="identity", init="normal(1)", scale=10.0)
    e.width.value, e.depth.value = 500, 50
    e.layer.value = 50
    assert "Layer 50: RMS of X not measured (theory" in said(e)[1]
    assert "of δ not measured" in said(e)[1] and "f′" not in said(e)[1].split("Layer 50")[1]
