import tracemalloc

import numpy as np
import pytest

import bpkit as bp
from bpkit import Network
from bpkit.starts import glorot, he, lecun, normal, standard

RAGGED = [[1.0, 2.0], [3.0]]


def test_create_chains_the_layers_and_starts_the_biases_at_0():
    net = Network.create([2, 16, 7, 1], activation="tanh", output="identity", rng=0)
    assert [W.shape for W in net.W] == [(16, 2), (7, 16), (1, 7)]
    assert [b.shape for b in net.b] == [(16, 1), (7, 1), (1, 1)]
    assert not any(b.any() for b in net.b)
    assert net.f == (bp.activations.tanh, bp.activations.tanh, bp.activations.identity)
    assert (net.sizes, net.depth, net.n_parameters) == ([2, 16, 7, 1], 3, 16 * 3 + 7 * 17 + 8)


def test_create_of_one_layer_uses_the_output_activation_alone():
    assert Network.create([3, 2], activation="relu", output="sigmoid").f == (
        bp.activations.sigmoid,
    )


def test_create_takes_activations_as_well_as_names():
    mine = bp.activations.LeakyReLU(0.2)
    assert Network.create([1, 2, 1], activation=mine, output=mine).f == (mine, mine)


def test_the_same_rng_gives_the_same_weights_and_another_gives_others():
    one, same, other = (Network.create([4, 3, 2], rng=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one.W, same.W))
    assert not any(np.array_equal(a, b) for a, b in zip(one.W, other.W))
    generator = Network.create([4, 3, 2], rng=np.random.default_rng(1))
    assert all(np.array_equal(a, b) for a, b in zip(one.W, generator.W))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_creation_makes_its_weights_once(dtype):
    tracemalloc.start()
    net = Network.create([300] * 9, dtype=dtype)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    one_layer = 300 * 300 * 8  # as it is drawn, in float64
    assert most < sum(W.nbytes for W in net.W) + 3 * one_layer


def test_created_weights_cannot_be_written_to():
    net = Network.create([3, 2])
    assert not any(array.flags.writeable for array in (*net.W, *net.b))


@pytest.mark.parametrize("dtype", [int, ">f8"])
def test_creation_turns_other_precisions_into_ones_that_compute(dtype):
    net = Network.create([3, 2], dtype=dtype)
    assert net.dtype == np.float64 and net.W[0].dtype.isnative and net.b[0].dtype == np.float64


def test_an_initialiser_that_gives_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"W\[0\] has shape \(4, 2, 3\)"):
        Network.create([3, 2], init=lambda n_in, n_out: np.ones((4, n_out, n_in)))


def test_creation_leaves_the_global_random_state_of_numpy_alone():
    np.random.seed(987)
    before = np.random.get_state()[1].copy()
    Network.create([4, 3, 2])
    assert np.array_equal(before, np.random.get_state()[1])


