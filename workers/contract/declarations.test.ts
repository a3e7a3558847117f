/**
 * The matrix is generated from the contract, so a wrong declaration would be tested against itself.
 * Here the declarations are held against tables that only a person changes.
 */
import { expect, test } from "vitest";
import type { Access, Endpoint, StepUp } from "./endpoint.ts";
import { allEndpoints } from "./index.ts";

const endpoints = Object.entries(allEndpoints) as [string, Endpoint][];
const named = (is: (spec: Endpoint) => boolean) =>
  endpoints
    .filter(([, spec]) => is(spec))
    .map(([name]) => name)
    .sort();
const withAccess = (access: Access) => named((spec) => spec.access === access);
const asking = (stepUp: StepUp) => named((spec) => spec.stepUp === stepUp);
const isAdministrative = ({ path }: Endpoint) => path.startsWith("/admin/");

const strangers = [
  "acceptInvitation",
  "acceptInvitationElsewhere",
  "beginPasskeySignIn",
  "completeSignIn",
  // Whoever acts as somebody else is that person meanwhile: the ticket in their cookie decides.
  "endActing",
  "finishPasskeySignIn",
  "getAuthStatus",
  "getHealth",
  "getInvitation",
  "getMaintenance",
  "listCurrentAnnouncements",
  "login",
  "loginAsGuest",
  // Whoever was shut out leaves the account, too.
  "logout",
  "requestPasswordReset",
  "resetPassword",
  "setUp",
  "startOAuth",
  "unlockByMail",
  "verifyEmail",
];

/** U-019, U-062: a guest reads, chats in one session, and keeps nothing. */
const guests = [
  "answerApproval",
  "createSession",
  "dismissAnnouncement",
  "downloadArchive",
  "followSession",
  "getAccount",
  "getCosts",
  "getHistory",
  "getProject",
  "getSession",
  "getUsage",
  "listChanges",
  "listFiles",
  "listModels",
  "listProjects",
  "listPromptTemplates",
  "listSessions",
  "readBlob",
  "readFile",
  "refreshLogin",
  "searchFiles",
  "sendMessage",
  "stopTurn",
];

/** U-016: the second factor itself, shown again. */
const secondFactor = [
  "approveRequest",
  "archiveProjects",
  "changeRole",
  "deactivateUsers",
  "deleteOrphans",
  "deletePrice",
  "deleteUser",
  "disableUser",
  "enableUser",
  "executeCleanup",
  "importMaster",
  "importUsers",
  "inviteAgain",
  "inviteUser",
  "lockUser",
  "openContent",
  "recomputeCosts",
  "resealAudit",
  "resetUserFactors",
  "resetUserPassword",
  "restoreUser",
  "setPrice",
  "startActing",
  "stopUser",
  "takeBackJob",
];

/** The second factor where there is one, else the password. */
const reauth = [
  "bulkArchiveProjects",
  "changeEmail",
  "createApiKey",
  "createChannel",
  "createTemplate",
  "deleteAccount",
  "deleteAlert",
  "deleteChannel",
  "deleteMaster",
  "deleteProjectOf",
  "deleteSessionOf",
  "deleteTemplate",
  "disableMaintenance",
  "dismissViolation",
  "enableDebug",
  "enableMaintenance",
  "exportAccount",
  "linkIdentity",
  "removePasskey",
  "removeTotp",
  "renewRecoveryCodes",
  "reopenViolation",
  "revokeAllApiKeys",
  "saveCommandPattern",
  "setRetentionPolicy",
  "setUserLimits",
  "unlinkIdentity",
  "unlockUser",
  "updateAlert",
  "updateApiKey",
  "updateChannel",
  "updateTemplate",
];

/** U-140, decision 0023: what goes on by itself after the day, the watch over administrators, what nobody brings back, what is others'. */
const neverForADay = [
  "createAlert",
  "createChannel",
  "createTemplate",
  "deleteAlert",
  "deleteChannel",
  "deleteMaster",
  "deleteOrphans",
  "deletePrice",
  "deleteTemplate",
  "executeCleanup",
  "importMaster",
  "openContent",
  "recomputeCosts",
  "resealAudit",
  "saveCommandPattern",
  "savePromptTemplate",
  "setPrice",
  "setRetentionPolicy",
  "silenceAlert",
  "startActing",
  "updateAlert",
  "updateChannel",
  "updateProjectTemplate",
  "updateTemplate",
];

