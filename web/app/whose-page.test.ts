import { createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { getAuthStatus, type Me } from "#contract/auth";
import { updateAccount } from "#contract/account";
import { saveFile } from "#contract/file";
import { createChat } from "../chat/chat.ts";
import type { SocketLike } from "../chat/socket.ts";
import { call } from "../client/call.ts";
import { upload } from "../client/raw.ts";
import { loadMe, lookAgain, me, setMe } from "./session.ts";
import { followWhose } from "./whose-page.ts";
import { open as maintenance } from "../testing/site.ts";

afterEach(() => {
  setMe(null);
  vi.unstubAllGlobals();
});

const admin = { id: "admin", name: "Admin" } as Me;
const acting = { id: "hana", name: "Hana", acting: { id: "admin" } } as Me;

/** How often the page was loaded anew: it showed one, and the site answers with the other. */
async function restore(shown: Me | null, now: Me | null, persisted = true): Promise<number> {
  const reload = vi.fn();
  const fetched = vi.fn(async () => Response.json({ me: now, maintenance }));
  vi.stubGlobal("location", { reload, href: "http://engawa.test/" });
  vi.stubGlobal("fetch", fetched);
  setMe(shown);
  await createRoot(async (dispose) => {
    followWhose();
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(persisted ? 1 : 0));
    await new Promise((done) => setTimeout(done));
    dispose();
  });
  return reload.mock.calls.length;
}

test.each<[string, number, Me | null, Me | null]>([
  ["of an impersonation that ended", 1, acting, admin],
  ["of one's own while one acts as somebody", 1, admin, acting],
  ["of somebody who signed out", 1, admin, null],
  ["of who is still here", 0, acting, acting],
])(
  "a page brought back %s asks at once who is here (T-24)",
  async (_whose, reloads, shown, now) => {
    expect(await restore(shown, now)).toBe(reloads);
  },
);

test("a page that is loaded as usual asks nothing more", async () => {
  expect(await restore(acting, admin, false)).toBe(0);
});

/** A browser with this page of one person, while the site says who is signed in. */
function open(shown: Me | null, now: Me | null, pathname = "/account/profile") {
  const reload = vi.fn();
  const fetched = vi.fn(async (_url: string, _init: RequestInit) =>
    Response.json({ me: now, maintenance }),
  );
  const origin = "http://engawa.test";
  vi.stubGlobal("location", { reload, origin, href: `${origin}${pathname}`, pathname });
  vi.stubGlobal("fetch", fetched);
  setMe(shown);
  return { reload, fetched };
}

/** What another tab says, told to this page. */
async function tell(said: string, reached: () => void): Promise<void> {
  const tab = new BroadcastChannel("engawa.whose");
  await createRoot(async (dispose) => {
    followWhose();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
    tab.postMessage(said);
    await vi.waitFor(reached);
    dispose();
  });
  tab.close();
}

const yuki = { id: "yuki", name: "Yuki" } as Me;

test.each<[string, string, Me | null]>([
  ["signs in", "yuki ", yuki],
  ["signs out", " ", null],
  ["acts as somebody", "hana admin", acting],
])("when another tab %s, what was loaded for one person goes", async (_what, said, now) => {
  const { reload } = open(admin, now);
  await tell(said, () => expect(reload).toHaveBeenCalledOnce());
});

test("a page stays where the site says that it is still the same person", async () => {
  const { reload, fetched } = open(admin, admin);
  await tell(" ", () => expect(fetched).toHaveBeenCalledOnce());
  await new Promise((done) => setTimeout(done));
  expect(reload).not.toHaveBeenCalled();
});

test("the sign-in page of another tab goes on with who signed in, without loading anew", async () => {
  const { reload } = open(null, yuki, "/sign-in");
  await tell("yuki ", () => expect(me()?.id).toBe("yuki"));
  expect(reload).not.toHaveBeenCalled();
});

test("a page tells the others who comes and who goes", async () => {
  open(null, null);
  const tab = new BroadcastChannel("engawa.whose");
  const heard: unknown[] = [];
  tab.onmessage = ({ data }) => void heard.push(data);
  await createRoot(async (dispose) => {
    followWhose();
    await Promise.resolve();
    setMe(acting);
    setMe(null);
    await vi.waitFor(() => expect(heard).toEqual(["hana admin", " "]));
    dispose();
  });
  tab.close();
});

test("a page never becomes somebody else's by reading who is here", async () => {
  const { reload } = open(admin, yuki);
  await loadMe();
  expect([me()?.id, reload.mock.calls.length]).toEqual(["admin", 1]);
});

test("leaving somebody else's page asks nobody whether to stay", async () => {
  const { reload } = open(admin, yuki);
  const asks = vi.fn();
  addEventListener("beforeunload", asks, { once: true });
  await lookAgain();
  expect(reload).toHaveBeenCalledOnce();
  dispatchEvent(new Event("beforeunload", { cancelable: true }));
  removeEventListener("beforeunload", asks);
  expect(asks).not.toHaveBeenCalled();
});

test("a call says whom the page was made for; a public one is anybody's", async () => {
  const { fetched } = open(acting, acting);
  await call(updateAccount, { json: { name: "New" } });
  await call(getAuthStatus);
  const named = fetched.mock.calls.map(([, init]) => new Headers(init.headers).get("engawa-user"));
  expect(named).toEqual(["hana", null]);
});

test("an upload says so, too", async () => {
  open(admin, admin);
  const named: [string, string][] = [];
  class Sent {
    status = 204;
    responseText = "";
    upload = {};
    onload = () => {};
    open() {}
    setRequestHeader(name: string, value: string) {
      named.push([name, value]);
    }
    send() {
      this.onload();
    }
  }
  vi.stubGlobal("XMLHttpRequest", Sent);
  await upload(saveFile, { param: { path: "a.txt" }, query: { project_id: "p" } }, "text");
  expect(named).toContainEqual(["engawa-user", "admin"]);
});

test("so does the socket of a chat, in its address", () => {
  open(acting, acting);
  const line: SocketLike = { send() {}, close() {}, onmessage: null, onclose: null, readyState: 0 };
  const connect = vi.fn((_url: string) => line);
  const sessionId = "11111111-1111-4111-8111-111111111111";
  createRoot((dispose) => {
    createChat({ sessionId, onFiles: () => {}, connect });
    dispose();
  });
  expect(connect.mock.calls[0]?.[0]).toMatch(/\/ws\/chat\/sess_[\w-]+\?user=hana$/);
});