# 60,000 weights: their variance is within 4.5 % of the right one, and their mean within
# 5.5 σ/√60,000, but for one seed in ten million; the initialisers differ by 20 % or more
@pytest.mark.parametrize(
    ("init", "variance"),
    [
        ("glorot", 2 / (300 + 200)),
        (glorot, 2 / (300 + 200)),
        ("he", 2 / 300),
        (he, 2 / 300),
        ("lecun", 1 / 300),
        (lecun, 1 / 300),
        ("standard", 1 / 900),
        (standard, 1 / 900),
        (normal(0.7), 0.49),
        (lambda n_in, n_out: n_out / n_in, 4 / 9),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_weights_start_with_the_variance_of_their_initialiser(init, variance, seed):
    W = Network.create([300, 200], init=init, rng=seed).W[0]
    assert W.var() == pytest.approx(variance, rel=0.045)
    assert abs(W.mean()) < 5.5 * np.sqrt(variance / W.size)


def test_every_layer_has_the_variance_of_its_own_width():
    net = Network.create([400, 100, 400], init="he", rng=0)
    assert [W.var() for W in net.W] == pytest.approx([2 / 400, 2 / 100], rel=0.045)
    assert abs(np.corrcoef(net.W[0].ravel(), net.W[1].ravel())[0, 1]) < 0.025


def test_he_keeps_the_size_of_x_under_relu_and_lecun_does_not():
    x = {}
    for init in ("he", "lecun"):
        net = Network.create([300] * 9, activation="relu", init=init, rng=0)
        trace = bp.forward(net, np.random.default_rng(0).standard_normal((300, 50)))
        x[init] = trace.x[8].var() / trace.x[1].var()
    assert 0.5 < x["he"] < 2
    assert x["lecun"] < 2 * 0.5**7


def test_scale_0_starts_with_zeros():
    assert not Network.create([3, 2], init=normal(0)).W[0].any()


@pytest.mark.parametrize("dtype", [np.float32, "float32", np.float64])
def test_create_makes_the_precision_that_was_asked_for(dtype):
    net = Network.create([3, 2, 1], dtype=dtype)
    assert net.dtype == dtype
    assert {array.dtype for array in (*net.W, *net.b)} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    "b", [[1, 2], [[1], [2]], np.array([1.0, 2.0]), np.array([[1.0], [2.0]])], ids=repr
)
def test_a_bias_by_hand_may_be_a_row_of_numbers_or_a_column(b):
    net = Network(W=[[[1, 2, 3], [4, 5, 6]]], b=[b], f=["tanh"])
    assert net.b[0].tolist() == [[1], [2]]
    assert net.sizes == [3, 2] and net.dtype == np.float64


def test_weights_by_hand_of_mixed_precision_share_the_highest():
    W32, b64 = np.ones((2, 2), np.float32), np.ones(2)
    net = Network([W32], [b64], ["tanh"])
    assert {array.dtype.name for array in (*net.W, *net.b)} == {"float64"}
    assert Network([W32], [np.float32(b64)], ["tanh"]).dtype == np.float32


def test_the_network_keeps_copies_that_cannot_be_written_to():
    W, b = np.ones((2, 2)), np.ones((2, 1))
    net = Network([W], [b], ["tanh"])
    W[:], b[:] = 7, 7
    assert net.W[0].tolist() == [[1, 1], [1, 1]] and net.b[0].tolist() == [[1], [1]]
    for array in (*net.W, *net.b):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 3


def test_the_arrays_that_were_handed_in_stay_writable():
    W, b = np.ones((2, 2)), np.ones((2, 1))
    Network([W], [b], ["tanh"])
    assert W.flags.writeable and b.flags.writeable


def test_neither_fields_nor_entries_can_be_replaced():
    net = Network.create([2, 2])
    with pytest.raises(AttributeError):
        net.W = ()
    with pytest.raises(TypeError):
        net.W[0] = np.ones((2, 2))


def test_any_memory_order_of_the_weights_gives_the_same_network():
    W = np.arange(6.0).reshape(2, 3)
    for view in (
        np.asfortranarray(W),
        np.repeat(W, 2, axis=1)[:, ::2],
        W.astype(">f8"),
        W.tolist(),
    ):
        net = Network([view], [[0, 0]], ["tanh"])
        assert (
            np.array_equal(net.W[0], W) and net.W[0].flags.c_contiguous and net.W[0].dtype.isnative
        )


def test_repr_tells_sizes_activations_and_parameters():
    assert (
        repr(Network.create([2, 3, 1], "relu"))
        == "Network([2, 3, 1], f: ReLU → Identity, 13 parameters)"
    )


SHAPES = [
    ([np.ones((3, 2)), np.ones((2, 4))], "W[1] has shape (2, 4), expected (n_2, 3)"),
    ([np.ones((3, 2)), np.ones((3, 2))], "W[1] has shape (3, 2), expected (n_2, 3)"),
    ([np.ones((0, 2)), np.ones((3, 0))], "W[0] has shape (0, 2), expected (n_1, n_0)"),
    ([np.ones((3, 0)), np.ones((2, 3))], "W[0] has shape (3, 0), expected (n_1, n_0)"),
    ([np.ones(3), np.ones((2, 3))], "W[0] has shape (3,), expected (n_1, n_0)"),
    ([np.ones((3, 2)), 1.0], "W[1] has shape (), expected (n_2, 3)"),
    ([np.ones((1, 3, 2)), np.ones((2, 3))], "W[0] has shape (1, 3, 2), expected (n_1, n_0)"),
    ([np.ones((3, 2)), []], "W[1] has shape (0,), expected (n_2, 3)"),
]


@pytest.mark.parametrize(("W", "said"), SHAPES, ids=[said[:22] for _, said in SHAPES])
def test_weights_that_do_not_chain_are_refused_with_both_shapes(W, said):
    with pytest.raises(ValueError) as told:
        Network(W=W, b=[np.zeros(3), np.zeros(2)], f=["tanh", "tanh"])
    assert said in str(told.value)


@pytest.mark.parametrize(
    "b", [np.zeros(2), np.zeros((1, 3)), np.zeros((3, 2)), np.zeros((4, 1)), 0.0, [], [[0] * 3]]
)
def test_a_bias_of_the_wrong_shape_is_refused_with_both_shapes(b):
    with pytest.raises(ValueError) as told:
        Network(W=[np.ones((3, 2))], b=[b], f=["tanh"])
    said = f"b[0] has shape {np.shape(b)}, expected (3, 1) or (3,), for W[0] has shape (3, 2)"
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("layers", "biases", "activations"),
    [(0, 0, 0), (2, 1, 2), (2, 3, 2), (2, 2, 1), (2, 2, 3), (1, 0, 0), (0, 1, 1)],
)
def test_counts_that_differ_are_refused_with_all_three(layers, biases, activations):
    with pytest.raises(ValueError) as told:
        Network(W=[np.ones((2, 2))] * layers, b=[[0, 0]] * biases, f=["tanh"] * activations)
    assert f"W, b and f have {layers}, {biases} and {activations} entries" in str(told.value)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_parameters_that_are_not_finite_are_refused_with_their_place(bad):
    with pytest.raises(ValueError) as told:
        Network(W=[np.ones((2, 2)), [[0, bad]]], b=[[0, 0], [0]], f=["tanh"] * 2)
    assert f"W[1] has {bad} at index (0, 1)" in str(told.value)
    with pytest.raises(ValueError) as told:
        Network(W=[np.ones((2, 2)), [[0, 0]]], b=[[0, bad], [0]], f=["tanh"] * 2)
    assert f"b[0] has {bad} at index (1, 0)" in str(told.value)


