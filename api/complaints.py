"""What Pydantic finds wrong with a value, said in Dutch; one wording for settings and for requests."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

_WORDS: Mapping[str, str] = {
    "missing": "ontbreekt",
    "extra_forbidden": "is hier niet bekend",
    "json_invalid": "is geen geldige JSON",
    "model_attributes_type": "moet een JSON-object zijn",
    "model_type": "moet een JSON-object zijn",
    "dict_type": "moet een JSON-object zijn",
    "list_type": "moet een lijst zijn",
    "string_type": "moet tekst zijn",
    "string_unicode": "bevat tekens die niet bestaan",
    "string_too_short": "moet ten minste {min_length} tekens hebben",
    "string_too_long": "mag ten hoogste {max_length} tekens hebben",
    "too_long": "mag ten hoogste {max_length} waarden hebben",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_parsing_size": "is een te groot getal",
    "int_from_float": "moet een geheel getal zijn",
    "float_type": "moet een getal zijn",
    "float_parsing": "moet een getal zijn",
    "finite_number": "moet een eindig getal zijn",
    "bool_type": "moet waar of onwaar (true of false) zijn",
    "bool_parsing": "moet waar of onwaar (true of false) zijn",
    "greater_than": "moet groter zijn dan {gt}",
    "greater_than_equal": "moet ten minste {ge} zijn",
    "less_than": "moet kleiner zijn dan {lt}",
    "less_than_equal": "mag ten hoogste {le} zijn",
    "enum": "moet een van deze zijn: {expected}",
    "literal_error": "moet een van deze zijn: {expected}",
    "date_type": "moet een datum zijn, zoals 2021-09-29",
    "date_parsing": "moet een datum zijn, zoals 2021-09-29",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2021-09-29",
    "date_from_datetime_inexact": "moet een datum zonder tijd zijn, zoals 2021-09-29",
    "url_parsing": "moet een webadres zijn, zoals http://localhost:11434/v1",
    "url_scheme": "moet met http:// of https:// beginnen",
    "path_type": "moet een pad zijn",
    "path_not_file": "wijst naar een bestand dat er niet is",
}


def complaint(error: ErrorDetails) -> str:
    """The part of a sentence that follows the name of the field."""
    context = {**error.get("ctx", {})}
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace("'", "").replace(" or ", " of ")
    return _WORDS.get(error["type"], "heeft een waarde die niet kan").format(**context)
