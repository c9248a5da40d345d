"""The shell around the rules: it carries out what they decide, one delivery at a time, and lets no exception out."""
