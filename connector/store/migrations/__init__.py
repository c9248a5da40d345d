"""How the tables came to be, one revision after the other: run by `connector.store.schema`, never imported by the program."""
