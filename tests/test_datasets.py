from importlib.resources import files

import numpy as np
import pytest

import bpkit as bp
from bpkit.datasets import DATASETS, describe, held_apart, load, one_hot

NAMES = list(DATASETS)
GENERATED = ["xor", "moons", "circles", "spirals", "wave"]
PLANE = ["xor", "moons", "circles", "spirals"]
MEASURED = ["elnino", "digits"]
LIMITED = [*MEASURED, "symmetry"]


@pytest.mark.parametrize("name", NAMES)
def test_a_data_set_is_one_column_a_sample_and_fits_its_network_and_loss(name):
    X0, T = load(name)
    about = describe(name)
    assert X0.shape == (about.n_in, about.samples) and T.shape == (about.n_out, about.samples)
    assert X0.dtype == T.dtype == np.float64
    net, loss = bp.Network.create([about.n_in, 3, about.n_out]), bp.losses.BY_NAME[about.loss]
    assert np.isfinite(loss(bp.forward(net, X0).X[-1], T))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_rng_gives_the_same_samples(name):
    for one, same in zip(
        load(name, rng=5, samples=20, noise=0.1), load(name, rng=5, samples=20, noise=0.1)
    ):
        assert np.array_equal(one, same)
    generator = load(name, rng=np.random.default_rng(5), samples=20, noise=0.1)
    assert np.array_equal(generator[0], load(name, rng=5, samples=20, noise=0.1)[0])


@pytest.mark.parametrize("name", NAMES)
def test_another_rng_gives_other_samples(name):
    one, other = (np.vstack(load(name, rng=seed, samples=20)) for seed in (5, 6))
    assert not np.array_equal(one, other)


def test_an_rng_that_is_passed_twice_goes_on():
    rng = np.random.default_rng(0)
    assert not np.array_equal(load("wave", rng=rng)[0], load("wave", rng=rng)[0])


