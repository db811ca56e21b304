# One image for each service: docker build --target gateway -t ghcr.io/parley/gateway:0.1.0 .
# Both bases are arguments by digest: a mirror, or a root file system made here (npm run check:images), can stand in for them.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df
ARG BASE_IMAGE=gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f

# Packages as the lock says, with those that compile. Not "ci": that of npm 11 refuses a lock without the builds for other platforms.
# No scripts of packages run.
FROM ${NODE_IMAGE} AS packages
WORKDIR /parley
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm install --no-save --include=dev --include=optional --ignore-scripts --no-audit --no-fund

# One folder for each image below /images: compiled code, the packages that it can load, what it reads, and its bill of materials.
FROM packages AS build
ARG SOURCE_DATE_EPOCH=0
COPY . .
RUN npm run build && node --disable-warning=ExperimentalWarning scripts/images/assemble.ts /images

# No shell and no package manager: Node, the C++ library, certificates and time zones. Any numeric user may run it, on a read-only root.
FROM ${BASE_IMAGE} AS runtime
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
ENV PATH=/usr/local/bin:/usr/bin:/bin \
    NODE_ENV=production \
    LOG_FORMAT=json \
    TMPDIR=/tmp
WORKDIR /parley
USER 10001:10001
STOPSIGNAL SIGTERM
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM runtime AS gateway
COPY --from=build /images/gateway ./
EXPOSE 3000 3001 9101 50051
ENTRYPOINT ["node", "dist/apps/gateway/src/main.js"]

FROM runtime AS orchestrator
COPY --from=build /images/orchestrator ./
EXPOSE 9102 50052
ENTRYPOINT ["node", "dist/apps/orchestrator/src/main.js"]

FROM runtime AS classifier
COPY --from=build /images/classifier ./
EXPOSE 9103 50053
ENTRYPOINT ["node", "dist/apps/classifier/src/main.js"]

FROM runtime AS agents
COPY --from=build /images/agents ./
EXPOSE 9104 50054
ENTRYPOINT ["node", "dist/apps/agents/src/main.js"]

FROM runtime AS notifier
COPY --from=build /images/notifier ./
EXPOSE 9105 50055
ENTRYPOINT ["node", "dist/apps/notifier/src/main.js"]

FROM runtime AS simulator
COPY --from=build /images/simulator ./
EXPOSE 4000
ENTRYPOINT ["node", "dist/apps/simulator/src/main.js"]
