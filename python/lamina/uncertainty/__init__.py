"""Predictions with uncertainty: Monte Carlo dropout, and how layers draw for it."""
