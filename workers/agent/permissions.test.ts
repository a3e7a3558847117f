import { describe, expect, test } from "vitest";
import type { PermissionMode, Role } from "#contract/common";
import { type Asked, type CommandClass, decide, policyFor, suggestRule } from "./permissions.ts";
import { defaultMode, mayUseMode, mayUseTool, rulesFor } from "./roles.ts";
import type { RuleSet } from "./rules.ts";
import type { ToolEffect } from "./tool.ts";

const effects: Record<string, ToolEffect> = {
  Read: "read",
  Grep: "read",
  Edit: "edit",
  Write: "edit",
  Bash: "shell",
  TodoWrite: "session",
  ExitPlanMode: "ask",
  AskUserQuestion: "ask",
  WebFetch: "web",
};

interface Situation {
  mode?: PermissionMode;
  role?: Role;
  path?: string;
  host?: string;
  command?: CommandClass;
  rules?: Partial<RuleSet>;
}

const asked = (name: string, situation: Situation = {}): Asked => {
  const { mode = "default", role = "user", rules = {}, ...rest } = situation;
  return {
    mode,
    role,
    rules: rulesFor(role, { deny: [], ask: [], allow: [], ...rules }),
    call: { id: "1", name, input: {} },
    effect: effects[name] ?? "read",
    ...rest,
  };
};
const verdict = (name: string, situation?: Situation) => decide(asked(name, situation)).verdict;

const command = (text: string, kind: "looks" | "edits" | "acts" | "unclear" = "acts") => ({
  parsed: kind !== "unclear",
  read_only: kind === "looks",
  edits_only: kind === "looks" || kind === "edits",
  commands: text.split(/ && | \| /).map((part) => ({
    text: part,
    name: part.split(" ")[0] ?? "",
    read_only: kind === "looks" || /^(ls|cat|tail|grep)\b/.test(part),
  })),
});

const modes: PermissionMode[] = ["default", "acceptEdits", "plan", "bypass"];

describe("modes", () => {
  test.each([
    ["default", "allow", "ask", "allow", "ask", "ask"],
    ["acceptEdits", "allow", "allow", "allow", "allow", "ask"],
    ["plan", "allow", "deny", "allow", "deny", "deny"],
    ["bypass", "allow", "allow", "allow", "allow", "allow"],
  ] as const)(
    "%s: read %s, edit %s, looking command %s, editing command %s, other command %s",
    (mode, ...expected) => {
      const situation = { mode, role: "admin" as const };
      expect([
        verdict("Read", { ...situation, path: "a" }),
        verdict("Edit", { ...situation, path: "a" }),
        verdict("Bash", { ...situation, command: command("ls", "looks") }),
        verdict("Bash", { ...situation, command: command("mkdir a", "edits") }),
        verdict("Bash", { ...situation, command: command("npm test") }),
      ]).toEqual(expected);
    },
  );

  test("a command whose grammar is not understood is asked about, whatever it seems to be", () => {
    const unclear = { ...command("ls", "unclear"), read_only: true, edits_only: true };
    expect(verdict("Bash", { mode: "acceptEdits", command: unclear })).toBe("ask");
    expect(verdict("Bash", { mode: "plan", command: unclear })).toBe("deny");
  });

  test("plan mode tells the model to present a plan", () =>
    expect(decide(asked("Edit", { mode: "plan", path: "a" }))).toMatchObject({
      message: expect.stringContaining("ExitPlanMode") as string,
    }));

  test("plans and questions wait for a person in every mode", () => {
    for (const mode of modes) {
      expect(decide(asked("ExitPlanMode", { mode, role: "admin" }))).toMatchObject({
        verdict: "ask",
        kind: "plan",
        rule: null,
      });
      expect(decide(asked("AskUserQuestion", { mode, role: "admin" }))).toMatchObject({
        kind: "question",
      });
    }
  });

  test("todos never wait", () => {
    for (const mode of modes) expect(verdict("TodoWrite", { mode })).toBe("allow");
  });

  test("bypass in the hands of a user is the user's own mode", () => {
    expect(verdict("Bash", { mode: "bypass", command: command("npm test") })).toBe("ask");
    expect(mayUseMode("user", "bypass")).toBe(false);
    expect(mayUseMode("admin", "bypass")).toBe(true);
  });
});

