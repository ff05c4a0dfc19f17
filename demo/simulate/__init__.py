"""A school day under faults: real hub, broker and stations, pretend learners, a checker that trusts none."""
