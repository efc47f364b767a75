"""Follows the drawing instructions of a PDF page and notes where text and lines come to stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject
from pypdf._text_extraction._layout_mode._text_state_params import TextStateParams
from pypdf.generic import ContentStream, StreamObject
from pypdf.generic._font import Font

from ingest.parse.pdf.geometry import IDENTITY, Matrix, as_matrix, edges, is_thin, rule, times, upright
from ingest.parse.pdf.pieces import Piece, Rule, Sheet

_DEEPEST_FORM = 8
_MOST_RULES = 2000
_FORCE_BOLD = 1 << 18


@dataclass(frozen=True, slots=True)
class _State:
    """What q saves and Q brings back."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0.0
    bold: bool = False
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 100.0
    leading: float = 0.0
    rise: float = 0.0
    thick: bool = False


def draw(page: PageObject) -> Sheet:
    """Text that stands outside the visible page, or askew over it as a watermark, is left out."""
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    turn = int(page.rotation) % 360
    pen = _Pen(page, upright(float(box.left), float(box.bottom), width, height, turn))
    contents = page.get_contents()
    if contents is not None:
        pen.follow(contents, page.get("/Resources"), 0)
    if turn in (90, 270):
        width, height = height, width
    pieces = [
        piece for piece in pen.pieces if piece.turn or (-5 < piece.x0 < width and -5 < piece.y < height)
    ]
    return Sheet(tuple(pieces), tuple(pen.rules if len(pen.rules) <= _MOST_RULES else ()), height)


