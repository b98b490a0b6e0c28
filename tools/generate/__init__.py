"""Writes R functions for what Keras has from descriptions; README.md says how."""
