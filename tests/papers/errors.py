"""What can be wrong with a paper file. Every error names the file."""


class PaperError(ValueError):
    """A paper that cannot be printed as it is written."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {type(self).__name__}: {reason}")
        self.file = file
        self.reason = reason

    def __reduce__(self) -> tuple[type["PaperError"], tuple[str, str]]:
        return type(self), (self.file, self.reason)  # errors cross from one process to another


class BadFrontMatter(PaperError):
    """The comment at the beginning is missing, no TOML, or says what README.md does not know."""


class BadMarkup(PaperError):
    """HTML that is not allowed: outside files, scripts, text outside of ``<main>``."""


class BadMark(PaperError):
    """A mark that is not closed, has wrong attributes, or a value in the wrong form."""


class HiddenMark(BadMark):
    """A mark whose text is not printed, or torn apart by other text."""


class UnknownField(PaperError):
    """A mark of a field that papers do not have."""


class UnequalVersions(PaperError):
    """Runs of text (or lists of the front matter) with unequal numbers of values."""


class PageOverflow(PaperError):
    """What stands in a ``<main>`` does not fit on its page."""


class TakenName(PaperError):
    """A file of the same name in several parts: their documents would overwrite each other."""