class _Pen:
    """A text position, a stack of states, and what was drawn so far."""

    def __init__(self, page: PageObject, matrix: Matrix) -> None:
        self.pdf = page.pdf
        self.pieces: list[Piece] = []
        self.rules: list[Rule] = []
        self.state = _State(matrix)
        self.stack: list[_State] = []
        self.text = self.line = IDENTITY
        self.path: list[Rule] = []
        self.at = (0.0, 0.0)
        self.hidden: list[bool] = []
        self.resources: Any = None
        self.depth = 0
        self.fonts: dict[int, tuple[Font, bool]] = {}
        self.does: dict[bytes, Callable[..., None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": lambda *m: self._change(matrix=times(as_matrix(m), self.state.matrix)),
            b"BT": lambda: self._move_to(IDENTITY),
            b"Tf": self._font,
            b"Tc": lambda value: self._change(letter_space=float(value)),
            b"Tw": lambda value: self._change(word_space=float(value)),
            b"Tz": lambda value: self._change(stretch=float(value)),
            b"TL": lambda value: self._change(leading=float(value)),
            b"Ts": lambda value: self._change(rise=float(value)),
            b"Tr": lambda value: self._change(thick=int(value) == 2),
            b"Tm": lambda *m: self._move_to(as_matrix(m)),
            b"Td": self._move,
            b"TD": self._move_and_lead,
            b"T*": lambda: self._move(0, -self.state.leading),
            b"Tj": self._show,
            b"TJ": self._show_spaced,
            b"'": self._show_below,
            b'"': self._show_with_spaces,
            b"re": self._rectangle,
            b"m": self._start,
            b"l": self._line_to,
            b"n": self.path.clear,
            b"Do": self._form,
            b"BDC": self._begin_marked,
            b"BMC": self._begin_marked,
            b"EMC": self._end_marked,
        }
        self.does |= dict.fromkeys((b"S", b"s", b"B", b"B*", b"b", b"b*"), self._stroke)
        self.does |= dict.fromkeys((b"f", b"F", b"f*"), self._fill)

    def follow(self, contents: StreamObject, resources: Any, depth: int) -> None:  # noqa: ANN401
        """Carries out a content stream; an instruction with the wrong operands does nothing."""
        outer = self.resources, self.depth
        self.resources, self.depth = resources.get_object() if resources is not None else {}, depth
        for operands, name in ContentStream(contents, self.pdf, "bytes").operations:
            action = self.does.get(name)
            if action is not None:
                with suppress(TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
                    action(*operands)
        self.resources, self.depth = outer

    def _change(self, **changes: Any) -> None:  # noqa: ANN401
        self.state = replace(self.state, **changes)

    def _save(self) -> None:
        self.stack.append(self.state)

    def _restore(self) -> None:
        self.state = self.stack.pop()

    def _move_to(self, matrix: Matrix) -> None:
        self.text = self.line = matrix

    def _move(self, x: float, y: float) -> None:
        self._move_to(times((1, 0, 0, 1, float(x), float(y)), self.line))

    def _move_and_lead(self, x: float, y: float) -> None:
        self._change(leading=-float(y))
        self._move(x, y)

    def _font(self, name: str, size: float) -> None:
        resource = self.resources["/Font"][name].get_object()
        if id(resource) not in self.fonts:
            font = Font.from_font_resource(resource)
            self.fonts[id(resource)] = font, _is_bold(font)
        font, bold = self.fonts[id(resource)]
        self._change(font=font, size=float(size), bold=bold)

    def _show_spaced(self, parts: list[Any]) -> None:
        for part in parts:
            if isinstance(part, (bytes, str)):
                self._show(part)
            else:
                self._advance(-float(part) / 1000 * self.state.size * self.state.stretch / 100)

    def _show_below(self, text: bytes) -> None:
        self._move(0, -self.state.leading)
        self._show(text)

    def _show_with_spaces(self, word_space: float, letter_space: float, text: bytes) -> None:
        self._change(word_space=float(word_space), letter_space=float(letter_space))
        self._show_below(text)

    def _show(self, value: bytes | str) -> None:
        state = self.state
        if state.font is None or not value:
            return
        shown = TextStateParams(
            value, state.font, state.size, state.letter_space, state.word_space, state.stretch
        )
        width = shown.word_tx(value)
        if shown.text.strip() and not any(self.hidden):
            space = shown.word_tx(state.font.space_char)
            before = len(shown.text) - len(shown.text.lstrip())
            after = len(shown.text) - len(shown.text.rstrip())
            self._place(shown.text.strip(), before * space, width - after * space)
        self._advance(width)

    def _place(self, text: str, start: float, end: float) -> None:
        """Notes text that runs from ``start`` to ``end`` along the line on which the pen stands."""
        a, b, c, d, x, y = times(self.text, self.state.matrix)
        degrees = math.degrees(math.atan2(b, a))
        turn = round(degrees / 90) * 90 % 360
        if abs((degrees - turn + 180) % 360 - 180) > 10:
            return
        # a turned page: its own x runs along the text, whatever its direction
        cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
        along, up = x * cos + y * sin, y * cos - x * sin
        stretch, rise = math.hypot(a, b), self.state.rise * math.hypot(c, d)
        size = round(self.state.size * math.hypot(c, d), 2)
        if size > 0:
            place = along + start * stretch, along + end * stretch, up + rise
            self.pieces.append(Piece(text, *place, size, self.state.bold or self.state.thick, turn))

    def _advance(self, width: float) -> None:
        self.text = times((1, 0, 0, 1, width, 0), self.text)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.state.matrix
        return float(x) * a + float(y) * c + e, float(x) * b + float(y) * d + f

    def _start(self, x: float, y: float) -> None:
        self.at = self._point(x, y)

    def _line_to(self, x: float, y: float) -> None:
        to = self._point(x, y)
        drawn = rule(*self.at, *to)
        if is_thin(drawn):
            self.path.append(drawn)
        self.at = to

    def _rectangle(self, x: float, y: float, width: float, height: float) -> None:
        corner, opposite = self._point(x, y), self._point(float(x) + float(width), float(y) + float(height))
        self.path.append(rule(*corner, *opposite))

    def _stroke(self) -> None:
        for drawn in self.path:
            self.rules += edges(drawn)
        self.path.clear()

    def _fill(self) -> None:
        """A thin filled rectangle is a line; a wide one is a background."""
        self.rules += [drawn for drawn in self.path if is_thin(drawn)]
        self.path.clear()

    def _form(self, name: str) -> None:
        """A form is a page within the page, with resources of its own."""
        form = self.resources["/XObject"][name].get_object()
        if form.get("/Subtype") != "/Form" or self.depth >= _DEEPEST_FORM:
            return
        state, stack = self.state, self.stack
        marked = len(self.hidden)
        self.stack = []
        self._change(matrix=times(as_matrix(form.get("/Matrix", IDENTITY)), state.matrix))
        self.follow(form, form.get("/Resources", self.resources), self.depth + 1)
        self.state, self.stack = state, stack
        del self.hidden[marked:]

    def _begin_marked(self, tag: str, properties: Any = None) -> None:  # noqa: ANN401
        """Some programs say themselves what is a running header or a page number."""
        is_named = isinstance(properties, dict) and properties.get("/Type") == "/Pagination"
        self.hidden.append(tag == "/Artifact" and is_named)

    def _end_marked(self) -> None:
        self.hidden.pop()


def _is_bold(font: Font) -> bool:
    name = font.name.lower()
    named = any(word in name for word in ("bold", "black", "heavy", "-bd", "demi"))
    weight = str(font.font_descriptor.weight)
    return (
        named or bool(font.font_descriptor.flags & _FORCE_BOLD) or (weight.isdigit() and int(weight) >= 600)
    )
