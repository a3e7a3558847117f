import type { Endpoint } from "#contract/endpoint";
import type { allEndpoints } from "#contract/index";
import type { Kind } from "./callers.ts";

type Name = keyof typeof allEndpoints;

/** One after the other: whoever is first, and all who come after. */
export interface InTurn {
  readonly first: string;
  readonly others: string;
}

/** Status and code, as `404 PROJECT_001`. */
export type Answer = string | InTurn | ((kind: Kind) => string | InTurn);

/** What the contract says of success. */
export const successOf = (spec: Endpoint): string =>
  spec.created ? "201" : spec.output || spec.raw ? "200" : "204";

const isAdmin = ({ role, elevated, key }: Kind): boolean =>
  key ? role === "admin" && key.includes("admin") : role === "admin" || elevated === true;

const hasJustProved = ({ proved, factor }: Kind): boolean =>
  proved !== undefined && proved.ago < 10 * 60_000 && (!factor || proved.by === "second_factor");

/** The endpoint itself asks for a fresh proof. */
const onceProved =
  (answer: string): Answer =>
  (kind) =>
    hasJustProved(kind) ? answer : "403 AUTH_010";

/**
 * What whom the gate lets through is answered to the sample of an endpoint, where that is no success:
 * the sample names another person's thing, nothing there is, or a proof that is wrong. What one's own
 * is answered stands in walk-*.ts. Absent: a success, with the status of the contract.
 */
