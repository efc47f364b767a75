# One stage installs, the other only runs: no compiler, no cache, no source in the image.
FROM python:3.11-slim-bookworm AS build
# Where pip finds a build of torch for processors, if its own index gives the one for graphics cards
# (several GB); pip reads it from the environment. See deploy/README.md.
ARG PIP_EXTRA_INDEX_URL=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/schuurpunt
ENV PATH=/opt/schuurpunt/bin:$PATH
WORKDIR /source
COPY constraints.txt ./
# the largest part changes least, so it is a layer of its own
RUN pip install --constraint constraints.txt torch \
    && python -c "import sys, torch; sys.exit(torch.version.cuda and 'torch for CUDA: set PIP_EXTRA_INDEX_URL')"
COPY pyproject.toml README.md LICENSE ./
COPY corpus corpus
COPY models models
COPY ingest ingest
COPY search search
COPY api api
RUN pip install --constraint constraints.txt .

FROM python:3.11-slim-bookworm
COPY --from=build /opt/schuurpunt /opt/schuurpunt
# the folder is made here, so that a fresh volume over it belongs to who writes in it
RUN install --directory --owner=10001 --group=10001 --mode=0700 /data
USER 10001:10001
ENV PATH=/opt/schuurpunt/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    SCHUURPUNT_DATA=/data SCHUURPUNT_HOST=0.0.0.0 SCHUURPUNT_PORT=8000
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=5m \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/v1/gezondheid', timeout=8)"]
ENTRYPOINT ["schuurpunt"]
# starts once there is a key: see deploy/README.md
CMD ["serve"]
