/** Chats whose model fetches from the local server that stands for the web (`page-server.ts`). */
import type { ToolItem } from "#contract/chat";
import type { PermissionMode } from "#contract/common";
import { addSession, connect, script, type Client, type Setting } from "./chat.ts";
import { calls, say } from "./script.ts";

export const host = "docs.pages.example";

/** A session of its own for each test. */
export const sessionOf = async (setting: Setting, mode?: PermissionMode): Promise<Setting> => ({
  ...setting,
  session: await addSession(setting.person, setting.project, mode),
});

export const asked = async () =>
  (await (await fetch("https://list.pages.example/__asked")).json()) as string[];
export const unique = (path = "guide") => `https://${host}/${path}/${crypto.randomUUID()}`;
export const theCall = (client: Client) =>
  client.items().find((item): item is ToolItem => item.kind === "tool");

/** A turn whose model fetches an address, as far as the decision on it. */
export async function fetching(setting: Setting, url: string, more: object = {}) {
  const run = await script([calls(["WebFetch", { url, ...more }]), say("Done.")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${run.marker} read it`);
  await client.until("a decision", () =>
    ["awaiting", "denied", "failed"].includes(theCall(client)?.state ?? ""),
  );
  const bodyOf = async (at: number) =>
    (await run.requests()).at(at)?.body ?? { tools: [], messages: [] };
  const toolsOf = async () =>
    ((await bodyOf(0)).tools as { name: string }[]).map((tool) => tool.name);
  const readBack = async () => JSON.stringify((await bodyOf(1)).messages.at(-1));
  return { client, toolsOf, readBack };
}

export const answer = (
  client: Client,
  decision: "allow" | "allow_session" | "allow_project" | "deny",
) => client.send({ type: "approval.answer", tool_id: theCall(client)?.id ?? "", decision });