@pytest.mark.parametrize("name", NAMES)
def test_the_global_random_state_of_numpy_is_neither_used_nor_touched(name):
    np.random.seed(987)
    before = np.random.get_state()
    first = load(name, samples=10, noise=0.1, split=0.3)[0][0]
    after = np.random.get_state()
    assert np.array_equal(before[1], after[1]) and before[2:] == after[2:]
    np.random.seed(1)
    assert np.array_equal(first, load(name, samples=10, noise=0.1, split=0.3)[0][0])
    np.random.set_state(before)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_loaded_is_the_callers_to_change(name):
    X0, T = load(name, samples=10)
    X0 += 1
    T += 1
    assert not np.array_equal(X0, load(name, samples=10)[0]) and not np.array_equal(
        T, load(name, samples=10)[1]
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("samples", [1, 2, 7, np.int64(30)])
def test_as_many_samples_come_as_were_asked_for(name, samples):
    X0, T = load(name, samples=samples)
    assert X0.shape[1] == T.shape[1] == samples


@pytest.mark.parametrize("name", PLANE)
def test_classes_in_the_plane_are_0_or_1_and_even(name):
    T = load(name)[1]
    assert set(np.unique(T)) == {0, 1} and T.mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("name", GENERATED)
def test_noise_moves_samples_by_its_standard_deviation(name):
    clean, noisy = (np.vstack(load(name, samples=4000, noise=noise)) for noise in (0, 0.2))
    moved = (noisy - clean)[-1:] if name == "wave" else (noisy - clean)[:2]
    assert moved.std() == pytest.approx(0.2, rel=0.05) and abs(moved.mean()) < 0.02


def test_xor_is_1_where_the_signs_differ():
    X0, T = load("xor", noise=0)
    assert np.array_equal(np.unique(X0, axis=1), [[-1, -1, 1, 1], [-1, 1, -1, 1]])
    assert np.array_equal(T[0], X0[0] * X0[1] < 0)


def test_moons_are_two_half_circles_that_reach_into_each_other():
    X0, T = load("moons", noise=0, samples=2000)
    upper, lower = X0[:, T[0] == 0], X0[:, T[0] == 1]
    assert upper[1].mean() > lower[1].mean()
    assert np.hypot(upper[0] + 0.5, upper[1] + 0.25) == pytest.approx(1)
    assert np.hypot(lower[0] - 0.5, lower[1] - 0.25) == pytest.approx(1)
    # they overlap both from left to right and from bottom to top, and no line parts them
    assert upper[0].max() > lower[0].min() and upper[1].min() < lower[1].max()


def test_circles_have_the_radii_1_and_two_fifths():
    X0, T = load("circles", noise=0)
    assert np.hypot(*X0) == pytest.approx(1 - 0.6 * T[0])


def test_each_spiral_is_the_other_turned_by_half_a_turn():
    X0, T = load("spirals", noise=0)
    radius, angle = np.hypot(*X0), np.arctan2(X0[1], X0[0])
    turns = (angle - radius * np.pi - np.pi * T[0]) / (2 * np.pi)
    assert np.abs(turns - np.round(turns)).max() < 1e-12
    assert radius.max() <= 2 and radius.min() > 0.2


def test_wave_is_the_formula_that_it_is_described_by():
    X0, T = load("wave", noise=0)
    assert np.array_equal(T, np.sin(np.pi * X0) + X0 / 2)
    assert X0.min() >= -2 and X0.max() <= 2 and X0.std() > 1


def test_symmetry_is_every_pattern_of_six_bits_and_eight_of_them_read_the_same_backwards():
    X0, T = load("symmetry")
    patterns = ["".join(f"{bit:.0f}" for bit in column) for column in X0.T]
    assert patterns == [f"{number:06b}" for number in range(64)]
    assert T[0].tolist() == [pattern == pattern[::-1] for pattern in patterns]
    assert T.sum() == 8


def test_digits_are_the_1797_images_and_as_many_of_each_digit_as_were_measured():
    X0, T = load("digits")
    assert X0.shape == (64, 1797) and T.shape == (10, 1797)
    assert T.sum(axis=1).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert T.sum(axis=0).tolist() == [1] * 1797


def test_pixels_run_from_0_to_1_in_steps_of_a_sixteenth():
    X0, _ = load("digits")
    assert X0.min() == 0 and X0.max() == 1
    assert np.array_equal(X0 * 16, np.round(X0 * 16))


def test_the_first_image_is_the_published_0():
    X0, T = load("digits")
    image = [[0, 0, 5, 13, 9, 1, 0, 0], [0, 0, 13, 15, 10, 15, 5, 0], [0, 3, 15, 2, 0, 11, 8, 0]]
    assert (16 * X0[:24, 0].reshape(3, 8)).tolist() == image
    assert T[:, 0].argmax() == 0


def test_elnino_is_732_months_in_standard_deviations():
    X0, T = load("elnino")
    assert X0.shape == T.shape == (1, 732)
    assert T.mean() == pytest.approx(0, abs=1e-12) and T.std() == pytest.approx(1, rel=1e-12)
    assert np.array_equal(np.unique(X0), np.linspace(-1.5, 1.5, 12))
    assert X0[0, :3] == pytest.approx([-1.5, -1.5 + 3 / 11, -1.5 + 6 / 11])


def test_the_sea_is_warm_in_march_and_cold_in_september():
    X0, T = load("elnino")
    mean = [T[X0 == month].mean() for month in np.unique(X0)]
    assert np.argmax(mean) in {1, 2, 3} and np.argmin(mean) in {7, 8, 9}


@pytest.mark.parametrize("name", LIMITED)
def test_some_of_the_measured_samples_are_different_ones_of_them(name):
    everything = {column.tobytes() for column in np.vstack(load(name)).T}
    some = [column.tobytes() for column in np.vstack(load(name, samples=50)).T]
    assert set(some) <= everything
    if name != "elnino":
        assert len(set(some)) == 50


@pytest.mark.parametrize("name", LIMITED)
def test_more_than_there_are_cannot_be_had(name):
    m = describe(name).samples
    with pytest.raises(ValueError, match=f"^samples is {m + 1}, expected at most {m}"):
        load(name, samples=m + 1)


def test_every_data_file_has_its_source_and_its_licence():
    data = files("bpkit") / "data"
    sources = (data / "SOURCES.md").read_text(encoding="utf-8")
    paragraphs = [" ".join(paragraph.split()) for paragraph in sources.split("\n\n")]
    stored = sorted(file.name for file in data.iterdir() if file.name.endswith(".npz"))
    assert stored == ["digits.npz", "elnino.npz"]
    licences = {
        "digits.npz": "licence [CC BY 4.0](https://creativecommons.org/",
        "elnino.npz": "public domain",
    }
    for name in stored:
        [paragraph] = [p for p in paragraphs if p.startswith(f"**{name}**")]
        assert licences[name] in paragraph
        assert ("CC BY 4.0" if name == "digits.npz" else "public domain") in describe(
            name[:-4]
        ).source


@pytest.mark.parametrize("name", MEASURED)
def test_no_data_file_holds_anything_that_would_have_to_be_unpickled(name):
    with (
        (files("bpkit") / "data" / f"{name}.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as data,
    ):
        assert all(array.dtype.kind in "iuf" for array in data.values())


@pytest.mark.parametrize("split", [0.01, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("name", ["wave", "digits"])
def test_a_split_is_disjoint_and_complete_and_keeps_inputs_with_their_targets(name, split):
    X0, T = load(name, rng=3)
    (X0_train, T_train), (X0_test, T_test) = load(name, rng=3, split=split)
    train, test, all_of_it = (
        [column.tobytes() for column in np.vstack(pair).T]
        for pair in ((X0_train, T_train), (X0_test, T_test), (X0, T))
    )
    assert len(test) == round(split * X0.shape[1])
    assert not set(train) & set(test)
    assert sorted(train + test) == sorted(all_of_it)


def test_samples_of_ones_own_are_held_apart_as_those_of_a_data_set_are():
    X0, T = load("moons", rng=5)
    (X0_train, T_train), (X0_test, T_test) = held_apart(X0, T, 0.3, rng=1)
    found = np.concatenate([X0_train, T_train]), np.concatenate([X0_test, T_test])
    assert [part.shape for part in found] == [(3, 175), (3, 75)]
    joined = np.concatenate(found, axis=1)
    assert np.array_equal(np.sort(joined), np.sort(np.concatenate([X0, T])))
    order = np.random.default_rng(1).permutation(250)
    assert np.array_equal(X0_test, X0[:, order[:75]]) and np.array_equal(T_test, T[:, order[:75]])


@pytest.mark.parametrize("X0, T", [([1, 2], [1, 2]), (np.ones((2, 5)), np.ones((1, 4)))])
def test_samples_that_are_no_pairs_are_not_held_apart(X0, T):
    with pytest.raises(ValueError, match="one column a sample"):
        held_apart(X0, T, 0.5)


def test_a_split_is_made_by_rng_and_not_in_order():
    one, same, other = (
        load("digits", rng=seed, split=0.2)[1][1].argmax(axis=0) for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same) and not np.array_equal(one, other)
    # the classes are spread as in the whole, not cut off at its end
    assert np.bincount(one, minlength=10).min() > 15


@pytest.mark.parametrize("split", [0, 1, -0.5, 1.5, np.nan, 0.001, 0.999, "0.2", [0.2]])
def test_a_split_that_leaves_no_sample_on_a_side_is_refused_by_name(split):
    with pytest.raises(
        ValueError, match="^split is .*expected a share that leaves samples on both sides"
    ):
        load("wave", samples=20, split=split)


@pytest.mark.parametrize("samples", [0, -3, 2.5, 20.0, True, "10", [10]])
def test_samples_that_are_no_whole_number_of_at_least_1_are_refused_by_name(samples):
    with pytest.raises(ValueError, match="^samples .*expected .*at least 1"):
        load("xor", samples=samples)


@pytest.mark.parametrize("noise", [-0.1, np.nan, np.inf, "0.1", [0.1]])
def test_a_noise_that_is_no_finite_number_of_at_least_0_is_refused_by_name(noise):
    with pytest.raises(ValueError, match="^noise is .*expected a finite number of at least 0"):
        load("xor", noise=noise)


@pytest.mark.parametrize("name", ["spiral", "", None, 3, ["xor"]])
def test_an_unknown_data_set_is_refused_with_the_names_that_are_known(name):
    for function in (load, describe):
        with pytest.raises(
            ValueError, match="is not known, expected one of: xor, moons, circles, spirals, wave, "
        ):
            function(name)


def test_one_hot_has_a_1_in_the_row_of_its_label():
    assert one_hot([2, 0, 1, 2], 3).tolist() == [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]]
    assert one_hot(np.array([0], np.uint8), 1).tolist() == [[1]]


@pytest.mark.parametrize(
    ("labels", "said"), [([0, 3], "from 0 to 3"), ([-1, 2], "from -1 to 2"), ([7], "from 7 to 7")]
)
def test_labels_out_of_range_are_refused_with_their_range(labels, said):
    with pytest.raises(ValueError, match=f"^labels runs {said}, expected 0 to 2"):
        one_hot(labels, 3)


@pytest.mark.parametrize(
    "labels", [[], 1, [[0, 1]], [0.0, 1.0], ["0"], [True, False], None, [[0], [0, 1]]], ids=str
)
def test_labels_that_are_no_row_of_whole_numbers_are_refused_by_name(labels):
    with pytest.raises(ValueError, match="^labels "):
        one_hot(labels, 2)


@pytest.mark.parametrize("classes", [0, -1, 2.0, "3", None])
def test_classes_that_are_no_whole_number_of_at_least_1_are_refused_by_name(classes):
    with pytest.raises(ValueError, match="^classes "):
        one_hot([0], classes)
