"""The whole story, read first: a folder of documents goes in, and answers that can be checked come out."""

import hashlib
import shutil
from pathlib import Path

import pytest

from api.assemble import opened
from api.outcome import Status
from api.settings import Settings
from corpus.errors import NotFound
from search.query import Query

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
TWENTE = "werksessie-schurende-wetten-twente.md"
MIDTERM = "Midterm hoofdstuk 3 Waar regels elkaar in de weg zitten.pdf"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(DEMO, tmp_path / "documenten"))


@pytest.fixture
def service(tmp_path):
    with opened(Settings(data=tmp_path / "data")) as service:
        yield service


def test_from_a_folder_of_documents_to_citations_that_can_be_checked(service, folder):
    # A policy advisor points at a folder: every format is read, every file told.
    outcomes = service.ingest([folder])
    assert {outcome.status for outcome in outcomes} == {Status.NEW}
    assert {Path(outcome.name).suffix for outcome in outcomes} >= {".pdf", ".docx", ".odt", ".pptx", ".html"}

    # The question brings up what regions reported, from more than one of them.
    results = service.search(Query("Waar liepen regio's aan tegen schurende wetten?"))
    assert {TWENTE, MIDTERM} <= {citation.name for citation in results.citations}

    # Each answer can be checked: the file by its hash, the words by their place, the page by its number.
    for citation in results.citations:
        assert hashlib.sha256((folder / citation.name).read_bytes()).hexdigest() == citation.sha256
        document = service.documents.get(citation.document_id)
        assert (citation.pages is None) == (document.pages is None)
        before, same, after = service.passages.around(citation.id)
        assert same.text == citation.text
        assert all(passage.document_id == citation.document_id for passage in before + after)
        assert all(span.cut(citation.text) for span in citation.highlights)

    # Asking the same folder again costs nothing and changes nothing.
    assert {outcome.status for outcome in service.ingest([folder])} == {Status.UNCHANGED}
    assert service.search(results.query) == results

    # A changed file takes the place of its older version; its old words are gone.
    old = next(citation for citation in results.citations if citation.name == TWENTE)
    changed = folder / TWENTE
    changed.write_text(changed.read_text().replace("schurende", "botsende") + "\nDe kapokboom bloeit.\n")
    replaced = [outcome for outcome in service.ingest([folder]) if outcome.status is Status.REPLACED]
    assert [outcome.name for outcome in replaced] == [TWENTE]
    assert service.search(Query("kapokboom")).citations[0].name == TWENTE
    with pytest.raises(NotFound):
        service.passages.get(old.id)

    # A broken file is a line in the table, and harms no other.
    (folder / "kapot.pdf").write_bytes((folder / MIDTERM).read_bytes()[:3000])
    failed = [outcome for outcome in service.ingest([folder]) if outcome.status is Status.FAILED]
    assert [outcome.name for outcome in failed] == ["kapot.pdf"]
    assert "kapot.pdf" in failed[0].reason

    # What leaves the folder leaves the index, when asked; what is removed leaves no trace.
    (folder / "kapot.pdf").unlink()
    (folder / MIDTERM).unlink()
    service.ingest([folder], prune=True)
    service.remove(replaced[0].document_id)
    assert not {TWENTE, MIDTERM} & {citation.name for citation in service.search(results.query).citations}
    assert service.search(Query("kapokboom")).total == 0

    # And all stores still agree.
    assert service.upkeep.doctor(mending=False).healthy
