"""The thesaurus as SKOS in Turtle, which other thesaurus software reads and writes; the home of rdflib.

An abbreviation is an alternative label like any other; a property of our own says which of them it is.
Another one has what looks like a form of a label and is none, for which SKOS has no word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from corpus.errors import BadTaxonomy
from corpus.taxonomy import Thesaurus, ThesaurusConcept
from corpus.taxonomy.consistency import problems

CONCEPTS = Namespace("urn:schuurpunt:begrip:")
OURS = Namespace("urn:schuurpunt:")
SCHEME = OURS.thesaurus
ABBREVIATION = OURS.afkorting
LOOKALIKE = OURS.geenVorm
LANGUAGE = "nl"
ADVICE = "Verbeter het bestand in het programma waarmee het is gemaakt, en probeer het opnieuw."


def exported(thesaurus: Thesaurus, version: str) -> str:
    """The thesaurus in Turtle: the same thesaurus gives the same text."""
    graph = Graph()
    graph.bind("begrip", CONCEPTS)
    graph.bind("schuurpunt", OURS)
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    graph.add((SCHEME, SKOS.prefLabel, Literal("Thesaurus van Schuurpunt", LANGUAGE)))
    graph.add((SCHEME, SKOS.changeNote, Literal(version)))
    graph.add((ABBREVIATION, RDFS.subPropertyOf, SKOS.altLabel))
    for concept in thesaurus.concepts:
        for predicate, value in _told(concept, thesaurus):
            graph.add((CONCEPTS[concept.id], predicate, value))
        if not concept.broader:
            graph.add((SCHEME, SKOS.hasTopConcept, CONCEPTS[concept.id]))
    return graph.serialize(format="turtle")


def imported(path: Path) -> Thesaurus:
    """The concepts with a Dutch label in a Turtle file. Raises BadTaxonomy, with the concept that is wrong.

    Labels in another language are left out; one without a language counts as Dutch.
    """
    graph = _parsed(path)
    nodes = sorted({*graph.subjects(RDF.type, SKOS.Concept)}, key=str)
    found = [_concept(path, graph, node) for node in nodes]
    if not found:
        raise BadTaxonomy(f"In {path.name} staat geen enkel begrip (skos:Concept).", ADVICE)
    for problem in problems(found):
        raise _wrong(path, problem.concept.id, problem.told)
    return Thesaurus(found)


def _told(concept: ThesaurusConcept, thesaurus: Thesaurus) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    yield RDF.type, SKOS.Concept
    yield SKOS.inScheme, SCHEME
    yield SKOS.prefLabel, Literal(concept.preferred, LANGUAGE)
    for term in (*concept.synonyms, *concept.abbreviations):
        yield SKOS.altLabel, Literal(term, LANGUAGE)
    for term in concept.abbreviations:
        yield ABBREVIATION, Literal(term, LANGUAGE)
    for term in concept.hidden:
        yield SKOS.hiddenLabel, Literal(term, LANGUAGE)
    for form in concept.lookalikes:
        yield LOOKALIKE, Literal(form, LANGUAGE)
    for relation, others in (
        (SKOS.broader, concept.broader),
        (SKOS.narrower, thesaurus.narrower(concept.id)),
        (SKOS.related, concept.related),
    ):
        yield from ((relation, CONCEPTS[other]) for other in others)
    if not concept.broader:
        yield SKOS.topConceptOf, SCHEME


def _parsed(path: Path) -> Graph:
    try:
        return Graph().parse(data=path.read_text(encoding="utf-8-sig"), format="turtle")
    except OSError as error:
        raise BadTaxonomy(f"{path.name} is niet te lezen.", "Kijk of het bestand bestaat.") from error
    except BadSyntax as error:
        raise BadTaxonomy(f"{path.name}, regel {error.lines + 1}: geen geldige Turtle.", ADVICE) from error
    # on what is no Turtle at all, rdflib trips in many ways: over an index, over bytes, over its own depth
    except Exception as error:
        raise BadTaxonomy(f"{path.name} is geen geldige Turtle.", ADVICE) from error


def _concept(path: Path, graph: Graph, node: Node) -> ThesaurusConcept:
    if not isinstance(node, URIRef):
        raise BadTaxonomy(f"{path.name}: elk begrip moet een adres (IRI) hebben.", ADVICE)
    preferred = _terms(graph, node, SKOS.prefLabel)
    if len(preferred) != 1:
        told = f"er hoort één Nederlandse skos:prefLabel te zijn, en er zijn er {len(preferred)}"
        raise _wrong(path, str(node), told)
    abbreviations = _terms(graph, node, ABBREVIATION)
    return ThesaurusConcept(
        id=_id(node),
        preferred=preferred[0],
        synonyms=tuple(term for term in _terms(graph, node, SKOS.altLabel) if term not in abbreviations),
        abbreviations=abbreviations,
        hidden=_terms(graph, node, SKOS.hiddenLabel),
        lookalikes=_terms(graph, node, LOOKALIKE),
        broader=_ids(graph.objects(node, SKOS.broader), graph.subjects(SKOS.narrower, node)),
        related=_ids(graph.objects(node, SKOS.related)),
    )


def _terms(graph: Graph, node: Node, label: URIRef) -> tuple[str, ...]:
    literals = (one for one in graph.objects(node, label) if isinstance(one, Literal))
    dutch = (one for one in literals if (one.language or LANGUAGE).split("-")[0] == LANGUAGE)
    return tuple(sorted({" ".join(one.split()) for one in dutch}))


def _ids(*many: Iterator[Node]) -> tuple[str, ...]:
    return tuple(sorted({_id(node) for nodes in many for node in nodes}))


def _id(node: Node) -> str:
    """The end of an address as an id of ours: what others call ``…#Voortijdig_schoolverlaten``."""
    name = unicodedata.normalize("NFD", unquote(re.split(r"[/#:]", str(node).rstrip("/#"))[-1]))
    bare = "".join(sign for sign in name if not unicodedata.combining(sign)).lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _wrong(path: Path, concept: str, told: str) -> BadTaxonomy:
    return BadTaxonomy(f"{path.name}, begrip '{concept}': {told}.", ADVICE)
