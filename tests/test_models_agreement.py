"""Agreement against figures worked out by hand."""

import pytest

from models.agreement import Agreement, agreement

YES_YES, YES_NO, NO_YES, NO_NO = (True, True), (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        # 7 of 10 agree, and 0.6 x 0.5 + 0.4 x 0.5 by chance
        ([YES_YES] * 4 + [YES_NO] * 2 + [NO_YES] + [NO_NO] * 3, Agreement(10, 6, 4 / 6, 0.4)),
        ([YES_YES] * 2, Agreement(2, 2, 1.0, None)),
        ([NO_YES, NO_NO], Agreement(2, 0, None, 0.0)),
        ([YES_NO], Agreement(1, 1, 0.0, 0.0)),
    ],
)
def test_precision_and_kappa(pairs, wanted):
    found = agreement(pairs)
    assert (found.judged, found.found) == (wanted.judged, wanted.found)
    assert found.precision == pytest.approx(wanted.precision)
    assert found.kappa == pytest.approx(wanted.kappa)