@pytest.mark.parametrize(
    "bad", [RAGGED, [["a", "b"], ["c", "d"]], None, [[None, 1], [1, 1]]], ids=str
)
def test_parameters_that_are_not_numbers_are_refused_by_name(bad):
    with pytest.raises(ValueError, match=r"^W\[0\] h(olds|as rows)"):
        Network(W=[bad], b=[[0, 0]], f=["tanh"])
    with pytest.raises(ValueError, match=r"^b\[0\] h(olds|as rows)"):
        Network(W=[np.ones((2, 2))], b=[bad], f=["tanh"])


def test_complex_parameters_are_refused_by_name():
    with pytest.raises(ValueError, match=r"^W\[0\] holds complex"):
        Network(W=[[[1j]]], b=[[0]], f=["tanh"])
    with pytest.raises(ValueError, match=r"^b\[0\] holds complex"):
        Network(W=[[[1]]], b=[[1j]], f=["tanh"])


@pytest.mark.parametrize("f", ["sigmoyd", None, np.tanh, 3])
def test_an_unknown_activation_is_refused_with_the_known_names(f):
    with pytest.raises(ValueError, match="activation .* is not known, .*sigmoid, tanh"):
        Network(W=[[[1]]], b=[[0]], f=[f])
    with pytest.raises(ValueError, match="activation .* is not known, .*sigmoid, tanh"):
        Network.create([1, 2, 1], activation=f)


@pytest.mark.parametrize(
    "sizes",
    [[2, 0, 1], [2, -1], [2, 1.5], [2.0, 1], [True, 1], ["2", 1], "21", [2, None], [[2], 1]],
    ids=str,
)
def test_sizes_that_are_no_whole_numbers_of_at_least_1_are_refused_by_name(sizes):
    with pytest.raises(
        ValueError, match="^sizes .*holds .*expected .*whole number.* of at least 1"
    ):
        Network.create(sizes)


@pytest.mark.parametrize("sizes", [[], [3]])
def test_fewer_than_two_sizes_are_refused_with_their_count(sizes):
    with pytest.raises(ValueError, match=f"^sizes has {len(sizes)} entries, expected at least two"):
        Network.create(sizes)


@pytest.mark.parametrize("sizes", [3, None])
def test_sizes_that_are_no_list_are_refused_by_name(sizes):
    with pytest.raises(ValueError, match="^sizes "):
        Network.create(sizes)


@pytest.mark.parametrize("init", ["xavier", None, 0.1])
def test_an_unknown_initialiser_is_refused_with_the_known_names(init):
    with pytest.raises(ValueError, match="init .* is not known, expected glorot, he, lecun"):
        Network.create([2, 1], init=init)


@pytest.mark.parametrize("scale", [-1, np.nan, np.inf, "a", None])
def test_a_scale_that_is_no_finite_number_of_at_least_0_is_refused_by_name(scale):
    with pytest.raises(ValueError, match="^scale is .*expected a finite number of at least 0"):
        normal(scale)


def test_an_initialiser_that_gives_nan_is_refused():
    with pytest.raises(ValueError, match=r"W\[0\] has nan at index \(0, 0\)"):
        Network.create([2, 1], init=lambda n_in, n_out: np.nan)


def test_sizes_that_numpy_made_are_taken():
    assert Network.create(np.array([2, 3, 1])).sizes == [2, 3, 1]
