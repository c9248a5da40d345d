"""How long the connector takes: each row of the table is one thing that is measured, with the target that it must keep to."""
