import * as adminAudit from "./admin-audit.ts";
import * as apiKey from "./api-key.ts";
import * as auth from "./auth.ts";
import * as file from "./file.ts";
import * as health from "./health.ts";
import * as model from "./model.ts";
import * as notice from "./notice.ts";
import * as project from "./project.ts";
import * as secondFactor from "./second-factor.ts";
import * as session from "./session.ts";
import type { Endpoint } from "./endpoint.ts";

/** Every endpoint there is, by name. What is not here does not exist. */
export const allEndpoints = {
  getHealth: health.getHealth,
  getAuthStatus: auth.getAuthStatus,
  login: auth.login,
  setUp: auth.setUp,
  refreshLogin: auth.refreshLogin,
  logout: auth.logout,
  completeSignIn: secondFactor.completeSignIn,
  beginPasskeySignIn: secondFactor.beginPasskeySignIn,
  finishPasskeySignIn: secondFactor.finishPasskeySignIn,
  getSecondFactors: secondFactor.getSecondFactors,
  beginTotp: secondFactor.beginTotp,
  confirmTotp: secondFactor.confirmTotp,
  removeTotp: secondFactor.removeTotp,
  renewRecoveryCodes: secondFactor.renewRecoveryCodes,
  beginPasskey: secondFactor.beginPasskey,
  finishPasskey: secondFactor.finishPasskey,
  renamePasskey: secondFactor.renamePasskey,
  removePasskey: secondFactor.removePasskey,
  beginStepUp: secondFactor.beginStepUp,
  stepUp: secondFactor.stepUp,
  listApiKeys: apiKey.listApiKeys,
  createApiKey: apiKey.createApiKey,
  revokeApiKey: apiKey.revokeApiKey,
  listProjects: project.listProjects,
  createProject: project.createProject,
  getProject: project.getProject,
  updateProject: project.updateProject,
  deleteProject: project.deleteProject,
  listModels: model.listModels,
  createSession: session.createSession,
  listSessions: session.listSessions,
  getSession: session.getSession,
  updateSession: session.updateSession,
  deleteSession: session.deleteSession,
  getHistory: session.getHistory,
  listFiles: file.listFiles,
  readFile: file.readFile,
  createFile: file.createFile,
  saveFile: file.saveFile,
  deleteFile: file.deleteFile,
  moveFile: file.moveFile,
  importArchive: file.importArchive,
  downloadArchive: file.downloadArchive,
  searchFiles: file.searchFiles,
  listChanges: file.listChanges,
  readBlob: file.readBlob,
  listNotices: notice.listNotices,
  readNotices: notice.readNotices,
  verifyAudit: adminAudit.verifyAudit,
} satisfies Record<string, Endpoint>;
