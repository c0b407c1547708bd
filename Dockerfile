# syntax=docker/dockerfile:1

# One static binary in an otherwise empty image: no shell, no libraries, no root.
#
#   docker build -t sitrep .
#   docker run -d -v sitrep:/data -e SITREP_DISCORD_TOKEN=… sitrep

FROM golang:1.26 AS build
WORKDIR /src
# The modules first: they change less often than the code.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
# Static, and with the time-zone database inside, which package main imports: the image has neither libraries nor zones.
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/sitrep ./cmd/bot
# An empty folder to be owned by the user that runs the bot: a named volume takes its owner from the image.
RUN mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/sitrep /sitrep
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/tmp /tmp

# A number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV SITREP_DATABASE_PATH=/data/sitrep.db \
    SITREP_WEB_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/sitrep", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/sitrep"]
CMD ["run"]
