"""What answers the questions of ``bench.graphkit``: ours and others, each in a process and an environment of its own."""
