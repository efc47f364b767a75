"""Every outside library has one home: the file or folder that alone imports it."""

import sys

import grimp
import pytest

HOUSE = {"api", "corpus", "ingest", "models", "search"}
HOMES = {
    "alembic": "search.catalogue",
    "anyio": "api",
    "authlib": "api.web.oidc",
    "chromadb": "search.vectors",
    # read on the one side, written on the other, which never meet
    "docx": ("ingest.parse.docx", "api.exports.docx"),
    "fastapi": "api",
    "fastapi_offline": "api.reference",
    "filelock": "search.lock",
    "httpx": "models.chat",
    "httpx2": ("api.client", "api.mcp.forward"),
    "huggingface_hub": "models.files",
    "itsdangerous": "api.web.session",
    "jinja2": "api.web.pages",
    "joserfc": "api.web.oidc",
    "langdetect": "ingest.language",
    "limits": "api.access.limits",
    "markdown_it": "ingest.parse.markdown",
    "mcp": "api.mcp",
    "odf": "ingest.parse.odt",
    "onnxruntime": "models.onnx",
    "PIL": "ingest.picture",
    "platformdirs": "api.settings",
    "opentelemetry": "api.tracing",
    "pptx": "ingest.parse.pptx",
    "prometheus_client": "api.metrics",
    "pydantic": "api",
    "pydantic_core": "api",
    "pydantic_settings": "api.settings",
    "pypdf": "ingest.parse.pdf",
    "pypdfium2": "ingest.picture",
    "rapidfuzz": "search.understand.spelling",
    "rdflib": "api.skos",
    "rich": "api.cli",
    "safetensors": "models.static",
    "sentence_transformers": "models",
    "simplemma": "models.analysis",
    "sklearn": "models",
    "spacy": "models.lean",
    "sqlalchemy": "search.catalogue",
    "starlette": "api",
    "Stemmer": "models.analysis",
    "structlog": "api.logs",
    "tantivy": "search.lexical",
    "tokenizers": "models",
    "thinc": "models.lean",
    "torch": "models",
    "transformers": "models.transformer",
    "trafilatura": "ingest.parse.html",
    "typer": "api.cli",
    "uvicorn": "api.serve",
    "wordfreq": "models.compounds",
    "yaml": "corpus.taxonomy.reader",
}
ANYWHERE = {"numpy"}
# run by hand to train; nothing of the product imports them
RECIPES = "models.recipes"


@pytest.fixture(scope="module")
def importers():
    """Which of our modules import each outside library."""
    graph = grimp.build_graph(*HOUSE, include_external_packages=True)
    outside = {
        module for module in graph.modules if module.split(".")[0] not in HOUSE | sys.stdlib_module_names
    }
    return {
        library: {
            module
            for module in graph.find_modules_that_directly_import(library)
            if not within(module, RECIPES)
        }
        for library in outside
    }


def test_a_library_is_imported_in_its_home_only(importers):
    strays = {
        (library, module)
        for library, modules in importers.items()
        for module in modules
        if library not in ANYWHERE and not within(module, HOMES.get(library, "nowhere"))
    }
    assert not strays


def test_the_ground_floor_needs_no_library_but_one_for_its_own_data(importers):
    assert {
        (library, module)
        for library, modules in importers.items()
        for module in modules
        if within(module, "corpus")
    } == {("yaml", "corpus.taxonomy.reader")}


def test_every_home_is_lived_in(importers):
    assert {library for library, modules in importers.items() if modules} == HOMES.keys() | ANYWHERE


def within(module, homes):
    listed = (homes,) if isinstance(homes, str) else homes
    return any(module == home or module.startswith(f"{home}.") for home in listed)
