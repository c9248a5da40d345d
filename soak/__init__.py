"""A soak: hundreds of mixed requests through two real runners while everything around them fails."""
