"""The web application's routes, one module per matter: plain functions on the shared router. Must never decide anything."""
