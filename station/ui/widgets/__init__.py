"""The parts that screens are made of; each shows a Shape of the views and decides nothing."""
