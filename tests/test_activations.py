import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad
from scipy.special import expit, logsumexp, ndtr

import bpkit
from bpkit import activations
from bpkit.activations import BY_NAME, Activation, LeakyReLU, Sigmoid, named

from . import oracle

EPS = np.finfo(float).eps
TINY = np.finfo(float).tiny
NAMES = list(BY_NAME)
HUGE = np.array([-1e308, -1e300, -1e16, -800.0, 800.0, 1e16, 1e300, 1e308])


def softplus(x):
    return logsumexp([np.zeros_like(x), x], axis=0)


def points():
    """Return numbers of every size between 1e-300 and 700, of both signs, and 0."""
    size = np.concatenate([np.logspace(-300, 0, 301), np.linspace(1, 700, 2000)])
    return np.concatenate([-size, [0.0], size])


def test_sigmoid_is_expit_to_the_last_digits_also_where_it_is_close_to_0():
    x = points()
    assert np.abs(activations.sigmoid(x) / expit(x) - 1).max() <= 4 * EPS


def test_tanh_is_tanh_of_numpy():
    assert np.array_equal(activations.tanh(points()), np.tanh(points()))


def test_softplus_is_log_of_1_plus_exp_to_the_last_digits_also_where_it_is_close_to_0():
    x = points()
    assert np.abs(activations.softplus(x) / np.logaddexp(0, x) - 1).max() <= 4 * EPS
    # logsumexp itself is only right to 1 ulp of 1 where x is far below 0
    assert np.abs(activations.softplus(x) - softplus(x)).max() <= 4 * EPS * 700


def test_the_kinked_ones_are_their_pieces():
    x = points()
    assert np.array_equal(activations.relu(x), x * (x > 0))
    assert np.array_equal(activations.leaky_relu(x), np.maximum(x, 0.01 * x))
    assert np.array_equal(LeakyReLU(0.3)(x), np.maximum(x, 0.3 * x))
    assert np.array_equal(activations.identity(x), x)


LIMITS = {
    "identity": (HUGE, np.ones(8)),
    "sigmoid": (HUGE > 0, np.zeros(8)),
    "tanh": (np.sign(HUGE), np.zeros(8)),
    "relu": (HUGE * (HUGE > 0), HUGE > 0),
    "leaky_relu": (np.where(HUGE > 0, HUGE, 0.01 * HUGE), np.where(HUGE > 0, 1, 0.01)),
    "softplus": (HUGE * (HUGE > 0), HUGE > 0),
    "elu": (np.where(HUGE > 0, HUGE, -1), HUGE > 0),
    "silu": (HUGE * (HUGE > 0), HUGE > 0),
    "gelu": (HUGE * (HUGE > 0), HUGE > 0),
}


# RuntimeWarning is an error in these tests
@pytest.mark.parametrize("name", NAMES)
def test_far_out_f_and_f_prime_are_at_their_limits_without_a_warning(name):
    X, slope = LIMITS[name]
    assert np.abs(BY_NAME[name](HUGE) - X).max() <= TINY
    assert np.abs(BY_NAME[name].prime(HUGE) - slope).max() <= TINY


