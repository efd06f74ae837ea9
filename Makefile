# Two commands: `make run` serves the demo, `make test` runs every test. Both install what is missing when run as root
# on Debian, and otherwise say what to install.

DATA    ?= data/demo
LISTEN  ?= 127.0.0.1:8080
# A build cache outside the clone, where one is given (CI): cargo and npm read these.
export CARGO_TERM_COLOR ?= auto

.PHONY: run test test-rust test-web test-browser tidy soak bench build web clean

run: build
	./target/release/siembra demo --data $(DATA) --listen $(LISTEN)

build: web
	tools/need rust
	cargo build --release --locked -p siembra

web: web/dist/index.html

web/dist/index.html: $(shell find web/src web/public web/index.html web/package.json web/package-lock.json web/vite.config.ts -type f 2>/dev/null)
	tools/need node
	cd web && npm ci --no-audit --no-fund && npm run build

test: tidy test-rust test-web test-browser
	@echo "all tests passed"

tidy:
	tools/need rust
	cargo run --quiet --locked -p xtask -- tidy

test-rust: web
	tools/need postgres postfix dovecot opendkim python spamassassin
	tools/bounces
	tools/dkimpy
	tools/spf
	SIEMBRA_REQUIRE_POSTFIX=1 SIEMBRA_REQUIRE_DOVECOT=1 SIEMBRA_REQUIRE_BOUNCES=1 SIEMBRA_REQUIRE_DKIMPY=1 \
		SIEMBRA_REQUIRE_OPENDKIM=1 SIEMBRA_REQUIRE_SPF=1 SIEMBRA_REQUIRE_SPAMASSASSIN=1 \
		cargo test --workspace --locked

test-web: web
	cd web && npm run check && npm test

test-browser: web
	tools/need chromium
	cargo build --locked -p siembra
	tools/browser-test

# The sending promise at length: kills while mail flows, on both databases (docs/reliability.md).
RECIPIENTS ?= 200000
KILLS      ?= 500
soak: web
	tools/need postgres
	SIEMBRA_SOAK=$(RECIPIENTS):$(KILLS) cargo test --profile soak --locked -p siembra --test it -- promise::killed --nocapture

# Generated data, the product and its peers on the same rows; CONTACTS, ACTIVITIES and PEERS say how much. Events, mail and
# clicks after that.
bench:
	tools/need rust python postgres postfix
	tools/bench

clean:
	rm -rf target web/dist web/node_modules
