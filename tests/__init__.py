"""The tests, mirroring the package; a regular package, because one of the runner's dependencies installs a `tests` of its own."""
