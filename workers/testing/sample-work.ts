import type { allEndpoints } from "#contract/index";
import type { Sample } from "./people.ts";
import { nowhere, type Things } from "./things.ts";

/** Projects, chats, files, and what stands beside them. */
export const workSamples = (things: Things) => {
  const project = { param: { id: things.project } };
  const session = { param: { id: things.session } };
  const file = { param: { path: things.file }, query: { project_id: things.project } };
  return {
    listProjects: {},
    createProject: { json: { name: "made by a sample" } },
    getProject: project,
    updateProject: { ...project, json: { name: "renamed" } },
    archiveProject: project,
    unarchiveProject: project,
    restoreOwnProject: project,
    deleteProject: project,
    listModels: {},
    getUsage: {},
    getCosts: {},
    createSession: { json: { project_id: things.project } },
    listSessions: { query: { project_id: things.project } },
    getSession: session,
    updateSession: { ...session, json: { title: "renamed" } },
    archiveSession: session,
    unarchiveSession: session,
    deleteSession: { param: { id: things.doomed ?? things.session } },
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
    listCurrentAnnouncements: {},
    dismissAnnouncement: { param: { id: nowhere } },
    listMyRequests: {},
    createRequest: { json: { kind: "elevation", reason: "a sample needs it" } },
    withdrawRequest: { param: { id: things.request ?? nowhere } },
    listProjectTemplates: {},
    listPromptTemplates: {},
    endActing: {},
    getMaintenance: {},
    readBlob: { param: { id: things.project, hash: things.hash } },
  } satisfies Partial<Record<keyof typeof allEndpoints, Sample>>;
};
