"""What a person may do, one module per part of the work; `office` is the door to all of it."""
