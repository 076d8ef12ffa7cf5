# The front door: `make help`. Everything here is Maven or ./segue underneath.
.DEFAULT_GOAL := help
MVN ?= mvn -B -ntp
MODULE ?= rewrite-rules
TEST ?=

.PHONY: help
help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## a shop migrates two tables at full load (two minutes or so)
	./segue demo

.PHONY: quick-demo
quick-demo: ## the same in less than 40 seconds
	./segue demo --quick

.PHONY: tables-demo
tables-demo: ## whole tables instead of columns
	./segue demo --scenario tables

.PHONY: verify
verify: ## compile, check and test everything, as CI does
	$(MVN) verify

.PHONY: test
test: ## one module's tests: make test MODULE=proxy-driver [TEST=RoutedStatementsTest]
	$(MVN) -q -pl $(MODULE) -am test -Dsurefire.failIfNoSpecifiedTests=false $(if $(TEST),-Dtest=$(TEST))

.PHONY: architecture
architecture: ## only the checks of modules, packages and libraries
	$(MVN) -q -pl migrator -am test -Dtest='dev.segue.architecture.*Test' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: format
format: ## put every Java file into the house's form
	$(MVN) -q spotless:apply

.PHONY: benchmark
benchmark: ## what the driver costs, beside its peers (six minutes)
	$(MVN) -q -pl benchmarks -am -DskipTests package
	java -jar benchmarks/target/benchmarks.jar -prof gc

HOURS ?= 1
SEED ?=
SEEDS ?=
POSTGRES ?= 18

.PHONY: laboratory
laboratory: ## generated statements, Segue against the plain driver: make laboratory [HOURS=8] [SEED=1 SEEDS=100] [POSTGRES=14]
	$(MVN) -q -pl laboratory -am -DskipTests -Dsegue.postgres=$(POSTGRES) package
	java -Dsegue.postgres=$(POSTGRES) -Dlaboratory.hours=$(HOURS) $(if $(SEED),-Dlaboratory.seed=$(SEED)) $(if $(SEEDS),-Dlaboratory.seeds=$(SEEDS)) \
	  -jar laboratory/target/laboratory.jar

.PHONY: clean
clean: ## remove everything that was built
	$(MVN) -q clean