/** A leave of an earlier time is none any more (C-14). */
const readNeverForADay = ["listContentFiles", "readContentFile", "readContentHistory"];

/** Their services ask: it depends on whom, on which setting, or on whose job it is. */
const partlyForADay = [
  "approveRequest",
  "cancelJob",
  "changeRole",
  "deactivateUsers",
  "deleteUser",
  "disableUser",
  "dismissFinding",
  "dismissViolation",
  "enableDebug",
  "enableUser",
  "importUsers",
  "inviteAgain",
  "inviteUser",
  "lockUser",
  "rejectRequest",
  "reopenFinding",
  "reopenViolation",
  "resetSetting",
  "resetUserFactors",
  "resetUserPassword",
  "restoreUser",
  "revertSetting",
  "revokeUserKey",
  "setUserLimits",
  "signUserOut",
  "stopUser",
  "suspendUser",
  "takeBackJob",
  "terminateLogin",
  "terminateLoginsOf",
  "unlockUser",
  "updateSetting",
  "updateUser",
];

/** The day's work: done once, on record, undone by others, or ending by itself; and what changes nothing. */
const forADay = [
  "archiveProjectOf",
  "archiveProjects",
  "bulkArchiveProjects",
  "closeContent",
  "createAnnouncement",
  "deleteAnnouncement",
  "deleteProjectOf",
  "deleteSessionOf",
  "deleteView",
  "disableDebug",
  "disableMaintenance",
  "enableMaintenance",
  "endActing",
  "previewTemplate",
  "restoreProject",
  "restoreSessionOf",
  "saveView",
  "searchOrphans",
  "sendReportNow",
  "sendTestTemplate",
  "stopSessionOf",
  "testAlert",
  "testChannel",
  "unarchiveProjectOf",
  "updateAnnouncement",
  "verifyAudit",
];

/** T-27: what an account may that must first enrol a factor or choose a new password. */
const whileRestricted = [
  "beginPasskey",
  "beginStepUp",
  "beginTotp",
  "changePassword",
  "confirmTotp",
  "dismissAnnouncement",
  "finishPasskey",
  "getAccount",
  "getSecondFactors",
  "listNotices",
  "proveElsewhere",
  "refreshLogin",
  "stepUp",
  // Language and theme, see its handler.
  "updateAccount",
];

test("everything below /admin/ is for administrators, and nothing else is (U-062)", () => {
  const others = named((spec) => isAdministrative(spec) && spec.access !== "admin");
  expect(others).toEqual(["endActing"]);
  expect(named((spec) => !isAdministrative(spec) && spec.access === "admin")).toEqual([]);
});

test("what a stranger may call is named", () => {
  expect(withAccess("public")).toEqual(strangers);
});

test("what a guest may call besides is named (U-019)", () => {
  expect(withAccess("guest")).toEqual(guests);
});

test("what asks for the second factor again is named (U-016)", () => {
  expect(asking("second-factor")).toEqual(secondFactor);
});

test("what asks for a proof again is named", () => {
  expect(asking("reauth")).toEqual(reauth);
});

test("what a restricted account may call is named (T-27)", () => {
  expect(named((spec) => spec.whileRestricted === true)).toEqual(whileRestricted);
});

test("no key reaches sign-in, factors or keys (T-19)", () => {
  const own = /^\/(auth|account\/(totp|passkeys|password|recovery-codes|second-factors|logins))\b/;
  const open = named(
    ({ path, key, stepUp, access }) =>
      own.test(path) && key !== false && stepUp === undefined && access !== "public",
  );
  expect(open).toEqual([]);
});

test("what an administrator for a day never does is named (U-140)", () => {
  const never = [...neverForADay, ...readNeverForADay].sort();
  expect(named((spec) => spec.lasting === true)).toEqual(never);
});

test("whether it is for an administrator for a day was decided of whatever writes below /admin/", () => {
  const writing = named((spec) => isAdministrative(spec) && spec.method !== "GET");
  expect([...neverForADay, ...partlyForADay, ...forADay].sort()).toEqual(writing);
});
