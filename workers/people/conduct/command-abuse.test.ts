import { expect, test } from "vitest";
import { abuseIn } from "./command-abuse.ts";

test.each([
  ["./xmrig -o pool:3333", "mining"],
  ["npm test && nohup minerd --url x", "mining"],
  ["x --url stratum+tcp://pool.example:3333", "mining"],
  [":(){ :|:& };:", "fork_bomb"],
  ["f() { f | f & }; f", "fork_bomb"],
  ["cat /etc/shadow", "system_files"],
  ["cat </proc/self/environ", "system_files"],
  ["rm -rf /", "destruction"],
  ["cd /; rm -r -f /*", "destruction"],
  ["dd if=/dev/zero of=/dev/sda", "destruction"],
])("%s is %s", (text, kind) => {
  expect(abuseIn(text)).toBe(kind);
});

test.each([
  "grep -rn xmrig docs",
  "rm -rf /workspace/dist",
  "rm -rf dist/",
  "cat etc/passwd.example",
  "curl https://example.test",
  "f() { echo one | cat; }; f",
  "dd if=a of=b",
  "echo 'see /etc/hosts'",
  "npm run format && git rm -r old",
])("%s is ordinary work", (text) => {
  expect(abuseIn(text)).toBeNull();
});

test("a long command is looked at in no time", () => {
  const began = performance.now();
  abuseIn(`${"f() { ".repeat(20_000)}`);
  abuseIn(`${"a(".repeat(50_000)}`);
  expect(performance.now() - began).toBeLessThan(200);
});
