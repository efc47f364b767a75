"""Every error that Schuurpunt raises on purpose; the message is Dutch and says what to do.

SchuurpuntError
├── BadInput                  the file cannot be taken in
│   ├── EmptyFile             no bytes, or no pages
│   ├── UnknownFormat         not a format that we read, or not what its name says
│   ├── DamagedFile           truncated or malformed
│   ├── EncryptedFile         a password is needed
│   ├── FileTooLarge          above the size limit, on disk or unpacked
│   ├── Unreadable            missing, or no permission
│   └── ParseLimit            parsing took more time or memory than allowed
├── BadQuestion               empty, only stop words, or too long
├── BadLabel                  no such label in the taxonomy, or one that cannot be meant
├── NotFound                  no document or passage with that id
├── Unauthenticated           no key, or one that does not hold (any more)
├── Forbidden                 the role does not allow it
├── Conflict                  it contradicts what is there
├── TooMany                   more requests than the limit allows
├── DataFolderInUse           another process owns the data folder
├── DataFolderNewer           made by a newer version of Schuurpunt
├── ModelMismatch             the vectors were made by another model
├── ModelMissing              no such model, or it is not on this machine
├── ModelDamaged              the files or the card of a model are not what they should be
├── ChatFailed                the language model gave nothing that can be used
├── BadTaxonomy               a file of the taxonomy is missing, or something in it is wrong
├── StorageFailed             the disk is full or refuses to write
└── BadSetting                a setting or option that cannot be right
"""

from __future__ import annotations


class SchuurpuntError(Exception):
    """``message`` says what is wrong, ``advice`` what the reader can do; both in Dutch."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class BadInput(SchuurpuntError): ...


class EmptyFile(BadInput): ...


class UnknownFormat(BadInput): ...


class DamagedFile(BadInput): ...


class EncryptedFile(BadInput): ...


class FileTooLarge(BadInput): ...


class Unreadable(BadInput): ...


class ParseLimit(BadInput): ...


class BadQuestion(SchuurpuntError): ...


class BadLabel(SchuurpuntError): ...


class NotFound(SchuurpuntError): ...


class Unauthenticated(SchuurpuntError): ...


class Forbidden(SchuurpuntError): ...


class Conflict(SchuurpuntError): ...


class TooMany(SchuurpuntError):
    """``seconds`` is how long to wait."""

    def __init__(self, message: str, advice: str = "", seconds: int = 1) -> None:
        super().__init__(message, advice)
        self.seconds = seconds


class DataFolderInUse(SchuurpuntError): ...


class DataFolderNewer(SchuurpuntError): ...


class ModelMismatch(SchuurpuntError): ...


class ModelMissing(SchuurpuntError): ...


class ModelDamaged(SchuurpuntError): ...


class ChatFailed(SchuurpuntError): ...


class BadTaxonomy(SchuurpuntError): ...


class StorageFailed(SchuurpuntError): ...


class BadSetting(SchuurpuntError): ...
