import { EditorState } from "@codemirror/state";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toasts } from "../ui/toast.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import { createSaver } from "./saver.ts";
import { createTabs } from "./tabs.ts";

interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

const sent: Sent[] = [];
let answer: (request: Sent) => { status: number; body: unknown } | null;

/** The server, as an upload meets it; null: the network is gone. */
class FakeRequest {
  readonly upload = {};
  status = 0;
  responseText = "";
  onload = () => {};
  onerror = () => {};
  readonly #request: Sent = { method: "", url: "", headers: {}, body: "" };
  open(method: string, url: string) {
    Object.assign(this.#request, { method, url });
  }
  setRequestHeader(name: string, value: string) {
    this.#request.headers[name] = value;
  }
  send(body: string) {
    this.#request.body = body;
    sent.push(this.#request);
    const given = answer(this.#request);
    queueMicrotask(() => {
      if (given === null) return this.onerror();
      this.status = given.status;
      this.responseText = JSON.stringify(given.body);
      this.onload();
    });
  }
}

const memory = (): DraftStore & { rows: Draft[] } => {
  const rows: Draft[] = [];
  return {
    rows,
    all: async () => [...rows],
    put: async (draft) => void rows.splice(0, rows.length, draft),
    delete: async () => void rows.splice(0, rows.length),
    clear: async () => void rows.splice(0, rows.length),
  };
};

const opened = () => {
  const tabs = createTabs();
  const drafts = memory();
  tabs.add("src/a.ts", false);
  tabs.dispatch("src/a.ts", { type: "loaded", version: 3 });
  tabs.documents.set("src/a.ts", {
    base: "old",
    state: EditorState.create({ doc: "new" }),
    view: null,
    scrollTop: 0,
  });
  const saver = createSaver({ project: "p", user: "u", tabs, drafts, onBehind: () => {} });
  return { tabs, drafts, saver, phase: () => tabs.find("src/a.ts")?.save.phase };
};

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  sent.length = 0;
  answer = () => ({ status: 200, body: { version: 4 } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("autosave", () => {
  test("one second after the last edit the text goes out with the version it was made on", async () => {
    const { saver, drafts, phase } = opened();
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(900);
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(900);
    expect(sent).toHaveLength(0);
    expect(drafts.rows[0]).toMatchObject({ path: "src/a.ts", base: 3, text: "new" });
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "PUT",
      url: "/api/v1/files/src/a.ts?project_id=p",
      body: "new",
      headers: { "if-match": '"3"' },
    });
    expect(phase()).toBe("saved");
    expect(drafts.rows).toEqual([]);
  });

  test("a save at once has its draft before the server hears of it", async () => {
    const { saver, drafts } = opened();
    let kept = 0;
    answer = () => {
      kept = drafts.rows.length;
      return { status: 200, body: { version: 4 } };
    };
    saver.edited("src/a.ts");
    await saver.save("src/a.ts");
    expect(kept).toBe(1);
  });

  test("asked for while one is under way, a save ends when what was typed since is saved, too", async () => {
    const { saver, phase } = opened();
    let version = 3;
    answer = () => ({ status: 200, body: { version: ++version } });
    saver.edited("src/a.ts");
    const first = saver.save("src/a.ts");
    saver.edited("src/a.ts");
    expect(phase()).toBe("saving");
    await Promise.all([saver.save("src/a.ts"), saver.flush(["src/a.ts"]), first]);
    expect(phase()).toBe("saved");
    expect(sent.map(({ headers }) => headers["if-match"])).toEqual(['"3"', '"4"']);
  });

  test("a failed save keeps a draft and says so; the network is tried again", async () => {
    const { saver, drafts, phase } = opened();
    answer = () => null;
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(1100);
    expect(phase()).toBe("failed");
    expect(drafts.rows).toHaveLength(1);
    expect(toasts().at(-1)?.tone).toBe("bad");
    answer = () => ({ status: 200, body: { version: 4 } });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(phase()).toBe("saved");
  });
});

describe("somebody else was faster", () => {
  const theirs = (text: string) =>
    vi.stubGlobal("fetch", async () => new Response(text, { headers: { etag: '"7"' } }));

  test("412 is a conflict, and keeping mine replaces exactly what was there", async () => {
    const { saver, phase, tabs, drafts } = opened();
    theirs("something else");
    answer = () => refusal(412, "FILE_005");
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(1100);
    expect(phase()).toBe("conflict");
    expect(drafts.rows).toHaveLength(1);
    answer = () => ({ status: 200, body: { version: 8 } });
    await saver.decide("src/a.ts", tabs.find("src/a.ts")!.save.newest);
    expect(sent.at(-1)?.headers["if-match"]).toBe('"7"');
    expect(phase()).toBe("saved");
  });

  test("412 with the same text is no conflict", async () => {
    const { saver, phase } = opened();
    theirs("new");
    answer = () => refusal(412, "FILE_005");
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(1100);
    expect(phase()).toBe("saved");
  });

  test("a file deleted meanwhile is not created again by itself", async () => {
    const { saver, phase } = opened();
    answer = () => refusal(404, "FILE_003");
    saver.edited("src/a.ts");
    await vi.advanceTimersByTimeAsync(1100);
    expect(phase()).toBe("gone");
    answer = () => ({ status: 201, body: { version: 1 } });
    await saver.recreate("src/a.ts");
    expect(sent.at(-1)?.method).toBe("POST");
    expect(phase()).toBe("saved");
  });
});
