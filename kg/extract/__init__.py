"""Finders, each from a Report to what it finds; `report.extract` runs them all."""
