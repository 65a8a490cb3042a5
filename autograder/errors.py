"""Errors whose text is meant for the person at the keyboard."""


class UserError(Exception):
    """Something the user can mend; the message is one line that says what is wrong and how.

    The command line prints it without a traceback and exits with code 2.
    """
