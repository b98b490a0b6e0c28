"""Layers of lamina's own, and the seeds that layers draw from."""
