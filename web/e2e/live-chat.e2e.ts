/** One session on several screens and over bad lines: nothing is lost, nothing appears twice. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { calls, say } from "../../workers/testing/script.ts";
import { signIn } from "./support/client.ts";
import { openLine, type Line } from "./support/line.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import * as bench from "./support/workbench.ts";

let stage: ModelStage;
let line: Line;
let project: TestProject;
/** Two windows of the same person; the second one's line can be cut. */
let here: Page;
let there: Page;

beforeAll(async () => {
  stage = await openModelStage();
  line = await openLine(stage.server.url);
  project = await createProject(stage.user);
  here = await stage.open(project.path);
  there = await stage.open(project.path, { through: line.url });
});

afterAll(() => Promise.all([stage?.close(), line?.close()]));

async function begin(): Promise<string> {
  const session = await project.newSession({ mode: "default" });
  await Promise.all([here.goto(stage.server.url + session), there.goto(line.url + session)]);
  await Promise.all([bench.composer(here).waitFor(), bench.composer(there).waitFor()]);
  return session;
}

const story = Array.from({ length: 80 }, (_, at) => `第${at + 1}話。`).join("");
const slowly = say(story, { delta_chars: 4, deltas_per_second: 40 });

/** The whole story in the end, and at no time anything but its beginning. */
async function toldOnce(page: Page) {
  const wrong: string[] = [];
  const told = async () => {
    const text = (await bench.transcript(page).innerText()).match(/第\d+話。/g)?.join("") ?? "";
    if (!story.startsWith(text)) wrong.push(text);
    return text;
  };
  await expect.poll(told).toBe(story);
  expect(wrong).toEqual([]);
}

test("two windows show one transcript and one approval, which either may answer", async () => {
  await begin();
  await stage.script(
    calls(["Write", { file_path: "/workspace/shared.txt", content: "x\n" }]),
    say("書きました。"),
  );
  await bench.send(here, "書いて");
  await bench.says(there, "書いて");
  await there.getByTitle("2画面で表示中").waitFor();
  await bench.approvalOf(here, "shared.txt");
  await bench.answer(there, "shared.txt", "allow");
  await bench.approvals(here).waitFor({ state: "detached" });
  await Promise.all([bench.says(here, "書きました。"), bench.says(there, "書きました。")]);
});

test("a line cut while an answer streams is picked up again where it was", async () => {
  await begin();
  await stage.script(slowly);
  await bench.send(here, "話して");
  await bench.says(there, /第5話/);
  line.cut();
  await there.getByText(/接続が切断されました/).waitFor();
  await bench.says(here, /第30話/);
  line.restore();
  await there.getByRole("button", { name: "今すぐ再接続" }).click();
  await Promise.all([toldOnce(here), toldOnce(there)]);
});

test("a message written while the line is cut is sent once it is back, and only once", async () => {
  await begin();
  await bench.send(there, "/help");
  await bench.says(there, /\/compact/);
  await stage.script(say("届きました。"));
  line.cut();
  await there.getByText(/接続が切断されました/).waitFor();
  await bench.send(there, "圏外から");
  line.restore();
  await bench.says(there, "届きました。");
  await bench.says(here, "届きました。");
  const questions = bench.transcript(here).getByText("圏外から", { exact: true });
  expect(await questions.count()).toBe(1);
});

test("a page loaded again while an answer streams shows it whole", async () => {
  await begin();
  await stage.script(slowly);
  await bench.send(here, "話して");
  await bench.says(here, /第5話/);
  await here.reload();
  await Promise.all([toldOnce(here), toldOnce(there)]);
});

test("a page loaded again while an approval waits can still answer it", async () => {
  await begin();
  await stage.script(
    calls(["Write", { file_path: "/workspace/later.txt", content: "x\n" }]),
    say("後で書きました。"),
  );
  await bench.send(here, "書いて");
  await bench.approvalOf(here, "later.txt");
  await here.reload();
  await bench.answer(here, "later.txt", "allow");
  await bench.says(here, "後で書きました。");
  expect(await project.read("later.txt")).toBe("x\n");
});

test("what was typed and not sent is there after a reload, and on the next device", async () => {
  const session = await project.newSession();
  const opened = here.waitForEvent("websocket");
  await here.goto(stage.server.url + session);
  const socket = await opened;
  const saved = socket.waitForEvent("framesent", (frame) =>
    frame.payload.toString().includes("draft.save"),
  );
  await bench.composer(here).fill("書きかけの文");
  await saved;
  await here.reload();
  await expect.poll(() => bench.composer(here).inputValue()).toBe("書きかけの文");
  await there.goto(line.url + session);
  await expect.poll(() => bench.composer(there).inputValue()).toBe("書きかけの文");
});

test("signing out in one window ends the others of that sign-in, and no other", async () => {
  const session = await begin();
  const login = await signIn(stage.server.url, stage.server.user);
  const first = await stage.open(session, { as: login });
  const second = await first.context().newPage();
  await second.goto(stage.server.url + session);
  await bench.composer(second).waitFor();
  await here.getByTitle("4画面で表示中").waitFor();
  await first.getByRole("button", { name: /^アカウント/ }).click();
  await first.getByRole("menuitem", { name: "サインアウト" }).click();
  await first.waitForURL(/\/sign-in/);
  await second.waitForURL(/\/sign-in\?return=/);
  await stage.script(say("まだ話せます。"));
  await bench.send(here, "続けて");
  await bench.says(there, "まだ話せます。");
});
