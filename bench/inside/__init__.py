"""What runs within a started Comity: see ``bench.databases``."""
