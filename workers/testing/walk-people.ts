import type { Walker } from "./walk.ts";

/** What an administrator does to an account, from its invitation to its end. */
export async function walkPeople({ go }: Walker, { id }: Walker): Promise<void> {
  const json = { email: `${crypto.randomUUID()}@example.test`, name: "Invited", role: "user" };
  const invited = await go("inviteUser", { json });
  await go("inviteAgain", { param: { id: (invited["user"] as { id: string }).id } });
  const param = { id };
  const plain = { param, json: {} };
  const because = { param, json: { reason: "a walk" } };
  const account = await go("getUser", { param });
  await go("updateUser", { param, json: { name: "Renamed" } });
  await go("changeRole", { param, json: { role: "admin" } });
  await go("changeRole", { param, json: { role: "user" } });
  await go("setUserLimits", { param, json: { limits: { connections: 2 }, shown: {} } });
  await go("listLoginsOf", { param: { user_id: id } });
  await go("terminateLoginsOf", { param: { user_id: id }, json: {} });
  await go("signUserOut", plain);
  await go("lockUser", plain);
  await go("unlockUser", plain);
  await go("disableUser", plain);
  await go("enableUser", plain);
  await go("suspendUser", because);
  await go("enableUser", plain);
  await go("resetUserFactors", plain);
  await go("resetUserPassword", plain);
  await go("stopUser", because);
  await go("enableUser", plain);
  await go("updateUser", { param, json: { hold: false } });
  const debug = await go("enableDebug", { json: { user_id: id } });
  await go("listDebugEntries", { param: { id: debug.id } });
  await go("exportDebugEntries", { param: { id: debug.id } });
  await go("disableDebug", { json: { id: debug.id } });
  await go("deleteUser", { param, json: { confirm: account["email"] } });
  await go("restoreUser", plain);
}

/** What an administrator does to what is `owner`'s. */
export async function walkOthers({ go }: Walker, owner: Walker): Promise<void> {
  const { id: project } = await owner.go("createProject", { json: { name: "looked at" } });
  const at = { param: { path: "a.txt" }, query: { project_id: project } };
  await owner.go("createFile", { ...at, body: "one" });
  const chat = await owner.go("createSession", { json: at.query });
  const ofProject = { param: { id: project }, json: {} };
  const ofChat = { param: { id: chat.id }, json: {} };
  const reason = "a walk through others' things";
  const open = (resource_type: string, resource_id: string) =>
    go("openContent", { json: { resource_type, resource_id, reason } });
  const seen = await open("PROJECT", project);
  await go("listContentFiles", { param: { id: seen.id } });
  await go("readContentFile", { param: { id: seen.id, path: "a.txt" } });
  const heard = await open("SESSION", chat.id);
  await go("readContentHistory", { param: { id: heard.id } });
  await go("closeContent", { param: { id: heard.id } });
  await go("getSessionAsAdmin", { param: { id: chat.id } });
  await go("stopSessionOf", ofChat);
  await go("deleteSessionOf", { param: { id: chat.id } });
  await go("restoreSessionOf", ofChat);
  await go("getProjectAsAdmin", { param: { id: project } });
  await go("archiveProjectOf", ofProject);
  await go("unarchiveProjectOf", ofProject);
  await go("deleteProjectOf", { param: { id: project } });
  await go("restoreProject", ofProject);
  const ask = (amount_micro_usd: number) =>
    owner.go("createRequest", { json: { kind: "budget", reason, amount_micro_usd } });
  const first = await ask(200_000_000);
  await go("rejectRequest", { param: { id: first.id }, json: { note: "not yet" } });
  const second = await ask(300_000_000);
  await go("approveRequest", { param: { id: second.id }, json: {} });
  const key = await owner.go("createApiKey", { json: { name: "found", permissions: ["read"] } });
  await go("revokeUserKey", { param: { id: owner.id, key: key.id } });
  await go("startActing", { param: { user_id: owner.id }, json: { reason } });
  const logins = await go("listLoginsOf", { param: { user_id: owner.id } });
  const [login] = logins["items"] as { id: string }[];
  await go("terminateLogin", { param: { id: login?.id ?? "" }, json: {} });
}
