import type { allEndpoints } from "#contract/index";
import type { Sample } from "./people.ts";

/** Ids of things that exist and belong to somebody. */
export interface Things {
  readonly project: string;
  readonly session: string;
  readonly file: string;
  readonly hash: string;
  readonly key?: string;
  readonly login?: string;
  readonly passkey?: string;
  readonly request?: string;
}

/** An id nobody has. */
const nowhere = "00000000-0000-4000-8000-000000000000";

/** A valid request for every endpoint; a new endpoint without one does not compile. */
export const samples = (things: Things): Record<keyof typeof allEndpoints, Sample> => {
  const project = { param: { id: things.project } };
  const session = { param: { id: things.session } };
  const file = { param: { path: things.file }, query: { project_id: things.project } };
  const person = { param: { id: nowhere } };
  return {
    getHealth: {},
    getAuthStatus: {},
    // Another address each time: one is locked after a few.
    login: { json: { email: `${crypto.randomUUID()}@example.test`, password: "wrong" } },
    loginAsGuest: { json: {} },
    setUp: { json: { token: "x", email: "a@example.test", name: "A", password: "x" } },
    refreshLogin: {},
    logout: {},
    startOAuth: { param: { provider: "github" } },
    acceptInvitationElsewhere: { param: { provider: "github" }, json: { token: "x" } },
    linkIdentity: { param: { provider: "github" }, json: {} },
    changePassword: { json: { current: "wrong", next: "x" } },
    requestPasswordReset: { json: { email: "nobody@example.test" } },
    resetPassword: { json: { token: "x", password: "x" } },
    unlockByMail: { json: { token: "x" } },
    getInvitation: { json: { token: "x" } },
    acceptInvitation: { json: { token: "x", name: "A", password: "x" } },
    verifyEmail: { json: { token: "x" } },
    getAccount: {},
    updateAccount: { json: { name: "made by a sample" } },
    changeEmail: { json: { email: "sample@example.test" } },
    unlinkIdentity: { param: { provider: "github" } },
    exportAccount: {},
    deleteAccount: { json: { confirm: "nobody@example.test" } },
    listLogins: {},
    endLogin: { param: { id: things.login ?? nowhere } },
    endOtherLogins: {},
    completeSignIn: { json: { ticket: "x", code: "000000" } },
    beginPasskeySignIn: { json: {} },
    finishPasskeySignIn: { json: { ticket: "x", response: {} } },
    getSecondFactors: {},
    beginTotp: { json: {} },
    confirmTotp: { json: { ticket: "x", code: "000000" } },
    removeTotp: {},
    renewRecoveryCodes: {},
    beginPasskey: { json: {} },
    finishPasskey: { json: { ticket: "x", response: {}, name: "made by a sample" } },
    renamePasskey: { param: { id: things.passkey ?? nowhere }, json: { name: "renamed" } },
    removePasskey: { param: { id: things.passkey ?? nowhere } },
    beginStepUp: {},
    stepUp: { json: { method: "password", password: "wrong" } },
    listApiKeys: {},
    createApiKey: { json: { name: "made by a sample", permissions: ["read"] } },
    revokeApiKey: { param: { id: things.key ?? nowhere } },
    listProjects: {},
    createProject: { json: { name: "made by a sample" } },
    getProject: project,
    updateProject: { ...project, json: { name: "renamed" } },
    deleteProject: project,
    listModels: {},
    getUsage: {},
    getCosts: {},
    listPrices: {},
    setPrice: {
      json: {
        model: "made-by-a-sample",
        effective_from: "2026-11-01T00:00:00.000Z",
        input: 1,
        output: 1,
        cache_read: 1,
        cache_write_5m: 1,
        cache_write_1h: 1,
      },
    },
    deletePrice: {
      json: { model: "made-by-a-sample", effective_from: "2026-11-01T00:00:00.000Z" },
    },
    recomputeCosts: { json: { from: "2026-11-01T00:00:00.000Z" } },
    createSession: { json: { project_id: things.project } },
    listSessions: { query: { project_id: things.project } },
    getSession: session,
    updateSession: { ...session, json: { title: "renamed" } },
    archiveSession: session,
    unarchiveSession: session,
    deleteSession: session,
    getHistory: session,
    sendMessage: { ...session, json: { text: "/help" } },
    followSession: { ...session, query: { until: "idle" } },
    answerApproval: {
      param: { ...session.param, call: "toolu_none" },
      json: { decision: "deny" },
    },
    stopTurn: session,
    listFiles: { query: { project_id: things.project } },
    readFile: file,
    createFile: { ...file, param: { path: "made-by-a-sample.txt" }, body: "x" },
    saveFile: { ...file, body: "y" },
    deleteFile: file,
    moveFile: { ...project, json: { from: things.file, to: "moved.txt" } },
    importArchive: { ...project, body: "not an archive" },
    downloadArchive: project,
    searchFiles: { ...project, json: { pattern: "x" } },
    listChanges: project,
    listNotices: {},
    readNotices: { json: {} },
    verifyAudit: { json: {} },
    listMyRequests: {},
    createRequest: { json: { kind: "elevation", reason: "a sample needs it" } },
    withdrawRequest: { param: { id: things.request ?? nowhere } },
    listRequests: {},
    approveRequest: { param: { id: nowhere }, json: {} },
    rejectRequest: { param: { id: nowhere }, json: { note: "a sample" } },
    listUsers: {},
    getUser: person,
    inviteUser: { json: { email: "invited@example.test", name: "Sample", role: "user" } },
    inviteAgain: person,
    resetUserPassword: { ...person, json: {} },
    updateUser: { ...person, json: { name: "Sample" } },
    changeRole: { ...person, json: { role: "user" } },
    setUserLimits: { ...person, json: { limits: {} } },
    lockUser: { ...person, json: {} },
    unlockUser: { ...person, json: {} },
    disableUser: { ...person, json: {} },
    enableUser: { ...person, json: {} },
    restoreUser: { ...person, json: {} },
    signUserOut: { ...person, json: {} },
    resetUserFactors: { ...person, json: {} },
    suspendUser: { ...person, json: { reason: "a sample" } },
    deleteUser: { ...person, json: { confirm: "nobody@example.test" } },
    revokeUserKey: { param: { id: nowhere, key: nowhere } },
    dismissViolation: { param: { id: nowhere, violation: nowhere }, json: { reason: "a sample" } },
    readBlob: { param: { id: things.project, hash: things.hash } },
  };
};