describe("rules", () => {
  test("a deny holds in every mode, above ask and allow", () => {
    const rules = { deny: ["Edit(secret/**)"], allow: ["Edit"], ask: ["Edit"] };
    for (const mode of modes)
      expect(verdict("Edit", { mode, role: "admin", path: "secret/a", rules })).toBe("deny");
  });

  test("an ask rule asks even in bypass and above an allow, and cannot be remembered away", () => {
    const rules = { ask: ["Bash(npm publish *)"], allow: ["Bash"] };
    const decision = decide(
      asked("Bash", { mode: "bypass", role: "admin", command: command("npm publish"), rules }),
    );
    expect(decision).toMatchObject({ verdict: "ask", rule: null });
  });

  test("a compound command is allowed only when every part is, or only looks", () => {
    const rules = { allow: ["Bash(npm test)"] };
    expect(verdict("Bash", { command: command("npm test"), rules })).toBe("allow");
    expect(verdict("Bash", { command: command("npm test | tail -5"), rules })).toBe("allow");
    expect(verdict("Bash", { command: command("npm test && rm x"), rules })).toBe("ask");
  });

  test("one denied part denies the whole command", () =>
    expect(verdict("Bash", { command: command("ls && A=1 curl http://x", "looks") })).toBe("deny"));

  test("an allow rule does not lift plan mode", () =>
    expect(verdict("Edit", { mode: "plan", path: "a", rules: { allow: ["Edit"] } })).toBe("deny"));

  test("important files are asked about, in commands too", () => {
    expect(verdict("Read", { mode: "acceptEdits", path: "app/.env" })).toBe("ask");
    expect(verdict("Edit", { mode: "acceptEdits", path: ".env.local" })).toBe("ask");
    expect(verdict("Bash", { command: command("cat ./.env", "looks") })).toBe("ask");
    expect(verdict("Edit", { mode: "bypass", role: "admin", path: ".claude/commands/x.md" })).toBe(
      "ask",
    );
    expect(verdict("Read", { path: "env.ts" })).toBe("allow");
  });
});

describe("roles", () => {
  test("the modes they begin in: user acceptEdits, admin default, guest plan", () =>
    expect([defaultMode("user"), defaultMode("admin"), defaultMode("guest")]).toEqual([
      "acceptEdits",
      "default",
      "plan",
    ]));

  test("a guest reads, and nothing else, in any mode", () => {
    for (const mode of modes) {
      expect(verdict("Read", { mode, role: "guest", path: "a" })).toBe("allow");
      expect(verdict("Edit", { mode, role: "guest", path: "a" })).toBe("deny");
      expect(verdict("Bash", { mode, role: "guest", command: command("ls", "looks") })).toBe(
        "deny",
      );
    }
    expect(policyFor("guest", "acceptEdits", rulesFor("guest"), true).read_only).toBe(true);
  });

  test.each(["rm -rf x", "rm -r -f x", "curl x", "wget x", "nc x", "sudo ls"])(
    "a user's %s is denied in every mode, an administrator's is not",
    (text) => {
      expect(verdict("Bash", { mode: "acceptEdits", command: command(text) })).toBe("deny");
      expect(verdict("Bash", { role: "admin", mode: "bypass", command: command(text) })).toBe(
        "allow",
      );
    },
  );

  test.each(["chmod 777 a", "mkfs.ext4 a", "dd if=a of=b"])("a user's %s is denied", (text) =>
    expect(verdict("Bash", { command: command(text), rules: { allow: ["Bash"] } })).toBe("deny"),
  );

  test("a file that is asked about is, whatever a command calls the project", () => {
    const id = "0b5b5e0e-6f0c-4f5e-9d2a-0d3b2f1c9a77";
    for (const root of ["", "./", "/workspace/", `/app/workspace/${id}/sess_${id}/`])
      expect(verdict("Bash", { command: command(`cat ${root}.env`, "looks") })).toBe("ask");
  });

  test("what is asked about stays closed to a call no person approved", () => {
    const rules = rulesFor("user");
    expect(policyFor("user", "acceptEdits", rules, false).deny).toContain("Read(.env)");
    expect(policyFor("user", "acceptEdits", rules, true).deny).not.toContain("Read(.env)");
  });

  test("nobody edits .git, and nobody deletes the whole project", () => {
    expect(verdict("Write", { mode: "bypass", role: "admin", path: ".git/config" })).toBe("deny");
    for (const text of ["rm -rf /", "rm -rf /workspace x", "rm -r ."])
      expect(verdict("Bash", { mode: "bypass", role: "admin", command: command(text) })).toBe(
        "deny",
      );
  });

  test("tools a role does not have, or a bare deny names, are not in the context", () => {
    expect(mayUseTool("user", [], "Bash")).toBe(true);
    expect(mayUseTool("user", [], "WebFetch")).toBe(false);
    expect(mayUseTool("admin", [], "WebFetch")).toBe(true);
    expect(mayUseTool("admin", ["Bash"], "Bash")).toBe(false);
    expect(mayUseTool("admin", ["Edit"], "Write")).toBe(false);
    expect(mayUseTool("admin", ["Edit(a)"], "Edit")).toBe(true);
    expect(verdict("WebFetch", { mode: "acceptEdits" })).toBe("deny");
  });
});