const answers: Partial<Record<Name, Answer>> = {
  login: "400 REQUEST_001",
  loginAsGuest: "403 AUTH_019",
  // Who acts as somebody stops that first.
  logout: ({ acting }) => (acting ? "403 AUTH_022" : "204"),
  setUp: "403 AUTH_006",
  startOAuth: "403 AUTH_019",
  acceptInvitationElsewhere: "422 AUTH_012",
  linkIdentity: "403 AUTH_019",
  proveElsewhere: "403 AUTH_019",
  unlinkIdentity: "409 USER_005",
  changePassword: onceProved("422 AUTH_007"),
  resetPassword: "422 AUTH_012",
  unlockByMail: "422 AUTH_012",
  getInvitation: "422 AUTH_012",
  acceptInvitation: "422 AUTH_012",
  verifyEmail: "422 AUTH_012",
  // A name waits until what must be done is done.
  updateAccount: ({ restricted }) =>
    restricted ? `403 ${restricted === "password" ? "AUTH_016" : "AUTH_009"}` : "200",
  deleteAccount: "400 REQUEST_001",
  endLogin: "404 AUTH_020",
  completeSignIn: "401 AUTH_008",
  finishPasskeySignIn: "401 AUTH_008",
  beginTotp: onceProved("200"),
  confirmTotp: "401 AUTH_008",
  // Not the last one where the site wants one.
  removeTotp: ({ factor }) => (factor ? "403 AUTH_009" : "404 REQUEST_002"),
  // No codes where there is no factor.
  renewRecoveryCodes: ({ factor }) => (factor ? "200" : "403 AUTH_009"),
  beginPasskey: onceProved("200"),
  finishPasskey: "401 AUTH_008",
  renamePasskey: "404 REQUEST_002",
  removePasskey: "404 REQUEST_002",
  // The password proves nothing where there is a second factor.
  stepUp: ({ factor }) => (factor ? "403 AUTH_010" : "401 AUTH_001"),
  updateApiKey: "404 KEY_005",
  revokeApiKey: "404 KEY_005",
  deletePrice: "404 PRICE_001",
  getProject: "404 PROJECT_001",
  updateProject: "404 PROJECT_001",
  archiveProject: "404 PROJECT_001",
  unarchiveProject: "404 PROJECT_001",
  restoreOwnProject: "404 PROJECT_001",
  deleteProject: "404 PROJECT_001",
  createSession: "404 PROJECT_001",
  getSession: "404 SESSION_002",
  updateSession: "404 SESSION_002",
  archiveSession: "404 SESSION_002",
  unarchiveSession: "404 SESSION_002",
  // U-062: administrators delete anybody's, with a fresh proof and never with a key.
  deleteSession: (kind) => {
    if (!isAdmin(kind)) return "404 SESSION_002";
    if (kind.key) return "403 KEY_002";
    return hasJustProved(kind) ? { first: "204", others: "404 SESSION_002" } : "403 AUTH_010";
  },
  getHistory: "404 SESSION_002",
  sendMessage: "404 SESSION_002",
  followSession: "404 SESSION_002",
  answerApproval: "404 SESSION_002",
  stopTurn: "404 SESSION_002",
  listFiles: "404 PROJECT_001",
  readFile: "404 PROJECT_001",
  createFile: "404 PROJECT_001",
  saveFile: "404 PROJECT_001",
  deleteFile: "404 PROJECT_001",
  moveFile: "404 PROJECT_001",
  importArchive: "404 PROJECT_001",
  downloadArchive: "404 PROJECT_001",
  searchFiles: "404 PROJECT_001",
  listChanges: "404 PROJECT_001",
  readBlob: "404 PROJECT_001",
  dismissAnnouncement: "404 ANNOUNCEMENT_001",
  updateAnnouncement: "404 ANNOUNCEMENT_001",
  deleteAnnouncement: "404 ANNOUNCEMENT_001",
  createTemplate: "404 TEMPLATE_001",
  sendTestTemplate: "404 TEMPLATE_001",
  updateTemplate: "404 TEMPLATE_001",
  deleteTemplate: "404 TEMPLATE_001",
  listTemplateHistory: "404 TEMPLATE_001",
  getAlert: "404 ALERT_001",
  updateAlert: "404 ALERT_001",
  deleteAlert: "404 ALERT_001",
  silenceAlert: "404 ALERT_001",
  testAlert: "404 ALERT_001",
  createChannel: "422 CHANNEL_002",
  updateChannel: "404 CHANNEL_001",
  deleteChannel: "404 CHANNEL_001",
  testChannel: "404 CHANNEL_001",
  getActivity: "404 LOG_001",
  getAudit: "404 LOG_001",
  resealAudit: "409 LOG_004",
  deleteView: "404 REQUEST_002",
  // Who is an administrator already asks to be none for a day.
  createRequest: (kind) => (isAdmin(kind) ? "409 ACCESS_002" : "201"),
  withdrawRequest: "404 ACCESS_001",
  approveRequest: "404 ACCESS_001",
  rejectRequest: "404 ACCESS_001",
  updateProjectTemplate: "404 MASTER_001",
  deleteMaster: "404 MASTER_001",
  importMaster: "415 REQUEST_004",
  importUsers: "415 REQUEST_004",
  sendReportNow: "400 REQUEST_001",
  getJob: "404 JOB_001",
  cancelJob: "404 JOB_001",
  takeBackJob: "404 JOB_001",
  archiveProjectOf: "404 PROJECT_001",
  unarchiveProjectOf: "404 PROJECT_001",
  restoreProject: "404 PROJECT_001",
  deleteProjectOf: "404 PROJECT_001",
  stopSessionOf: "404 SESSION_002",
  deleteSessionOf: "404 SESSION_002",
  restoreSessionOf: "404 SESSION_002",
  // One search, and one deletion, at a time.
  searchOrphans: { first: "200", others: "200" },
  deleteOrphans: { first: "200", others: "200" },
  listContentFiles: "404 CONTENT_001",
  readContentFile: "404 CONTENT_001",
  readContentHistory: "404 CONTENT_001",
  startActing: "404 USER_001",
  listLoginsOf: "404 USER_001",
  terminateLogin: "404 SECURITY_001",
  terminateLoginsOf: "404 USER_001",
  dismissFinding: "404 SECURITY_003",
  reopenFinding: "404 SECURITY_003",
  enableDebug: "404 USER_001",
  listDebugEntries: "404 SECURITY_004",
  exportDebugEntries: "404 SECURITY_004",
  getUser: "404 USER_001",
  inviteAgain: "404 USER_001",
  resetUserPassword: "404 USER_001",
  updateUser: "404 USER_001",
  changeRole: "404 USER_001",
  setUserLimits: "404 USER_001",
  lockUser: "404 USER_001",
  unlockUser: "404 USER_001",
  disableUser: "404 USER_001",
  enableUser: "404 USER_001",
  restoreUser: "404 USER_001",
  signUserOut: "404 USER_001",
  resetUserFactors: "404 USER_001",
  stopUser: "404 USER_001",
  suspendUser: "404 USER_001",
  deleteUser: "404 USER_001",
  revokeUserKey: "404 KEY_005",
  dismissViolation: "404 USER_001",
  reopenViolation: "404 USER_001",
  enableMaintenance: "422 SETTING_002",
  updateSetting: "404 SETTING_001",
  resetSetting: "404 SETTING_001",
  settingHistory: "404 SETTING_001",
  revertSetting: "404 SETTING_001",
};

/** What the gate lets through is answered; with the sample's answer where that is a success. */
export const answerOf = (name: Name, spec: Endpoint, kind: Kind): string | InTurn => {
  const answer = answers[name] ?? successOf(spec);
  return typeof answer === "function" ? answer(kind) : answer;
};
