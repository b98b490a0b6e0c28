"""Models: make them, train them, save them, and know what they are made of."""
