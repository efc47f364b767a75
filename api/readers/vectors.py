"""The vectors of one process, asked for by others on the same machine."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from threading import Lock, Thread
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.protocols import Vectors as Rows
from search.nearest import Nearest


class Lender:
    """Answers each process that has the address and the key, from a thread of its own, until ``close``.

    ``vectors`` gives those that are in use now.
    """

    def __init__(self, vectors: Callable[[], Nearest]) -> None:
        self._vectors = vectors
        self.key = secrets.token_bytes(32)
        self._listener = Listener(authkey=self.key)
        self.address = self._listener.address
        self._ended = False
        Thread(target=self._accept, name="vectors", daemon=True).start()

    def close(self) -> None:
        """Takes no more processes; those that are there are served until they end."""
        self._ended = True
        # whoever waits for the next process does not hear of a close
        with suppress(OSError, AuthenticationError, EOFError):
            Client(self.address, authkey=self.key).close()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            with suppress(OSError, AuthenticationError, EOFError):
                one = self._listener.accept()
                if self._ended:
                    one.close()
                    return
                Thread(target=self._serve, args=(one,), name="vectors", daemon=True).start()

    def _serve(self, asking: Connection[Any, Any]) -> None:
        with asking, suppress(OSError, EOFError):
            while True:
                asking.send(self._answer(*asking.recv()))

    def _answer(self, name: str, arguments: Sequence[object]) -> object:
        try:
            vectors = self._vectors()
            lent: dict[str, Callable[..., object]] = {
                "total": vectors.total,
                "fetch": vectors.fetch,
                "read": vectors.read,
            }
            return lent[name](*arguments)
        except Exception as error:
            # raised where it was asked
            return error


class Borrowed(Nearest):
    """The vectors of the process that lends them. A connection that ends raises EOFError or OSError."""

    def __init__(self, address: str, key: bytes) -> None:
        super().__init__()
        self._connection = Client(address, authkey=key)
        self._turn = Lock()
        self._writes = 0

    @property
    def writes(self) -> int:
        """As it was told last."""
        return self._writes

    def follow(self, writes: int) -> None:
        """To be told before every question."""
        self._writes = writes

    def count(self) -> int:
        """See ``Nearest``; counted once for all who borrow."""
        return cast(int, self._ask("total"))

    def fetch(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """See ``Nearest``."""
        return cast(list[tuple[str, float]], self._ask("fetch", vector, limit))

    def read(self, names: Sequence[str]) -> Mapping[str, Rows]:
        """See ``Nearest``."""
        return cast(Mapping[str, Rows], self._ask("read", names))

    def _ask(self, name: str, *arguments: object) -> object:
        with self._turn:
            self._connection.send((name, arguments))
            answer = self._connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer
