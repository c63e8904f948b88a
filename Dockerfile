# One image for every process of a larger installation; docker-compose.yml says which does what.

# The front-end files, by lock file.
FROM node:24.11.1-bookworm-slim AS frontend
WORKDIR /src
COPY recognition/web/frontend/package.json recognition/web/frontend/package-lock.json recognition/web/frontend/.npmrc ./
RUN npm ci

# The libraries and the program, in a virtual environment.
FROM python:3.12.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/build && python -m venv /opt/recognition
COPY .ci/requirements-setup.txt .ci/
RUN /opt/build/bin/pip install --require-hashes --no-deps --only-binary :all: -r .ci/requirements-setup.txt
COPY requirements.txt ./
RUN /opt/recognition/bin/pip install --require-hashes --no-deps --only-binary :all: -r requirements.txt
COPY . .
COPY --from=frontend /src/node_modules recognition/web/frontend/node_modules
RUN if ls recognition/translations/*/LC_MESSAGES/*.po; then \
        /opt/recognition/bin/pybabel compile -d recognition/translations; \
    fi \
    && /opt/build/bin/hatchling build -t wheel -d /tmp/wheel \
    && /opt/recognition/bin/pip install --no-deps --no-index /tmp/wheel/*.whl

# What runs: no compiler, no Node, no root.
FROM python:3.12.12-slim-bookworm
COPY .ci/apt-run.txt /tmp/
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive xargs -a /tmp/apt-run.txt \
        apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/apt-run.txt \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin recognition
COPY --from=build /opt/recognition /opt/recognition
# One thread for each page: two pages side by side are faster than one page with two threads.
ENV PATH=/opt/recognition/bin:$PATH \
    HOME=/tmp \
    OMP_THREAD_LIMIT=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    RECOGNITION_MODE=production \
    RECOGNITION_RUN_FOLDER=/tmp/recognition \
    RECOGNITION_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["recognition"]
CMD ["web"]
