"""From widgets to boxes with bounds, and from boxes to the nodes of a dump. Pure: same state, same tree."""
