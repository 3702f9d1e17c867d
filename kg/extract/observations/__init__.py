"""Numeric observations: every number about the place's performance or targets, with what it is a number of."""

from kg.extract.observations.find import find_observations, observations_and_doubts
from kg.extract.observations.units import base_fraction, base_value

__all__ = ["base_fraction", "base_value", "find_observations", "observations_and_doubts"]
