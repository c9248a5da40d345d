# CloudBlue's image brings the runner (cextrun), Python and Poetry; its version is the runner's that the tests run.
FROM cloudblueconnect/connect-extension-runner:43.1

WORKDIR /extension

# Dependencies first: they change less often than the code, and their layer stays cached.
COPY pyproject.toml poetry.lock poetry.toml README.md ./
RUN poetry install --only main --no-root

COPY connector ./connector
RUN poetry install --only-root
