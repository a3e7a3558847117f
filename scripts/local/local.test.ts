import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { urlOf } from "./address.ts";
import { readArguments } from "./arguments.ts";
import { fingerprint } from "./fingerprint.ts";
import { choosePort } from "./port.ts";
import { lockState } from "./state-lock.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-local-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("--port goes before PORT, and neither means the first free port", () => {
  expect(readArguments(["--port", "9000"], { PORT: "9001" }).port).toBe(9000);
  expect(readArguments([], { PORT: "9001" }).port).toBe(9001);
  expect(readArguments([], { PORT: "" }).port).toBeUndefined();
});

test.each(["0", "65536", "http", "80.5"])("%s is not a port", (port) => {
  expect(() => readArguments(["--port", port], {})).toThrow("is not a port");
});

test("what listens on an address is reached there, what listens everywhere on localhost", () => {
  for (const ip of [undefined, "localhost", "0.0.0.0", "::"])
    expect(urlOf(ip, 80)).toBe("http://localhost:80");
  expect(urlOf("127.0.0.2", 80)).toBe("http://127.0.0.2:80");
  expect(urlOf("::1", 80)).toBe("http://[::1]:80");
});

test("a port that was asked for and is in use is refused with what to do", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(choosePort(port)).rejects.toThrow("npm start -- --port");
  server.close();
  await once(server, "close");
  expect(await choosePort(port)).toBe(port);
});

test("a second server on the same data is refused, naming the process that holds it", () => {
  const unlock = lockState(join(folder, "held"), "Engawa");
  expect(() => lockState(join(folder, "held"), "Engawa")).toThrow(String(process.pid));
  unlock();
  lockState(join(folder, "held"), "Engawa")();
});

test.runIf(process.platform === "linux")(
  "a lock whose number belongs to another process by now does not stop the next one",
  () => {
    const path = join(folder, "reused");
    mkdirSync(path, { recursive: true });
    for (const began of [undefined, "1"]) {
      const lock = { pid: process.ppid, what: "Engawa", began };
      writeFileSync(join(path, "engawa.lock"), JSON.stringify(lock));
      lockState(path, "Engawa")();
    }
  },
);

test("the lock of a process that is gone does not stop the next one", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  lockState(join(folder, "stale"), "Engawa")();
  const path = join(folder, "stale", "engawa.lock");
  await writeFile(path, JSON.stringify({ pid: gone.pid, what: "Engawa" }));
  const unlock = lockState(join(folder, "stale"), "Engawa");
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid });
  unlock();
});

test("a build is needed again when a file changes, moves or goes", async () => {
  const file = join(folder, "a.ts");
  await writeFile(file, "1");
  const first = fingerprint([file]);
  expect(fingerprint([file])).toBe(first);
  await writeFile(file, "2");
  expect(fingerprint([file])).not.toBe(first);
  await writeFile(join(folder, "b.ts"), "1");
  expect(fingerprint([join(folder, "b.ts")])).not.toBe(first);
  expect(fingerprint([join(folder, "gone.ts")])).not.toBe(first);
});
