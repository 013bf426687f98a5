"""The quiz has one right choice a question, every number in it is right, and the score too."""

import re
from pathlib import Path

import numpy as np
import pytest

import bpkit as bp

TEXT = (Path(__file__).parents[2] / "teaching/quiz.md").read_text(encoding="utf-8")
ASKED, REST = TEXT.split("## Questions")[1].split("## Key")
KEY, SCORE = REST.split("## Score")
QUESTIONS = {
    int(n): body for n, body in re.findall(r"\*\*(\d+)\.\*\*(.*?)(?=\n\*\*|\Z)", ASKED, re.S)
}
CHOICES = {n: dict(re.findall(r"^- ([A-D]): (.*)$", body, re.M)) for n, body in QUESTIONS.items()}
ROWS = re.findall(r"^\| (\d+) \| ([A-D]) \| (.*?) \| (.*?) \|$", KEY, re.M)
RIGHT = {int(n): letter for n, letter, _, _ in ROWS}
WRONG = {
    int(n): dict(part.split(": ", 1) for part in said.split(" · ") if part[1:3] == ": ")
    for n, _, _, said in ROWS
}

relu, sigmoid = bp.activations.relu, bp.activations.sigmoid
W = np.array([[0.4, 0.3], [0.6, 0.8]])
BLAME = np.array([0.2, -0.1])
# what is right, and what each wrong belief gives
NUMBERS = {
    3: {"A": 0.5 + 0.1 * 2, "B": 0.5 - 2, "C": 0.5 - 0.1 * 2, "D": 0.5 - 0.1 * 0.1 * 2},
    7: {"A": 0.5, "B": 0.5 * sigmoid.prime(0.8), "C": 0.5 * 0.8, "D": 0.5 * 0.8 * (1 - 0.8)},
    9: {
        "A": (W @ BLAME)[0],
        "B": (W.T @ BLAME)[0],
        "C": (W.T @ abs(BLAME))[0],
        "D": (W.T @ BLAME)[0] / 2,
    },
    11: {"A": 0.3 * 0.5, "B": 0.1 * 0.5, "C": 0.3 * 2, "D": 0.1 * 2},
}


def test_fifteen_questions_have_four_choices_one_right_and_a_belief_behind_each_other():
    assert list(QUESTIONS) == list(RIGHT) == list(range(1, 16))
    for n in QUESTIONS:
        assert list(CHOICES[n]) == list("ABCD") and len(set(CHOICES[n].values())) == 4
        assert sorted([RIGHT[n], *WRONG[n]]) == list("ABCD"), n


def test_no_letter_is_right_too_often():
    assert all(3 <= [*RIGHT.values()].count(letter) <= 5 for letter in "ABCD")


@pytest.mark.parametrize("n", NUMBERS)
def test_each_choice_is_the_number_that_its_belief_gives(n):
    for letter, number in NUMBERS[n].items():
        said = float(CHOICES[n][letter].replace("−", "-"))
        assert said == pytest.approx(number, abs=5e-4), letter


def test_one_neuron():
    x = 2 * 3 - 1
    assert CHOICES[1][RIGHT[1]] == f"total input {x}, output {relu(x):.0f}"
    assert CHOICES[1]["C"].endswith(f"output {relu.prime(x):.0f}")
    assert CHOICES[1]["D"] == f"total input {2 * (3 - 1)}, output {relu(4):.0f}"


def test_the_shape_of_the_weights():
    net = bp.Network.create([3, 2], rng=0)
    assert CHOICES[2][RIGHT[2]] == f"{net.W[0].shape}, its first row"


def test_the_bound_of_the_step():
    assert CHOICES[4][RIGHT[4]] == f"for η below {2 / 4}" and abs(1 - 4 * 0.49) < 1 < abs(
        1 - 4 * 0.51
    )
    assert CHOICES[4]["C"].startswith(f"for η below {1 / 4}")


def test_the_best_nudge():
    def error(h):
        return abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) - np.e)

    assert error(1e-5) < min(error(0.1), error(1e-12))
    assert CHOICES[5][RIGHT[5]] == "about 10⁻⁵"


def test_the_slope_at_the_output_that_the_key_quotes():
    assert f"f′(0.8) is about {sigmoid.prime(0.8):.3f}" in KEY


def test_a_second_copy_leaves_the_gradient():
    net, loss = bp.Network.create([2, 3, 1], rng=0), bp.losses.squared_error
    X0, T = np.array([[0.1, 0.5], [0.3, -0.2]]), np.array([[1.0, 0.0]])

    def gradient(X0, T):
        trace = bp.forward(net, X0)
        return bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T))).b[0]

    assert np.allclose(gradient(X0, T), gradient(np.hstack([X0, X0]), np.hstack([T, T])))
    assert CHOICES[12][RIGHT[12]] == "it stays the same"


def test_zeros_move_nothing_but_the_bias_of_the_output():
    start = bp.Network([np.zeros((3, 2)), np.zeros((1, 3))], [np.zeros(3), np.zeros(1)],
                       ["tanh", "identity"])  # fmt: skip
    X0, T = np.array([[0.1, 0.5], [0.3, -0.2]]), np.array([[1.0, 0.4]])
    after = bp.train(start, X0, T, bp.losses.squared_error, eta=0.1, epochs=50).net
    assert not any(np.any(W) for W in after.W) and not np.any(after.b[0]) and np.any(after.b[1])
    assert CHOICES[14][RIGHT[14]] == "nothing moves but the bias of the output"


def test_the_count_of_the_passes():
    assert CHOICES[15][RIGHT[15]] == f"the slopes of all parameters; {2 * 1000} passes"


def test_the_score_of_the_example():
    names = {}
    exec(re.search(r"```python\n(.*?)```", SCORE, re.S)[1], names)
    table = re.findall(r"^\| \d \| (\d+) \| (\d+) \|$", SCORE, re.M)
    before, after = (np.mean([int(cell) for cell in column]) for column in zip(*table))
    assert f"| mean | {before:.0f} | {after:.0f} |" in SCORE and before == 5 and after == 11
    assert f"= {names['gain'](before, after):.1f}." in SCORE
    assert f"gets {15 / 4} of 15" in SCORE


def test_each_question_is_sent_to_one_lesson():
    told = " ".join(SCORE.split()).split("which lesson takes it up: ")[1]
    sent = re.findall(r"((?:\d+(?:, | and )?)+) lesson (\d\d)", told)
    numbers = [int(n) for group, _ in sent for n in re.findall(r"\d+", group)]
    assert sorted(numbers) == list(range(1, 16))
