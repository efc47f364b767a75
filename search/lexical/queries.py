"""What tantivy is asked: a weighted sum of clauses, over fields that weigh differently."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from models.analysis import Word, grams

LEAST_GRAMS = 0.4
# how far the words of a phrase may stand from where they belong: "in de weg staan", "staat in de weg"
SLOP = 4


@dataclass(frozen=True, slots=True)
class Fields:
    """A weight for each field: stems of words, stems of compound parts, and character grams."""

    words: float
    parts: float
    grams: float
    title: float


@dataclass(frozen=True, slots=True)
class Also:
    """Other words for something in a question; a passage counts the best of them, times ``weight``."""

    phrases: Sequence[Sequence[Word]]
    weight: float


def schema() -> tantivy.Schema:
    """A field for each that is weighed, and those that only name something."""
    builder = tantivy.SchemaBuilder()
    # a column of numbers, since reading what is stored takes a hundred times longer
    builder.add_unsigned_field("passage", fast=True)
    builder.add_text_field("document", fast=True, tokenizer_name="raw", index_option="basic")
    for field in Fields.__slots__:
        positions = "position" if field == "words" else "freq"
        builder.add_text_field(field, tokenizer_name="tokens", index_option=positions)
    builder.add_text_field("spelled", tokenizer_name="tokens", index_option="basic")
    return builder.build()


def stems(word: Word) -> tuple[str, ...]:
    """Its own, then those of its parts."""
    return (word.stem, *word.parts)


class Queries:
    """Over the fields of one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def asked(
        self, question: Sequence[Word], unknown: Iterable[Word], weights: Fields, also: Iterable[Also]
    ) -> Query:
        """All that a question is found by; ``unknown`` are those of its words that no passage has."""
        clauses = [
            *self._clauses("words", {word.stem: 1.0 for word in question}, weights.words),
            *self._clauses("parts", _weighted_parts(question), weights.parts),
            *self._clauses("title", _weighted_parts(question), weights.title),
            *(self.spelled_like(word, weights.grams) for word in unknown),
            *(self._best_of(one, weights) for one in also if one.phrases and one.weight),
        ]
        return any_of(clauses)

    def term(self, field: str, stem: str) -> Query:
        """What has it in that field."""
        return Query.term_query(self._schema, field, stem)

    def within(self, query: Query, documents: Sequence[str]) -> Query:
        """What is found in these documents only."""
        theirs = Query.term_set_query(self._schema, "document", documents)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, theirs)])

    def phrase(self, words: Sequence[Word], weights: Fields) -> Query:
        """A word, also as a part of others; or words together, which count as one, in any order.

        In one field, since every clause costs time; it finds as well as two do.
        """
        weight = weights.words + weights.parts
        if len(words) > 1:
            together = Query.phrase_query(self._schema, "words", [word.stem for word in words], SLOP)
            return Query.boost_query(together, weight / len(words))
        return any_of(self._clauses("parts", _weighted_parts(words), weight))

    def spelled_like(self, word: Word, weight: float) -> Query:
        """A long word has many grams; together they weigh as much as one word, and few of them are chance."""
        found = dict.fromkeys(grams(word.folded), 1.0)
        each = weight / max(1, len(found))
        clauses = [(Occur.Should, clause) for clause in self._clauses("grams", found, each)]
        return Query.boolean_query(clauses, math.ceil(LEAST_GRAMS * len(found)))

    def _best_of(self, also: Also, weights: Fields) -> Query:
        best = Query.disjunction_max_query([self.phrase(phrase, weights) for phrase in also.phrases])
        return Query.boost_query(best, also.weight)

    def _clauses(self, field: str, terms: Mapping[str, float], weight: float) -> Iterator[Query]:
        for term, times in terms.items():
            if weight * times:
                yield Query.boost_query(self.term(field, term), weight * times)


def without(query: Query, others: Iterable[Query]) -> Query:
    """What is found by it and by none of the others."""
    return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, other) for other in others)])


def any_of(clauses: Iterable[Query]) -> Query:
    """What is found by one of them."""
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _weighted_parts(question: Sequence[Word]) -> dict[str, float]:
    """The whole word too, since it may be a part of a longer one; parts share the weight of their word."""
    weights: dict[str, float] = {}
    for word in question:
        for stem in stems(word):
            weights[stem] = weights.get(stem, 0.0) + 1 / len(stems(word))
    return weights
