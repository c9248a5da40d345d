"""The demonstration: the real runner between two simulated platforms, a story of requests, and what really happened."""
