"""What is taken for one e-mail address, and nothing that a mail server would read otherwise."""

import re

_PART = r"""[^\s@,;:<>()\[\]"\\]+"""
_ADDRESS = re.compile(rf"{_PART}@{_PART}\.{_PART}")
_LONGEST = 254
"""As long as an address can be (RFC 5321, 4.5.3.1.3, without its brackets)."""


def is_email(text: str) -> bool:
    """Whether it is one address: no list, no name beside it, no line of a mail's head.

    Letters of every script are (RFC 6531); what nobody can see is not.
    """
    return len(text) <= _LONGEST and text.isprintable() and bool(_ADDRESS.fullmatch(text))
