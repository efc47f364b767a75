# Two commands matter: `make demo` and `make test`. Both set up their own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
SPECTRAL := .ci/spectral/node_modules/.package-lock.json
# What models are trained on, and where the training keeps its steps.
DATA ?= ../shared/data
TRAINING ?= .training
# make models SHORT=1 runs all of it on little, to see that it runs; what ships stays as it is.
ifdef SHORT
RUN = $(abspath $(TRAINING))/short
MODELS = $(RUN)/weights
LITTLE_EMBEDDER = --every 40 --static-minutes 0.2 --transformer-minutes 0.5
LITTLE_RERANKER = --every 400
LITTLE_PIPELINE = --vars.every 40 --vars.train_steps 40 --vars.refine_steps 40 --vars.settle_steps 40
APART = --weights $(MODELS)
else
RUN = $(abspath $(TRAINING))
MODELS = $(abspath models/weights)
endif
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: demo test serve lint bench quality models chromium screenshots clean

demo: $(VENV)/.installed
	$(BIN)/schuurpunt ingest corpus/demo --data $(DEMO)
	@echo
	$(BIN)/schuurpunt search "Waar liepen regio's aan tegen schurende wetten?" --limit 5 --data $(DEMO)
	@echo
	@echo "Verder:"
	@echo "  $(BIN)/schuurpunt search \"uw vraag\" --data $(DEMO)    een eigen vraag aan deze documenten"
	@echo "  $(BIN)/schuurpunt show ID --data $(DEMO)               een passage in haar omgeving"
	@echo "  $(BIN)/schuurpunt ingest MAP                          uw eigen documenten"
	@echo "  make serve                                           de API op http://127.0.0.1:8000"

test: $(VENV)/.installed-dev $(SPECTRAL) chromium
	$(BIN)/pytest

serve: $(VENV)/.installed
	$(BIN)/schuurpunt serve

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench $(BENCH)

quality: $(VENV)/.installed-dev
	$(BIN)/python -m bench.quality

models: $(VENV)/.installed-train
	$(BIN)/python -m models.recipes.embedder --data $(DATA) --work $(RUN)/embedder --weights $(MODELS) $(LITTLE_EMBEDDER)
	$(BIN)/python -m models.recipes.reranker --embedder $(RUN)/embedder --weights $(MODELS) $(LITTLE_RERANKER)
	mkdir -p $(RUN)/pipeline
	cp models/recipes/pipeline/*.* $(RUN)/pipeline
	$(BIN)/python -m spacy project run all $(RUN)/pipeline --vars.data $(abspath $(DATA)) --vars.embedder $(RUN)/embedder/final-transformer --vars.weights $(MODELS)/pipeline $(LITTLE_PIPELINE)
	$(BIN)/python -m models.recipes.seal pipeline embedder-static embedder-transformer reranker $(APART)

$(VENV)/.installed: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(VENV)/.installed-train: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	touch $@

# without it the lint of the API is skipped, which the tests say
$(SPECTRAL): .ci/spectral/package-lock.json
	if command -v npm >/dev/null; then npm ci --prefix .ci/spectral || true; fi

# without it no page is tried in a browser, which the tests say
chromium:
	@command -v chromium >/dev/null || test "$$(id -u)" != 0 || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || true

# every page, on a desktop, on a phone and in the dark; SCREENSHOTS="--data FOLDER" for documents of one's own
screenshots: $(VENV)/.installed-dev chromium
	$(BIN)/python -m bench.screenshots $(SCREENSHOTS)

clean:
	rm -rf $(VENV) .demo .screenshots .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info .ci/spectral/node_modules
