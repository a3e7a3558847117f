import { describe, expect, test, vi } from "vitest";
import type { FileChange } from "#contract/frames";
import { ChatSession } from "../chat-session/object.ts";
import { createNotifier, type Notifier } from "./notify.ts";
import { bytes, inside, openWorkspace, person } from "./testing.ts";

type Send = (session: string, changes: FileChange[], truncated: boolean) => Promise<void>;

/** A notifier whose debounce ends when `flush` is called. */
const withNotifier = (send: Send, work: (notifier: Notifier, sql: SqlStorage) => Promise<void>) =>
  inside(({ sql }) => work(createNotifier({ sql, send, later: () => undefined }), sql));

const change = (path: string, op: FileChange["op"], version = 1): FileChange => ({
  path,
  op,
  ...(op === "delete" ? {} : { version }),
  actor: "agent",
  session_id: "s1",
  turn_id: "t1",
});

describe("subscribers", () => {
  test("hear of changes together, the last of each path, until they leave", async () => {
    const send = vi.fn<Send>().mockResolvedValue();
    await withNotifier(send, async (notifier) => {
      notifier.subscribe("one");
      notifier.subscribe("two");
      notifier.changed([change("a", "create"), change("b", "create")]);
      notifier.changed([change("a", "update", 2), change("b", "delete")]);
      await notifier.flush();
      expect(send.mock.calls).toEqual(
        ["one", "two"].map((session) => [
          session,
          [change("a", "create", 2), change("b", "delete")],
          false,
        ]),
      );
      notifier.unsubscribe("one");
      notifier.changed([change("c", "mkdir")]);
      await notifier.flush();
      expect(send).toHaveBeenCalledTimes(3);
      expect(send.mock.lastCall).toEqual(["two", [change("c", "mkdir")], false]);
    });
  });

  test("more than 200 changes are cut, and say so, once", async () => {
    const send = vi.fn<Send>().mockResolvedValue();
    await withNotifier(send, async (notifier) => {
      notifier.subscribe("one");
      for (let n = 0; n < 210; n++) notifier.changed([change(`f${n}`, "create")]);
      await notifier.flush();
      expect(send.mock.lastCall?.[1]).toHaveLength(200);
      expect(send.mock.lastCall?.[2]).toBe(true);
      notifier.changed([change("x", "create")]);
      await notifier.flush();
      expect(send.mock.lastCall).toEqual(["one", [change("x", "create")], false]);
    });
  });

  test("one that fails five times in a row is dropped; a success forgives", async () => {
    const send = vi.fn<Send>().mockRejectedValue(new Error("gone"));
    await withNotifier(send, async (notifier, sql) => {
      const tell = async () => {
        notifier.changed([change("x", "create")]);
        await notifier.flush();
        return sql.exec("SELECT session FROM subscriber").toArray().length;
      };
      notifier.subscribe("dead");
      for (let n = 0; n < 4; n++) expect(await tell()).toBe(1);
      send.mockResolvedValueOnce();
      for (let n = 0; n < 5; n++) expect(await tell()).toBe(1);
      expect(await tell()).toBe(0);
    });
  });
});

test("a session's object hears of a change a moment after it", async () => {
  const heard = vi.spyOn(ChatSession.prototype, "filesChanged").mockResolvedValue();
  const { rpc } = await openWorkspace();
  await rpc.subscribe(crypto.randomUUID());
  await rpc.createFile("a", bytes("1"), person);
  const expected = { ...change("a", "create"), actor: "user", session_id: null, turn_id: null };
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith([expected], false));
  heard.mockRestore();
});
