import numpy as np

from feedback_nlp.tag.stack import fit_stack
from feedback_nlp.tag.thresholds import USUAL, fit_sure, fit_thresholds

RNG = np.random.default_rng(0)


def case(n: int, good_member: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    truth = (RNG.random((n, 4)) < 0.3).astype(float)
    frame = (truth * 2 - 1) * 1.0 + RNG.normal(0, 1.0, truth.shape)
    member = (truth * 2 - 1) * 3.0 if good_member else np.zeros_like(truth)
    return frame, (member + RNG.normal(0, 1.0, truth.shape))[None], truth


def test_without_answers_it_is_the_frame() -> None:
    stack = fit_stack(np.empty((0, 4)), np.empty((1, 0, 4)), np.empty((0, 4)))
    frame = np.array([[-1.0, 0.0, 1.0, 2.0]])
    assert np.allclose(stack.probability(frame, np.full((1, 1, 4), 9.0)), 1 / (1 + np.exp(-frame)))


def test_a_member_that_knows_gets_weight_and_noise_gets_little() -> None:
    useful = fit_stack(*case(300, True))
    noise = fit_stack(*case(300, False))
    assert useful.members[0] > 1.0
    assert abs(noise.members[0]) < 0.2
    assert noise.frame > 0.8


def test_a_code_without_positives_is_left_to_the_frame() -> None:
    frame, member, truth = case(100, True)
    truth[:, 2] = 0
    stack = fit_stack(frame, member, truth)
    assert stack.trust[2] == 0
    # Nobody said it here; somebody may say it elsewhere. The member and the offset that says "never" do not count.
    expected = 1 / (1 + np.exp(-(stack.scale * frame[:, 2] + stack.common)))
    np.testing.assert_allclose(stack.probability(frame, member)[:, 2], expected)
    assert stack.offset[2] < stack.offset.max()


def test_what_was_learnt_counts_by_the_positives_of_a_code() -> None:
    frame, member, truth = case(200, True)
    truth[truth[:, 1].cumsum() > 5, 1] = 0
    stack = fit_stack(frame, member, truth)
    assert stack.trust[1] == 0.5
    learnt = stack.frame * frame[:, 1] + stack.members[0] * 0.5 * member[0, :, 1] + stack.offset[1]
    z = stack.common + 0.5 * learnt + 0.5 * stack.scale * frame[:, 1]
    np.testing.assert_allclose(stack.probability(frame, member)[:, 1], 1 / (1 + np.exp(-z)))


def test_the_frame_is_scaled_to_the_consultation_where_it_has_the_word() -> None:
    rng = np.random.default_rng(1)
    frame = rng.normal(0, 1, (200, 40))
    # It says half of what is the case, and thinks every code forty times as frequent as it is. Nothing else was learnt.
    truth = (rng.random(frame.shape) < 1 / (1 + np.exp(-(2 * frame - 6)))).astype(float)
    nothing = np.zeros((1, *frame.shape))
    stack = fit_stack(frame, nothing, truth)
    assert 0.2 < stack.trust.mean() < 0.6
    assert 1.2 < stack.scale < 2.5
    np.testing.assert_allclose(stack.probability(frame, nothing).sum(), truth.sum(), rtol=0.01)


def test_thresholds_stand_between_and_rare_codes_lean_on_the_common() -> None:
    truth = np.zeros((200, 2))
    truth[:100, 0] = 1
    truth[0, 1] = 1
    p = np.full((200, 2), 0.1)
    p[:100, 0] = 0.9
    p[0, 1] = 0.11
    often, rare = fit_thresholds(p, truth)
    assert 0.1 < often < 0.9
    assert rare > 0.11
    assert np.allclose(fit_thresholds(np.zeros((0, 2)), np.zeros((0, 2))), USUAL)


def test_sure_needs_enough_labels() -> None:
    p = np.linspace(1, 0, 100)[:, None]
    truth = (p > 0.3).astype(float)
    said = np.ones_like(p, dtype=bool)
    cut = fit_sure(p, truth, said)
    # 70 of 71 may well be 95 of 100 in the long run; 70 of 72, which is more than 95 % as well, may not.
    assert (p >= cut).sum() == 71
    assert truth[p >= cut].sum() == 70
    assert fit_sure(p[:40], truth[:40], said[:40]) > 1
