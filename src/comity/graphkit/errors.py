"""What can be wrong with a snapshot, or with who wants to change it."""


class GraphError(Exception):
    """Any of the below."""


class Refused(GraphError):
    """The files are not a snapshot that can be trusted; the message says what is wrong with which file."""


class Busy(GraphError):
    """Another process changes this graph and did not finish within the time given."""


class Full(GraphError):
    """There is no room left for a change; ``Writer.rebuild`` makes room."""