INFINITE = {
    "identity": ([-np.inf, np.inf], [1, 1]),
    "sigmoid": ([0, 1], [0, 0]),
    "tanh": ([-1, 1], [0, 0]),
    "relu": ([0, np.inf], [0, 1]),
    "leaky_relu": ([-np.inf, np.inf], [0.01, 1]),
    "softplus": ([0, np.inf], [0, 1]),
    "elu": ([-1, np.inf], [0, 1]),
    "silu": ([0, np.inf], [0, 1]),
    "gelu": ([0, np.inf], [0, 1]),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_total_input_that_overflowed_is_at_the_limit_too(name):
    f, x = BY_NAME[name], np.array([-np.inf, np.inf])
    assert f(x).tolist() == INFINITE[name][0]
    assert f.prime(x).tolist() == INFINITE[name][1]


@pytest.mark.parametrize("name", NAMES)
def test_nan_stays_nan(name):
    assert np.isnan(BY_NAME[name](np.array([np.nan]))).all()


@pytest.mark.parametrize("name", NAMES)
def test_f_prime_is_the_derivative_that_autograd_finds(name):
    x = np.linspace(-6, 6, 1000)  # an even number of points: 0, the kink, is not among them
    slope = elementwise_grad(oracle.F[name])(x)
    assert np.abs(BY_NAME[name].prime(x) - slope).max() <= 4 * EPS


@pytest.mark.parametrize("name", ["identity", "sigmoid", "tanh", "softplus", "elu", "silu", "gelu"])
def test_f_prime_of_a_smooth_activation_is_its_complex_step(name):
    x = np.linspace(-20, 20, 1001)
    assert np.abs(BY_NAME[name].prime(x) - BY_NAME[name](x + 1e-20j).imag / 1e-20).max() <= 4 * EPS


def test_f_prime_of_any_slope_is_the_derivative_that_autograd_finds():
    x = np.linspace(-2, 2, 100)
    slope = elementwise_grad(lambda x: anp.where(x > 0, x, 0.3 * x))(x)
    assert np.array_equal(LeakyReLU(0.3).prime(x), slope)


def test_f_prime_close_to_0_keeps_its_relative_precision_where_nothing_cancels():
    x = -points()[points() > 0]
    # the far side, x > 0, where 1 − X cancels, is judged in test_propagation
    exact = oracle.sigmoid_slope(x.astype(np.longdouble))
    assert np.abs(activations.sigmoid.prime(x) / exact - 1).max() <= 4 * EPS
    assert np.abs(activations.softplus.prime(x) / expit(x) - 1).max() <= 4 * EPS


@pytest.mark.parametrize(("name", "slope"), [("relu", 0), ("leaky_relu", 0.01)])
def test_at_the_kink_f_prime_is_that_of_the_left(name, slope):
    assert BY_NAME[name].prime(np.array([0.0, -0.0])).tolist() == [slope, slope]


@pytest.mark.parametrize("name", NAMES)
def test_float32_stays_float32_and_is_as_exact_as_it_can_be(name):
    f, x = BY_NAME[name], np.linspace(-80, 80, 4001, dtype=np.float32)
    X, slope = f(x), f.prime(x)
    assert X.dtype == slope.dtype == np.float32
    eps32 = np.finfo(np.float32).eps
    exact = f(x.astype(float))
    # e²ᵘ of a rounded 2u, which GELU alone has, is off by the error of 2u, and 2u reaches 88
    room, few = 88 if name == "gelu" else 4, 10 * np.finfo(np.float32).tiny
    assert (np.abs(X - exact) <= room * eps32 * np.abs(exact) + few).all()
    assert np.abs(slope - f.prime(x.astype(float))).max() <= 2 * eps32


@pytest.mark.parametrize("name", NAMES)
def test_float32_far_out_is_at_its_limits_without_a_warning(name):
    x = np.array([-3e38, -200, 200, 3e38], dtype=np.float32)
    X, slope = BY_NAME[name](x), BY_NAME[name].prime(x)
    assert np.allclose(X, BY_NAME[name](x.astype(float)), rtol=1e-6, atol=1e-38)
    assert np.allclose(slope, BY_NAME[name].prime(x.astype(float)), rtol=1e-6, atol=1e-38)


def test_a_slope_that_numpy_made_leaves_float32_as_it_is():
    f, x = LeakyReLU(np.float64(0.2)), np.float32([-1, 1])
    assert f(x).dtype == f.prime(x).dtype == np.float32


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "x", [3, 0.5, [1, -2], [[True, False]], np.ones((2, 0)), np.ones((2, 3, 4))], ids=str
)
def test_any_shape_is_kept_and_whole_numbers_become_floats(name, x):
    X, slope = BY_NAME[name](x), BY_NAME[name].prime(x)
    assert np.shape(X) == np.shape(slope) == np.shape(x)
    assert X.dtype == slope.dtype == np.float64
    assert np.array_equal(X, BY_NAME[name](np.asarray(x, float)))