describe("what always allow would add", () => {
  const suggested = (text: string, kind?: "unclear") =>
    suggestRule(asked("Bash", { command: command(text, kind) }));

  test("edits: all edits; a command: exactly that command", () => {
    expect(suggestRule(asked("Write", { path: "a" }))).toBe("Edit");
    expect(suggested("npm test")).toBe("Bash(npm test)");
  });
  test("of a compound command the one part that does more than look", () => {
    expect(suggested("npm test | tail -5")).toBe("Bash(npm test)");
    expect(suggested("npm test && npm run build")).toBeNull();
  });
  test("nothing where the text would mean more than was looked at", () => {
    expect(suggested("rm *.txt")).toBeNull();
    expect(suggested("echo $(date)")).toBeNull();
    expect(suggested('rm "$f"')).toBeNull();
    expect(suggested("rm ?.txt")).toBeNull();
    expect(suggested("xargs rm")).toBeNull();
    expect(suggested("bash")).toBeNull();
    const written = { text: "> ", name: ">", read_only: false };
    expect(
      suggestRule(asked("Bash", { command: { ...command("x"), commands: [written] } })),
    ).toBeNull();
    expect(suggested("npm test", "unclear")).toBeNull();
  });
});

describe("what reaches other services (U-062, U-103)", () => {
  const fetching = (over: Situation = {}) =>
    decide(asked("WebFetch", { role: "admin", host: "docs.example.com", ...over }));

  test("is asked about in every mode, and cannot be remembered", () => {
    for (const mode of modes)
      expect(fetching({ mode })).toMatchObject({ verdict: "ask", kind: "permission", rule: null });
  });

  test("no rule allows it", () => {
    const allow = ["WebFetch", "WebFetch(domain:docs.example.com)", "WebFetch(*)"];
    for (const mode of modes) expect(fetching({ mode, rules: { allow } }).verdict).toBe("ask");
  });

  test.each([
    "WebFetch",
    "WebFetch(domain:docs.example.com)",
    "WebFetch(domain:Example.COM.)",
    "WebFetch(domain:*.example.com)",
  ])("the rule %s denies it, in bypass too", (rule) =>
    expect(fetching({ mode: "bypass", rules: { deny: [rule] } }).verdict).toBe("deny"),
  );

  test.each(["WebFetch(domain:ample.com)", "WebFetch(docs.example.com)", "Bash(docs.example.com)"])(
    "the rule %s does not speak of it",
    (rule) => expect(fetching({ rules: { deny: [rule] } }).verdict).toBe("ask"),
  );

  test("users and guests have nothing to ask with", () => {
    for (const role of ["user", "guest"] as const)
      for (const mode of modes) expect(fetching({ role, mode }).verdict).toBe("deny");
  });
});
