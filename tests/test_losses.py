import numpy as np
import pytest
from autograd import grad
from scipy.special import log_expit, log_softmax
from scipy.special import softmax as scipy_softmax

from bpkit.losses import BY_NAME, accuracy, cross_entropy, logistic, named, softmax, squared_error

from . import oracle

EPS = np.finfo(float).eps
NAMES = list(BY_NAME)


def outputs(seed=0, n=4, m=6, spread=3.0):
    return spread * np.random.default_rng(seed).standard_normal((n, m))


def case(name, seed, n=4, m=6, spread=3.0):
    """Return outputs and a target that this loss takes."""
    return outputs(seed, n, m, spread), oracle.target(np.random.default_rng(seed), name, n, m)


def test_squared_error_is_half_the_sum_of_squares_in_the_mean_over_the_samples():
    assert squared_error([[1, 2, 3], [4, 5, 6]], [[0, 2, 5], [1, 5, 6]]) == (1 + 9 + 4) / 2 / 3


@pytest.mark.parametrize("seed", range(20))
def test_logistic_is_the_log_likelihood_of_scipy(seed):
    X, T = case("logistic", seed)
    E = -(T * log_expit(X) + (1 - T) * log_expit(-X)).sum() / 6
    assert logistic(X, T) == pytest.approx(E, rel=8 * EPS)


@pytest.mark.parametrize("T", [0.0, 1.0])
def test_logistic_close_to_0_keeps_its_relative_precision(T):
    for x in np.linspace(-700, 700, 281):
        E = -log_expit(x if T else -x)
        assert logistic([[x]], [[T]]) == pytest.approx(E, rel=4 * EPS)


@pytest.mark.parametrize("seed", range(20))
def test_cross_entropy_is_the_log_likelihood_of_scipy(seed):
    X, T = case("cross_entropy", seed)
    assert cross_entropy(X, T) == pytest.approx(
        -(T * log_softmax(X, axis=0)).sum() / 6, rel=16 * EPS
    )


@pytest.mark.parametrize("spread", [1.0, 30.0, 300.0])
def test_cross_entropy_of_spread_out_outputs_is_right_to_the_precision_of_the_outputs(spread):
    for seed in range(20):
        X, T = case("cross_entropy", seed, spread=spread)
        # an E far below 1 is a difference of numbers of the size of X: absolute precision is what
        # can be had
        assert abs(cross_entropy(X, T) + (T * log_softmax(X, axis=0)).sum() / 6) <= 4 * EPS * max(
            1, np.abs(X).max()
        )


def test_softmax_is_that_of_scipy_and_columns_sum_to_one():
    for spread in (0.1, 1, 10, 1000):
        X = outputs(spread=spread)
        assert np.abs(softmax(X) - scipy_softmax(X, axis=0)).max() <= 4 * EPS
        assert np.abs(softmax(X).sum(axis=0) - 1).max() <= 4 * EPS


def test_softmax_does_not_see_what_is_added_to_a_column():
    X = np.array([[1.0, 5.0], [2.0, 7.0], [4.0, 3.0]])
    assert np.array_equal(softmax(X), softmax(X + [[1024.0, -1024.0]]))


def test_softmax_at_the_largest_floats_is_at_its_limits():
    assert softmax([[1e308, -1e308, 1e308], [-1e308, -1e308, 1e308]]).tolist() == [
        [1, 0.5, 0.5],
        [0, 0.5, 0.5],
    ]


@pytest.mark.parametrize("X", [np.ones(3), np.ones((0, 2)), np.ones((1, 2, 3)), 1.0], ids=np.shape)
def test_softmax_refuses_what_is_not_a_matrix_with_both_shapes(X):
    with pytest.raises(ValueError) as told:
        softmax(X)
    assert f"X has shape {np.shape(X)}, expected (n, m)" in str(told.value)


