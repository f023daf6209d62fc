"""„Предложи практика“: the public side of a proposal, from the empty form to its status page."""
