# syntax=docker/dockerfile:1

# --- Build: packages from the lock file, catalogues, lexicon, static files -----------------------
FROM python:3.13-slim-bookworm AS build

ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 UV_LINK_MODE=copy
RUN apt-get update \
    && apt-get install --yes --no-install-recommends hunspell-bg \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements/installer.txt requirements/runtime.txt requirements/
RUN pip install --quiet --require-hashes --requirement requirements/installer.txt \
    && uv pip install --quiet --compile-bytecode --require-hashes \
        --requirement requirements/runtime.txt \
    && pip uninstall --quiet --yes uv

COPY . .
# Production settings refuse to start without these; nothing of this stage's environment is kept.
RUN export DJANGO_SETTINGS_MODULE=kb.settings.production SECRET_KEY=only-for-this-build-step \
        ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:////tmp/none.sqlite3 \
        ELASTICSEARCH_URL=http://localhost:9200 \
    && python -m scripts.messages compile \
    && python -m search.bulgarian.build \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q kb practices search \
    && mkdir -p var/media

# --- Run: what the site needs, and a user who may write uploads and nothing else -----------------
FROM python:3.13-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        espeak-ng fonts-dejavu-core hunspell-bg \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kb

WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
RUN chown kb:kb var/media

ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=kb.settings.production
USER kb
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s CMD ["python", "-m", "scripts.healthy"]

# Workers are recycled so that no slow leak ever matters; /dev/shm because the disk may be slow.
CMD ["gunicorn", "kb.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "2", \
     "--timeout", "30", "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