LIMITS = [
    (logistic, [[1e308]], [[1.0]], 0, [[0]]),
    (logistic, [[1e308]], [[0.0]], 1e308, [[1]]),
    (logistic, [[-1e308]], [[0.0]], 0, [[0]]),
    (logistic, [[-1e308]], [[1.0]], 1e308, [[-1]]),
    (logistic, [[1e308]], [[0.5]], 0.5e308, [[0.5]]),
    (cross_entropy, [[1e308], [0.0]], [[1.0], [0.0]], 0, [[0], [0]]),
    (cross_entropy, [[1e308], [0.0]], [[0.0], [1.0]], 1e308, [[1], [-1]]),
    (cross_entropy, [[1e308], [-1e308]], [[1.0], [0.0]], 0, [[0], [0]]),
    (cross_entropy, [[1e308], [-1e308]], [[0.0], [1.0]], np.inf, [[1], [-1]]),
    (cross_entropy, [[1e308], [1e308]], [[0.0], [1.0]], np.log(2), [[0.5], [-0.5]]),
    (squared_error, [[1e308]], [[-1.0]], np.inf, [[1e308]]),
    (squared_error, [[1e154]], [[0.0]], 0.5e308, [[1e154]]),
]


# RuntimeWarning is an error in these tests
@pytest.mark.parametrize(("loss", "X", "T", "E", "delta"), LIMITS)
def test_far_out_loss_and_gradient_are_at_their_limits_without_a_warning(loss, X, T, E, delta):
    assert loss(X, T) == pytest.approx(E, rel=4 * EPS)
    assert loss.gradient(X, T).tolist() == delta


