import { expect, test } from "vitest";
import { readSource } from "./source-file.ts";
import { checkArchitecture, readTree } from "./tree.ts";

const violations = (path: string, text: string) =>
  checkArchitecture([readSource(path, text)]).violations;

test("the repository keeps its own rules", { timeout: 30_000 }, () => {
  expect(checkArchitecture(readTree()).violations).toEqual([]);
});

test.each([
  ["workers/contract/a.ts", `import { AppError } from "../platform/errors.ts";`],
  ["workers/contract/a.ts", `import { Hono } from "hono";`],
  ["workers/platform/a.ts", `import { login } from "../auth/service.ts";`],
  ["workers/platform/a.ts", `import { Workspace } from "../workspace/object.ts";`],
  ["workers/auth/a.ts", `import { x } from "../sessions/service.ts";`],
  ["workers/usage/a.ts", `export { x } from "../sessions/service.ts";`],
  ["workers/agent/a.ts", `import { env } from "cloudflare:workers";`],
  ["workers/agent/a.ts", `import Anthropic from "@anthropic-ai/sdk";`],
  ["workers/agent/a.ts", `import { AppError } from "../platform/errors.ts";`],
  ["workers/tools/a.ts", `import { openDb } from "../platform/db.ts";`],
  ["workers/tools/a.ts", `const x = import("../workspace/object.ts");`],
  ["workers/sessions/a.ts", `import { Workspace } from "../workspace/object.ts";`],
  ["web/chat/a.ts", `import type { Env } from "../../workers/platform/env.ts";`],
  ["web/chat/a.ts", `import { readFileSync } from "node:fs";`],
  ["web/chat/a.test.ts", `import { run } from "#scripts/setup/children";`],
  ["web/ui/Button.tsx", `import { Chat } from "../chat/Chat.tsx";`],
  ["web/functions/a.ts", `import { app } from "../../workers/app.ts";`],
])("%s must not hold: %s", (path, text) => {
  expect(violations(path, text)).toHaveLength(1);
});

test.each([
  ["workers/platform/env.ts", `import type { Workspace } from "../workspace/object.ts";`],
  ["workers/agent/a.ts", `import type { Message } from "@anthropic-ai/sdk/resources/messages";`],
  ["workers/tools/a.ts", `import { AppError } from "../platform/errors.ts";`],
  ["workers/auth/a.test.ts", `import { x } from "../sessions/service.ts";`],
  ["web/chat/a.ts", `import { Item } from "#contract/chat";`],
  ["web/screens/projects/A.tsx", `import { Button } from "../../ui/Button.tsx";`],
])("%s may hold: %s", (path, text) => {
  expect(violations(path, text)).toEqual([]);
});

test.each([
  ["workers/auth/loginService.ts", "export const a = 1;"],
  ["web/ui/Tokens.ts", "export const a = 1;"],
  ["workers/utils/text.ts", "export const a = 1;"],
  ["web/a/b/c/d.ts", `import { x } from "../../../x.ts";`],
  ["workers/auth/a.ts", "export default 1;"],
  ["workers/auth/a.ts", `export * from "./b.ts"; export { c } from "./c.ts";`],
  ["workers/auth/a.ts", "export const a = 1 as unknown as string;"],
  ["workers/agent/a.ts", "export const now = () => Date.now();"],
])("the shape of %s is refused: %s", (path, text) => {
  expect(violations(path, text)).toHaveLength(1);
});

test("a file past 300 lines is pointed out, not refused", () => {
  const long = readSource("workers/auth/a.ts", "export {};\n".repeat(301));
  expect(checkArchitecture([long])).toEqual({
    violations: [],
    long: ["workers/auth/a.ts (301 lines)"],
  });
});
