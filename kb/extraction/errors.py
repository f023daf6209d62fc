"""Why a file gave no text. The code of an error is what is stored, and said by reasons.py."""


class ExtractionError(Exception):
    """A file gave no text. `lasting`: the same file will give none the next time either."""

    code = ""
    lasting = True


class Unsupported(ExtractionError):
    """A kind of file that is not read, such as the old .doc."""

    code = "unsupported"


class TooLarge(ExtractionError):
    """More bytes than the limit, packed or unpacked."""

    code = "too_large"


class Encrypted(ExtractionError):
    """A password is needed to open it."""

    code = "encrypted"


class Broken(ExtractionError):
    """Not a file of the kind its name says, or a damaged one."""

    code = "broken"


class Active(ExtractionError):
    """It carries macros, or makes the program that opens it fetch something from elsewhere."""

    code = "active"


class NoText(ExtractionError):
    """It opens and has no text: a scan, or drawings only."""

    code = "no_text"


class Unreadable(ExtractionError):
    """It has text, but what its fonts say is not letters and cannot be made letters for certain."""

    code = "unreadable"


class TooSlow(ExtractionError):
    """Not one page was read in the time there is. A busy machine may do it the next time."""

    code = "too_slow"
    lasting = False


class TooHeavy(ExtractionError):
    """Reading needs more memory than it may take."""

    code = "too_heavy"


class Stopped(ExtractionError):
    """The reading process was ended from outside, or could not be started."""

    code = "stopped"
    lasting = False


BY_CODE = {error.code: error for error in ExtractionError.__subclasses__()}