@pytest.mark.parametrize("x", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("name", NAMES)
def test_an_output_that_is_not_finite_never_makes_E_look_finite(name, x):
    assert not np.isfinite(BY_NAME[name]([[x], [1.0]], [[0.5], [0.5]]))


@pytest.mark.parametrize("name", NAMES)
def test_gradient_is_the_central_difference_of_E(name):
    for seed in range(10):
        (X, T), h = case(name, seed), 1e-5
        nudges = h * np.eye(X.size).reshape(-1, *X.shape)
        E = BY_NAME[name]
        differences = [(E(X + nudge, T) - E(X - nudge, T)) / (2 * h) for nudge in nudges]
        assert oracle.scaled_error(E.gradient(X, T), np.reshape(differences, X.shape)) < 1e-9


@pytest.mark.parametrize("name", NAMES)
def test_gradient_is_the_complex_step_of_E(name):
    for seed in range(10):
        X, T = case(name, seed)
        E, h = BY_NAME[name], 1e-20
        steps = [
            E(X + nudge, T).imag / h for nudge in 1j * h * np.eye(X.size).reshape(-1, *X.shape)
        ]
        assert oracle.scaled_error(E.gradient(X, T), np.reshape(steps, X.shape)) < 1e-13


@pytest.mark.parametrize("name", NAMES)
def test_E_and_gradient_are_those_of_autograd(name):
    for seed in range(50):
        X, T = case(name, seed, n=2 + seed % 7, m=1 + seed % 11)
        assert BY_NAME[name](X, T) == pytest.approx(float(oracle.E[name](X, T)), rel=1e-13)
        assert oracle.scaled_error(BY_NAME[name].gradient(X, T), grad(oracle.E[name])(X, T)) < 1e-13


def test_softmax_lives_inside_so_delta_of_the_output_is_softmax_minus_T_over_m():
    X, T = case("cross_entropy", 3)
    assert np.array_equal(cross_entropy.gradient(X, T), (softmax(X) - T) / 6)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_samples_twice_leave_E_as_it_is_and_halve_the_gradient(name):
    (X, T), E = case(name, 4), BY_NAME[name]
    assert E(np.tile(X, 2), np.tile(T, 2)) == pytest.approx(E(X, T), rel=1e-14)
    assert np.allclose(
        E.gradient(np.tile(X, 2), np.tile(T, 2)), np.tile(E.gradient(X, T), 2) / 2, rtol=1e-14
    )


@pytest.mark.parametrize("name", NAMES)
def test_E_is_a_number_and_the_gradient_has_the_shape_of_X(name):
    X, T = case(name, 5)
    assert type(BY_NAME[name](X, T)) is float
    assert BY_NAME[name].gradient(X, T).shape == X.shape


@pytest.mark.parametrize("name", NAMES)
def test_float32_outputs_give_a_float32_gradient_whatever_T_is(name):
    (X, T), E = case(name, 6), BY_NAME[name]
    for target in (T, np.float32(T)):
        assert E.gradient(np.float32(X), target).dtype == np.float32
        assert np.abs(E.gradient(np.float32(X), target) - E.gradient(X, T)).max() < 1e-6
        assert E(np.float32(X), target) == pytest.approx(E(X, T), rel=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_float32_far_out_raises_no_warning(name):
    X, T = np.float32([[3e38, -3e38], [-200, 200]]), [[1, 0], [0, 1]]
    assert BY_NAME[name](X, T) == (np.inf if name == "squared_error" else 0)
    assert np.isfinite(BY_NAME[name].gradient(X, T)).all()


@pytest.mark.parametrize("name", NAMES)
def test_whole_numbers_lists_and_read_only_arrays_are_taken_and_left_as_they_are(name):
    X, T = np.array([[1, 2, -3], [0, 1, 4]]), np.array([[1, 0, 1], [0, 1, 0]])
    X.flags.writeable = T.flags.writeable = False
    E, delta = (
        BY_NAME[name](X.astype(float), T.astype(float)),
        BY_NAME[name].gradient(X.astype(float), T.astype(float)),
    )
    for pair in ((X, T), (X.tolist(), T.tolist()), (np.asfortranarray(X), T.astype(bool))):
        assert BY_NAME[name](*pair) == E
        assert np.array_equal(BY_NAME[name].gradient(*pair), delta)
    assert X.tolist() == [[1, 2, -3], [0, 1, 4]] and T.tolist() == [[1, 0, 1], [0, 1, 0]]


SHAPES = [
    ((1, 3), (3,)),
    ((1, 3), (3, 1)),
    ((2, 3), (1, 3)),
    ((2, 3), (2, 1)),
    ((2, 3), (3, 2)),
    ((2, 3), ()),
]


@pytest.mark.parametrize(("X", "T"), SHAPES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_a_target_of_another_shape_is_not_broadcast_but_refused_with_both_shapes(name, X, T):
    for function in (BY_NAME[name], BY_NAME[name].gradient):
        with pytest.raises(ValueError) as told:
            function(np.ones(X), np.ones(T))
        assert f"T has shape {T}, expected {X}" in str(told.value)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (2, 0), (), (1, 2, 3)], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_an_output_that_is_not_a_matrix_of_samples_is_refused_with_both_shapes(name, shape):
    for function in (BY_NAME[name], BY_NAME[name].gradient):
        with pytest.raises(ValueError) as told:
            function(np.ones(shape), np.ones(shape))
        assert f"X has shape {shape}, expected (n_L, m)" in str(told.value)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_target_that_is_not_finite_is_refused_with_its_place(name, bad):
    with pytest.raises(ValueError) as told:
        BY_NAME[name]([[1.0, 2.0]], [[1.0, bad]])
    assert f"T has {bad} at index (0, 1)" in str(told.value)


@pytest.mark.parametrize("bad", [[["1"]], None, [[None]], [[1], [1, 2]], "text"], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_a_number_is_refused_by_name(name, bad):
    for function in (BY_NAME[name], BY_NAME[name].gradient):
        with pytest.raises(ValueError, match="^T h(olds|as)"):
            function([[1.0]], bad)
        with pytest.raises(ValueError, match="^X h(olds|as)"):
            function(bad, [[1.0]])


@pytest.mark.parametrize("name", NAMES)
def test_a_complex_target_is_refused_by_name(name):
    with pytest.raises(ValueError, match="^T holds complex"):
        BY_NAME[name]([[1.0]], [[1 + 1j]])


@pytest.mark.parametrize(
    ("T", "said"), [([[0.5, 1.5]], "from 0.5 to 1.5"), ([[-1, 1]], "from -1 to 1")]
)
def test_logistic_refuses_targets_out_of_range_and_says_the_range(T, said):
    for function in (logistic, logistic.gradient):
        with pytest.raises(ValueError, match=f"^T runs {said}, expected probabilities from 0 to 1"):
            function([[0.0, 0.0]], T)


@pytest.mark.parametrize(
    ("T", "said"),
    [
        ([[0.5, 1], [0.5, 1]], "column 1 sums to 2"),
        ([[0, 1], [0, 0]], "column 0 sums to 0"),
        ([[0.5, 1.5], [0.5, -0.5]], "smallest entry -0.5"),
        ([[0.3, 1], [0.69, 0]], "column 0 sums to 0.99"),
    ],
)
def test_cross_entropy_refuses_columns_that_are_no_distribution_and_says_which(T, said):
    for function in (cross_entropy, cross_entropy.gradient):
        with pytest.raises(ValueError, match=f"^T has .*{said}.*expected probabilities.*one_hot"):
            function([[0.0, 0.0], [0.0, 0.0]], T)


def test_cross_entropy_takes_columns_that_sum_to_one_within_rounding():
    T = np.full((3, 2), 1 / 3)
    assert cross_entropy(np.zeros((3, 2)), T) == pytest.approx(np.log(3), rel=4 * EPS)
    X = np.float32(outputs(n=10))
    assert np.isfinite(cross_entropy(X, softmax(X)))


def test_no_epsilon_hides_inside_a_logarithm():
    # log(y + 1e-7) would stop at 16.1
    assert logistic([[-100.0]], [[1.0]]) == pytest.approx(100, rel=4 * EPS)
    assert cross_entropy([[0.0], [100.0]], [[1.0], [0.0]]) == pytest.approx(100, rel=4 * EPS)


def test_autograd_agrees_on_saturated_outputs_too():
    X, T = np.array([[40.0, -40.0], [-30.0, 5.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    assert np.allclose(
        cross_entropy.gradient(X, T), grad(oracle.cross_entropy)(X, T), rtol=0, atol=EPS
    )
    assert np.allclose(logistic.gradient(X, T), grad(oracle.logistic)(X, T), rtol=0, atol=EPS)


def test_accuracy_is_the_share_of_samples_whose_largest_output_is_the_class():
    T = np.eye(3)[:, [0, 1, 2, 2]]
    assert accuracy(T, T) == 1
    assert accuracy([[5, -2, 1, 0], [4, -1, 0, 3], [3, -3, 2, 2]], T) == 0.75
    assert accuracy(-T, T) == 0


def test_a_single_output_is_a_log_odds_and_wins_above_0():
    assert accuracy([[0.1, 0.9, -0.1, -5]], [[1, 1, 0, 0]]) == 1
    # as a probability 0.1 would lose
    assert accuracy([[0.1, 0.4, 0.0, -5]], [[0, 0, 0, 1]]) == 0.25


def test_accuracy_refuses_shapes_that_differ_with_both():
    with pytest.raises(ValueError, match=r"^T has shape \(3,\), expected \(1, 3\)"):
        accuracy(np.ones((1, 3)), np.ones(3))
    with pytest.raises(ValueError, match=r"^X has shape \(1, 0\), expected \(n_L, m\)"):
        accuracy(np.ones((1, 0)), np.ones((1, 0)))


@pytest.mark.parametrize("name", ["softmax", "softmax_cross_entropy", "Softmax with loss"])
def test_a_loss_named_after_its_softmax_is_pointed_to(name):
    with pytest.raises(
        ValueError,
        match='^softmax lives inside this loss: build the net with output="identity"; '
        f"'{name}' is called \"cross_entropy\" here",
    ):
        named(name)
