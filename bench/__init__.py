"""What Comity promises in figures, each a command: ``python -m bench.NAME``."""
