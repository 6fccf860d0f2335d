"""Scores on scales that bend: uniform in the unit, so that their worth is not; against working it out by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from treatyopt import Study


def test_a_scale_wider_than_numbers_reach_is_refused() -> None:
    """Worths on it would be no numbers; near the largest numbers the middle of a narrower one is one."""
    wide = {"criteria": {"c": {"scale": {"worst": -1.7e308, "best": 1.7e308}}}}
    with pytest.raises(ValidationError, match="too far apart to reckon with; take a larger unit"):
        Study.model_validate({**wide, "options": {"one": {"scores": {"c": 1e308}}}})
    far = {"criteria": {"c": {"scale": {"worst": 1.70e308, "best": 1.71e308}}}}
    study = Study.model_validate({**far, "options": {"one": {"scores": {"c": "unknown"}}}})
    assert study.option("one").on("c").score == pytest.approx(50)
