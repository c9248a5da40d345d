"""The rules of the trade: what a request leads to, by what is known. No I/O, no clock, no randomness; standard library only."""
