"""„Номинирай“: support for a published practice, asked behind a picture code and counted exactly."""
