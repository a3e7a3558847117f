import { Hono } from "hono";
import { exportRoutes } from "./account/export/routes.ts";
import { deletionRoutes } from "./account/deletion/routes.ts";
import { activityRoutes } from "./admin/activity/routes.ts";
import { auditRoutes } from "./admin/audit/routes.ts";
import { overviewRoutes } from "./admin/overview/routes.ts";
import { allProjectRoutes } from "./admin/projects/routes.ts";
import { allSessionRoutes } from "./admin/sessions/routes.ts";
import { contentRoutes } from "./admin/content/routes.ts";
import { masterRoutes } from "./admin/masters/routes.ts";
import { bulkRoutes } from "./admin/bulk/routes.ts";
import { dataRoutes } from "./admin/data/routes.ts";
import { impersonationRoutes } from "./admin/impersonation/routes.ts";
import { debugRoutes } from "./admin/debug/routes.ts";
import { securityRoutes } from "./admin/security/routes.ts";
import { peopleRoutes } from "./admin/people/routes.ts";
import { priceRoutes } from "./admin/prices/routes.ts";
import { savedViewRoutes } from "./admin/saved-views/routes.ts";
import { settingRoutes } from "./admin/settings/routes.ts";
import { metricsRoute } from "./admin/statistics/metrics-route.ts";
import { reportRoutes } from "./admin/reports/routes.ts";
import { statisticsRoutes } from "./admin/statistics/routes.ts";
import { authenticate } from "./auth/authenticate.ts";
import { recordDebug } from "./auth/debug/record-request.ts";
import { limitCallers, limitStrangers } from "./auth/burst.ts";
import { automationRoutes } from "./automation/routes.ts";
import { keyRoutes } from "./auth/keys/routes.ts";
import { oauthCallback, oauthRoutes } from "./auth/oauth/routes.ts";
import { authRoutes } from "./auth/routes.ts";
import { passwordRoutes } from "./auth/passwords/routes.ts";
import { secondFactorRoutes } from "./auth/second-factor/routes.ts";
import { accountRoutes } from "./account/routes.ts";
import { jobRoutes } from "./jobs/routes.ts";
import { mailboxRoute } from "./mail/mailbox-route.ts";
import { healthRoutes } from "./operations/health.ts";
import { siteHealthRoutes } from "./operations/health/routes.ts";
import { descriptionRoutes } from "./operations/description.ts";
import { countKeyCalls } from "./meter/count-key-calls.ts";
import { guestRoutes } from "./guests/routes.ts";
import { announcementAdminRoutes } from "./admin/announcements/routes.ts";
import { alertRoutes } from "./admin/alerts/routes.ts";
import { templateRoutes } from "./admin/templates/routes.ts";
import { announcementRoutes } from "./announcements/routes.ts";
import { noticeRoutes } from "./notices/routes.ts";
import { requestRoutes } from "./people/requests/routes.ts";
import { recordActivity } from "./platform/records/activity.ts";
import type { AppEnv } from "./platform/http/http.ts";
import { refuseUnguarded } from "./platform/http/refuse-unguarded.ts";
import { requestContext } from "./platform/http/request-context.ts";
import { respondError } from "./platform/http/respond-error.ts";
import { readSiteRules } from "./settings/site-rules.ts";
import { securityHeaders } from "./platform/http/security-headers.ts";
import { staticFiles } from "./platform/http/static-files.ts";
import { unknownAddress } from "./platform/http/unknown-address.ts";
import { projectRoutes } from "./projects/routes.ts";
import { projectBinRoutes } from "./sessions/project-bin-routes.ts";
import { sessionRoutes } from "./sessions/routes.ts";
import { socketRoute } from "./sessions/socket-route.ts";
import { modelRoutes } from "./usage/routes.ts";
import { usageRoutes } from "./usage/usage-routes.ts";
import { fileRoutes } from "./workspace/routes.ts";

export const app = new Hono<AppEnv>();

app.use(requestContext);
app.use(securityHeaders);
app.use(refuseUnguarded);
app.use(staticFiles);
app.use(recordActivity);
app.use(readSiteRules);
app.use(limitStrangers);
app.use(authenticate);
app.use(recordDebug);
app.use(limitCallers);
app.use(countKeyCalls);
app.onError(respondError);
app.notFound(unknownAddress);

const features = [
  healthRoutes,
  siteHealthRoutes,
  authRoutes,
  oauthRoutes,
  guestRoutes,
  passwordRoutes,
  accountRoutes,
  secondFactorRoutes,
  keyRoutes,
  projectRoutes,
  projectBinRoutes,
  sessionRoutes,
  automationRoutes,
  modelRoutes,
  usageRoutes,
  priceRoutes,
  noticeRoutes,
  announcementRoutes,
  announcementAdminRoutes,
  templateRoutes,
  alertRoutes,
  activityRoutes,
  auditRoutes,
  savedViewRoutes,
  deletionRoutes,
  exportRoutes,
  peopleRoutes,
  securityRoutes,
  debugRoutes,
  allProjectRoutes,
  allSessionRoutes,
  impersonationRoutes,
  dataRoutes,
  contentRoutes,
  jobRoutes,
  bulkRoutes,
  masterRoutes,
  requestRoutes,
  overviewRoutes,
  statisticsRoutes,
  reportRoutes,
  fileRoutes,
  settingRoutes,
] as const;

// C-17: document A's address and document U's are the same API.
for (const base of ["/api/v1", "/api"]) {
  for (const routes of features) app.route(base, routes);
}

app.route("/", socketRoute);
app.route("/", oauthCallback);
app.route("/", descriptionRoutes);
app.route("/", mailboxRoute);
app.route("/", metricsRoute);
