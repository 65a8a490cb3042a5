"""Grades lab notebooks: student code in one room, hidden tests in another."""

__version__ = "0.1.0"
