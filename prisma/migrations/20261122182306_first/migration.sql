-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "WorldVersion" (
    "hash" CHAR(64) NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "files" JSON NOT NULL,
    "manifest" JSON NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorldVersion_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "threads" JSONB NOT NULL DEFAULT '[]',
    "worldHash" CHAR(64) NOT NULL,
    "reportHash" CHAR(64),
    "completeUnder" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activityAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Proposal" (
    "id" UUID NOT NULL,
    "decisionId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalVersion" (
    "hash" CHAR(64) NOT NULL,
    "proposalId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSON NOT NULL,
    "interface" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProposalVersion_pkey" PRIMARY KEY ("proposalId","version")
);

-- CreateTable
CREATE TABLE "Suite" (
    "id" UUID NOT NULL,
    "decisionId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Suite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Scenario" (
    "id" UUID NOT NULL,
    "decisionId" UUID NOT NULL,
    "slug" TEXT NOT NULL,

    CONSTRAINT "Scenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SuiteScenario" (
    "suiteId" UUID NOT NULL,
    "scenarioId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "SuiteScenario_pkey" PRIMARY KEY ("suiteId","scenarioId")
);

-- CreateTable
CREATE TABLE "ScenarioVersion" (
    "hash" CHAR(64) NOT NULL,
    "scenarioId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ScenarioVersion_pkey" PRIMARY KEY ("scenarioId","version")
);

-- CreateTable
CREATE TABLE "Cell" (
    "hash" CHAR(64) NOT NULL,
    "worldHash" CHAR(64) NOT NULL,
    "proposalHash" CHAR(64) NOT NULL,
    "scenarioHash" CHAR(64) NOT NULL,
    "engine" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "step" INTEGER,
    "reason" TEXT NOT NULL,
    "judgements" JSON NOT NULL,
    "outcome" JSON NOT NULL,
    "trace" BYTEA,
    "traceHash" CHAR(64),
    "storedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Cell_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Report" (
    "hash" CHAR(64) NOT NULL,
    "decisionId" UUID NOT NULL,
    "matrix" JSON NOT NULL,
    "frozenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" BIGSERIAL NOT NULL,
    "decisionId" UUID NOT NULL,
    "sentence" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerPresence" (
    "id" TEXT NOT NULL,
    "lockKey" BIGINT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkerPresence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "WorldVersion_name_version_key" ON "WorldVersion"("name", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_slug_key" ON "Decision"("slug");

-- CreateIndex
CREATE INDEX "Decision_activityAt_id_idx" ON "Decision"("activityAt" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "Proposal_decisionId_key_key" ON "Proposal"("decisionId", "key");

-- CreateIndex
CREATE INDEX "ProposalVersion_hash_idx" ON "ProposalVersion"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Suite_decisionId_slug_key" ON "Suite"("decisionId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "Scenario_decisionId_slug_key" ON "Scenario"("decisionId", "slug");

-- CreateIndex
CREATE INDEX "SuiteScenario_scenarioId_idx" ON "SuiteScenario"("scenarioId");

-- CreateIndex
CREATE INDEX "ScenarioVersion_hash_idx" ON "ScenarioVersion"("hash");

-- CreateIndex
CREATE INDEX "Cell_proposalHash_scenarioHash_idx" ON "Cell"("proposalHash", "scenarioHash");

-- CreateIndex
CREATE INDEX "Cell_scenarioHash_idx" ON "Cell"("scenarioHash");

-- CreateIndex
CREATE INDEX "Report_decisionId_frozenAt_idx" ON "Report"("decisionId", "frozenAt" DESC);

-- CreateIndex
CREATE INDEX "Activity_at_idx" ON "Activity"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "WorkerPresence_lockKey_key" ON "WorkerPresence"("lockKey");

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_worldHash_fkey" FOREIGN KEY ("worldHash") REFERENCES "WorldVersion"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalVersion" ADD CONSTRAINT "ProposalVersion_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suite" ADD CONSTRAINT "Suite_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Scenario" ADD CONSTRAINT "Scenario_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SuiteScenario" ADD CONSTRAINT "SuiteScenario_suiteId_fkey" FOREIGN KEY ("suiteId") REFERENCES "Suite"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SuiteScenario" ADD CONSTRAINT "SuiteScenario_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioVersion" ADD CONSTRAINT "ScenarioVersion_scenarioId_fkey" FOREIGN KEY ("scenarioId") REFERENCES "Scenario"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
