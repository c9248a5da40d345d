"""What the command line can do, one module per command. Each gives its exit code and talks through `Surroundings.say`."""