@pytest.mark.parametrize("name", NAMES)
def test_x_is_neither_changed_nor_handed_back(name):
    f, x = BY_NAME[name], np.array([[-1.0, 2.0]])
    for made in (f(x), f.prime(x)):
        made += 1
    assert x.tolist() == [[-1, 2]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("x", ["text", ["1", "2"], None, [[1], [2, 3]]], ids=str)
def test_what_is_not_a_number_is_refused_by_name(name, x):
    for function in (BY_NAME[name], BY_NAME[name].prime):
        with pytest.raises(ValueError, match="^x h(olds|as)"):
            function(x)


def test_an_activation_is_found_by_its_name_or_is_itself():
    for name, f in BY_NAME.items():
        assert named(name) is named(f) is f is getattr(activations, name)
    mine = LeakyReLU(0.2)
    assert named(mine) is mine


@pytest.mark.parametrize("f", ["Sigmoid", "soft", "", None, 3, np.tanh, ["tanh"], Sigmoid], ids=str)
def test_an_unknown_activation_is_refused_with_the_names_that_are_known(f):
    with pytest.raises(
        ValueError,
        match="is not known.* identity, sigmoid, tanh, relu, leaky_relu, softplus, elu, silu, gelu",
    ):
        named(f)


SOFTMAX = '^softmax lives inside this loss: build the net with output="identity"'


@pytest.mark.parametrize("f", ["softmax", "Softmax"])
def test_softmax_is_said_to_live_in_the_loss(f):
    for build in (named, lambda f: bpkit.Network.create([2, 3, 2], output=f)):
        with pytest.raises(ValueError, match=f'{SOFTMAX} and take the loss "cross_entropy"'):
            build(f)
    with pytest.raises(ValueError, match=SOFTMAX):
        bpkit.Network([[[1.0]]], [[0.0]], [f])


class Square(Activation):
    def f(self, x):
        return x * x

    def prime(self, x):
        return 2 * x


def test_a_learners_own_activation_needs_f_and_prime_alone():
    assert Square()([1, 2, 3]).tolist() == [1, 4, 9]
    assert Square().prime([1, 2, 3]).tolist() == [2, 4, 6]
    assert Square().prime(np.float32([1])).dtype == np.float32
    assert (Square.name, Square.kinks, Square()) == ("Square", (), Square())


def test_a_learners_own_activation_is_as_quiet_and_as_precise_as_ours():
    class Loud(Activation):
        def f(self, x):
            return 1 / (1 + np.exp(-x)).astype(float)

        def prime(self, x):
            return np.exp(x).astype(float)

    x = np.float32([-3e38, 3e38])
    assert Loud()(x).dtype == Loud().prime(x).dtype == np.float32


def test_an_activation_that_changes_the_shape_is_told_so():
    class Sum(Activation):
        def f(self, x):
            return x.sum()

        def prime(self, x):
            return 1.0

    for function in (Sum(), Sum().prime):
        with pytest.raises(
            ValueError, match=r"Sum makes shape \(\) of an x of shape \(2,\).*entry by entry"
        ):
            function([1, 2])


def test_an_activation_without_f_or_prime_says_what_is_missing():
    class Half(Activation):
        def f(self, x):
            return x

    with pytest.raises(
        NotImplementedError, match=r"Half has no prime yet: write def prime\(self, x\)"
    ):
        Half().prime([1.0])


def test_an_activation_knows_its_name_and_its_kinks():
    assert [f.name for f in BY_NAME.values()] == list(BY_NAME)
    assert {name for name, f in BY_NAME.items() if f.kinks == (0.0,)} == {"relu", "leaky_relu"}
    assert LeakyReLU(0.2).kinks == (0.0,) and activations.tanh.kinks == ()


@pytest.mark.parametrize(("name", "last"), [("tanh", 19.1), ("sigmoid", 36.8)])
def test_f_prime_written_with_X_is_0_beyond_what_its_docstring_says_and_not_before(name, last):
    f = BY_NAME[name]
    assert f.prime(last + 0.5) == 0 < f.prime(last - 0.5)


def test_gelu_is_its_tanh_form_and_near_x_times_the_normal_distribution():
    x = np.linspace(-6, 6, 1201)
    u = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    assert np.abs(activations.gelu(x) - x * (1 + np.tanh(u)) / 2).max() <= 8 * EPS
    assert 1e-4 < np.abs(activations.gelu(x) - x * ndtr(x)).max() < 5e-4


@pytest.mark.parametrize("name", ["silu", "gelu"])
def test_far_below_0_a_gate_keeps_its_digits(name):
    x = np.linspace(-30, -1, 500) if name == "silu" else np.linspace(-5, -1, 500)
    wide = x.astype(np.longdouble)
    u = wide if name == "silu" else 2 * oracle.gelu_u(wide)
    assert np.abs(BY_NAME[name](x) / (wide / (1 + np.exp(-u))) - 1).max() <= 64 * EPS


def test_elu_has_no_kink_and_no_jump():
    x = np.array([-1e-9, 0, 1e-9])
    assert np.abs(activations.elu.prime(x) - 1).max() < 2e-9 and activations.elu.kinks == ()
    assert np.abs(activations.elu(x) - x).max() < 1e-17
