"""CloudBlue Connect, the host platform: requests in, verdicts out. It decides nothing and never talks to Adobe."""
