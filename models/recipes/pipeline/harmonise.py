"""Brings treebanks of 2017 to the guidelines of the current release, as far as rules can.

Between the two, names became flat, modal verbs auxiliaries, possessives pronouns, and some obliques
agents or arguments. What the current release says nearly always of a word in a relation also holds
for the older sentences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from models.recipes.pipeline.treebank import Sentence, Token

RELATIONS = {"flat:name": "flat", "flat:foreign": "flat"}
POSSESSIVES = frozenset("mijn jouw je zijn haar ons onze hun uw".split())
MODALS = frozenset({"moeten", "kunnen", "mogen", "zullen"})
FULL_VERBS = frozenset({"gaan", "blijven", "laten", "willen", "komen", "lijken", "heten"})
STAYS = frozenset({"nsubj", "punct", "aux", "mark", "cc", "parataxis", "expl", "discourse"})
LEAST_SEEN, LEAST_SHARE = 5, 0.95

Tokens = tuple[Token, ...]


class Custom:
    """What the current release says of closed-class words: (form, relation) → (lemma, UPOS, features)."""

    def __init__(self, current: list[Sentence]) -> None:
        seen: dict[tuple[str, str], Counter[tuple[str, str, str]]] = defaultdict(Counter)
        for sentence in current:
            for token in sentence.tokens:
                seen[token.form.lower(), token.deprel][token.lemma, token.upos, token.feats] += 1
        self._arguments = _arguments(current)
        self._usual = {key: told for key, counts in seen.items() if (told := _usual(counts))}

    def __call__(self, token: Token) -> Token:
        """The token as the current release would have it, where that says the same nearly always."""
        usual = self._usual.get((token.form.lower(), token.deprel))
        if not usual:
            return token
        lemma, upos, feats = usual
        return replace(token, lemma=lemma, upos=upos, feats=feats)

    def relation(self, tokens: Tokens, number: int) -> str:
        """``obl`` with what it has become: the agent of a passive, or an argument of its verb."""
        token = tokens[number]
        if token.deprel != "obl":
            return token.deprel
        preposition = _preposition(tokens, number)
        siblings = {other.deprel for other in tokens if other.head == token.head}
        if preposition == "door" and "aux:pass" in siblings:
            return "obl:agent"
        return "obl:arg" if (tokens[token.head].lemma, preposition) in self._arguments else "obl"


def _arguments(current: list[Sentence]) -> frozenset[tuple[str, str]]:
    """Verbs with the preposition of their argument: (wachten, op)."""
    balance: Counter[tuple[str, str]] = Counter()
    for sentence in current:
        for number, token in enumerate(sentence.tokens):
            if token.deprel in {"obl", "obl:arg"}:
                key = (sentence.tokens[token.head].lemma, _preposition(sentence.tokens, number))
                balance[key] += 1 if token.deprel == "obl:arg" else -1
    return frozenset(key for key, times in balance.items() if key[1] and times > 0)


def _preposition(tokens: Tokens, number: int) -> str:
    return next((t.form.lower() for t in tokens if t.head == number and t.deprel == "case"), "")


def _usual(counts: Counter[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    best, times = counts.most_common(1)[0]
    return best if times >= LEAST_SEEN and times >= LEAST_SHARE * counts.total() else None


def harmonise(sentence: Sentence, custom: Custom) -> Sentence:
    """The same words under the current guidelines."""
    tokens = tuple(_relabelled(token) for token in sentence.tokens)
    for number, token in enumerate(sentence.tokens):
        if token.upos == "VERB" and token.lemma in MODALS:
            tokens = _demoted(tokens, number)
        elif token.deprel in {"aux", "cop"} and token.lemma in FULL_VERBS:
            tokens = _promoted(tokens, number)
    tokens = _named(tuple(custom(token) for token in tokens))
    related = (replace(t, deprel=custom.relation(tokens, number)) for number, t in enumerate(tokens))
    return replace(sentence, tokens=tuple(related))


def _relabelled(token: Token) -> Token:
    deprel = RELATIONS.get(token.deprel, token.deprel)
    if deprel == "det" and token.form.lower() in POSSESSIVES:
        return replace(token, deprel="nmod:poss", upos="PRON")
    if token.upos == "NUM" and token.form.endswith(("de", "ste")) and deprel == "nummod":
        return replace(token, deprel="amod", upos="ADJ", feats="Degree=Pos")
    if token.form.lower() == "zich" and deprel == "obj":
        return replace(token, deprel="expl:pv")
    return replace(token, deprel=deprel)


def _named(tokens: Tokens) -> Tokens:
    """``Tweede Wereldoorlog`` was a fixed expression of an adjective and a noun, and is a name now."""
    moved = list(tokens)
    for number, head in enumerate(tokens):
        rest = [n for n, token in enumerate(tokens) if token.head == number and token.deprel == "fixed"]
        if not (rest and number and head.form[0].isupper() and tokens[rest[-1]].form[0].isupper()):
            continue
        for at in (number, *rest):
            name = moved[at].form[0].isupper()
            moved[at] = replace(
                moved[at],
                deprel=head.deprel if at == number else "flat",
                upos="PROPN" if name else moved[at].upos,
                lemma=moved[at].form if name else moved[at].lemma,
            )
    return tuple(moved)


def _demoted(tokens: Tokens, modal: int) -> Tokens:
    """``moeten`` with an infinitive below it becomes the infinitive's auxiliary."""
    below = [n for n, token in enumerate(tokens) if token.head == modal and token.deprel == "xcomp"]
    if not below:
        return tokens
    verb = below[0]
    moved = [replace(t, head=verb) if t.head == modal and n != modal else t for n, t in enumerate(tokens)]
    head = tokens[modal].head
    moved[verb] = replace(tokens[verb], head=verb if head == modal else head, deprel=tokens[modal].deprel)
    moved[modal] = replace(tokens[modal], head=verb, deprel="aux", upos="AUX")
    return tuple(moved)


def _promoted(tokens: Tokens, auxiliary: int) -> Tokens:
    """``gaan`` or ``blijven`` becomes the head of what it was an auxiliary or copula of."""
    verb = tokens[auxiliary].head
    moved = [
        replace(t, head=auxiliary) if t.head == verb and t.deprel.split(":")[0] in STAYS else t
        for t in tokens
    ]
    head = tokens[verb].head
    moved[auxiliary] = replace(
        tokens[auxiliary], head=auxiliary if head == verb else head, deprel=tokens[verb].deprel, upos="VERB"
    )
    moved[verb] = replace(tokens[verb], head=auxiliary, deprel="xcomp")
    return tuple(moved)
