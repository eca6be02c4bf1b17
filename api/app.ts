import { OpenAPIHono } from "@hono/zod-openapi";
import { methodNotAllowed } from "hono/method-not-allowed";
import { recordAccess } from "./access/record-access.ts";
import { recordingWarehouse } from "./access/recording-warehouse.ts";
import { logRequest } from "./access-log.ts";
import { admission } from "./admission/admission.ts";
import { knowReader } from "./auth/know-reader.ts";
import { limitsOf } from "./auth/limits/limits.ts";
import { gate } from "./auth/policies.ts";
import { fittingBody, headers, noStore, refuseMethod } from "./auth/protection.ts";
import { sameOrigin } from "./auth/same-origin.ts";
import { connectProvider } from "./auth/sign-in/provider.ts";
import { withinToken } from "./auth/tokens.ts";
import type { AppEnv, Deps } from "./deps.ts";
import { warehouseWithGroups } from "./named-groups/find-groups.ts";
import { problem, problemOf } from "./problems.ts";
import { answerRoutes } from "./routes/answers.ts";
import { auditRoutes } from "./routes/audit.ts";
import { complianceRoutes } from "./routes/compliance.ts";
import { costRoutes } from "./routes/costs.ts";
import { dataReportRoutes } from "./routes/data-report.ts";
import { disputeRoutes } from "./routes/disputes.ts";
import { exportJobRoutes } from "./routes/export-jobs.ts";
import { exportRoutes } from "./routes/exports.ts";
import { figureNoticeRoutes } from "./routes/figure-notices.ts";
import { grantRoutes } from "./routes/grants/grants.ts";
import { invitationRoutes } from "./routes/grants/invitations.ts";
import { viewAsRoutes } from "./routes/grants/view-as.ts";
import { whyRoutes } from "./routes/grants/why.ts";
import { healthRoutes } from "./routes/health.ts";
import { pageRoutes } from "./routes/pages.ts";
import { purposeRoutes } from "./routes/purposes.ts";
import { reconciliationRoutes } from "./routes/reconciliation.ts";
import { alertRoutes } from "./routes/reports/alerts.ts";
import { namedGroupRoutes } from "./routes/reports/named-groups.ts";
import { reportRoutes } from "./routes/reports/reports.ts";
import { reportRunRoutes } from "./routes/reports/run.ts";
import { scheduleRoutes } from "./routes/reports/schedules.ts";
import { reportVersionRoutes } from "./routes/reports/versions.ts";
import { sessionRoutes } from "./routes/session.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { standingRoutes } from "./routes/standing.ts";
import { staticPages } from "./routes/static.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { uploadRoutes } from "./routes/uploads.ts";

/** The whole app over its dependencies; the server and the tests use it, the pages use its type. */
export function createApp(given: Deps) {
  const recorded = { ...given, warehouse: recordingWarehouse(given.warehouse) };
  const deps = { ...recorded, warehouse: warehouseWithGroups(recorded) };
  const app = new OpenAPIHono<AppEnv>();
  app.onError((error) => problemOf(error, deps.log));
  app.notFound((context) => problem("not_found", `There is nothing at ${context.req.path}.`));
  const limits = limitsOf(deps);
  const { atTheDoor, inTurn } = admission(deps);
  const provider = providerOf(deps);
  app.use(headers, logRequest(deps), methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use("/api/*", noStore, sameOrigin(deps), fittingBody, atTheDoor, knowReader(deps), limits.requests);
  app.use("/api/session", limits.signIns);
  app.use("/api/sign-in/*", limits.signIns);
  app.use("/api/*", gate, withinToken, inTurn, recordAccess(deps));
  const routes = app
    .route("/api", sessionRoutes(deps, provider))
    .route("/api", signInRoutes(deps, provider))
    .route("/api", tokenRoutes(deps))
    .route("/api", answerRoutes(deps))
    .route("/api", exportRoutes(deps))
    .route("/api", reportRoutes(deps))
    .route("/api", reportVersionRoutes(deps))
    .route("/api", reportRunRoutes(deps))
    .route("/api", namedGroupRoutes(deps))
    .route("/api", scheduleRoutes(deps))
    .route("/api", alertRoutes(deps))
    .route("/api", exportJobRoutes(deps))
    .route("/api", complianceRoutes(deps))
    .route("/api", costRoutes(deps))
    .route("/api", standingRoutes(deps))
    .route("/api", pageRoutes(deps))
    .route("/api", purposeRoutes(deps))
    .route("/api", auditRoutes(deps))
    .route("/api", grantRoutes(deps))
    .route("/api", invitationRoutes(deps))
    .route("/api", viewAsRoutes(deps))
    .route("/api", whyRoutes(deps))
    .route("/api", dataReportRoutes(deps))
    .route("/api", reconciliationRoutes(deps))
    .route("/api", disputeRoutes(deps))
    .route("/api", figureNoticeRoutes(deps))
    .route("/api", uploadRoutes(deps));
  app.route("/api", healthRoutes(deps));
  app.route("/", healthRoutes(deps));
  app.doc31("/api/openapi.json", { openapi: "3.1.0", info: { title: "Rollbook", version: "0.1.0" } });
  app.use(staticPages(deps));
  return routes;
}

function providerOf({ district: { identityProvider: config }, clientSecret: secret, log }: Deps) {
  return config ? connectProvider({ config, secret, log }) : null;
}

/** The type of the app: what the pages' client is made from. */
export type Api = ReturnType<typeof createApp>;
