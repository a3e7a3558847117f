import { fireEvent, render, screen } from "@solidjs/testing-library";
import { beforeEach, describe, expect, test } from "vitest";
import { ToolState, type ToolDisplay } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";
import { setLanguage } from "../i18n/language.ts";
import { duration, elapsed } from "./duration.ts";
import { toolItem } from "./fixtures.ts";
import { fold, plainOutput } from "./fold.ts";
import { useBrowser } from "./test-browser.ts";
import { ToolCard } from "./ToolCard.tsx";

const show = (display: ToolDisplay, over: object = {}) => {
  const view = render(() => (
    <ToolCard item={toolItem({ display, ...over })} send={async () => {}} />
  ));
  fireEvent.click(screen.getByRole("button", { expanded: false }));
  return view;
};

useBrowser();
beforeEach(() => {
  setLanguage("en");
});

describe("a tool call", () => {
  test("is one quiet line until it is opened", () => {
    const { container } = render(() => <ToolCard item={toolItem()} send={async () => {}} />);
    expect(container.querySelector("pre")).toBeNull();
    expect(screen.getByRole("button").textContent).toMatch(/Run.*npm test.*Done.*210 ms/);
  });

  test.each(
    ToolState.options.flatMap(
      (state) =>
        [
          [state, "ja"],
          [state, "en"],
        ] as const,
    ),
  )("says its state %s in %s", (state, language) => {
    setLanguage(language);
    const { container } = render(() => (
      <ToolCard item={toolItem({ state })} send={async () => {}} />
    ));
    expect(container.textContent).toContain(t(`state.${state}`));
  });

  test("a tool we have no word for keeps its own name", () => {
    render(() => <ToolCard item={toolItem({ name: "mcp__x" })} send={async () => {}} />);
    expect(screen.getByRole("button").textContent).toContain("mcp__x");
  });
});

describe("opened", () => {
  test("a fetched page shows where it came from, its status and its size", () => {
    const { container } = show(
      {
        kind: "web",
        url: "https://docs.example/a",
        host: "docs.example",
        purpose: null,
        status: 404,
        bytes: 2048,
      },
      { name: "WebFetch", target: "docs.example/a" },
    );
    expect(container.querySelector("[data-web-url]")?.textContent).toBe("https://docs.example/a");
    expect(screen.getByRole("button", { expanded: true }).textContent).toContain("404 · 2 KB");
  });

  test("an edit shows its lines, marked by more than colour", () => {
    const { container } = show({
      kind: "diff",
      path: "a.ts",
      change: "update",
      added: 1,
      removed: 1,
      diff: "@@ -1,2 +1,2 @@\n same\n-let a = 1;\n+let a = 2;\n",
    });
    const rows = [...container.querySelectorAll(".chat-diff-row")].map((row) => row.textContent);
    expect(rows[2]).toBe("2−removed: let a = 1;");
    expect(rows[3]).toBe("2+added: let a = 2;");
    expect(container.querySelector("mark")?.textContent).toBe("1");
  });

  test("an edit too large to compare says so", () => {
    const { container } = show({
      kind: "diff",
      path: "a",
      change: "update",
      added: 9,
      removed: 9,
      diff: null,
    });
    expect(container.textContent).toContain("too large");
  });

  test("a command shows its output as text, its exit code and the files it changed", () => {
    const { container } = show({
      kind: "terminal",
      command: "make",
      output: "\u001b[31m<b>red</b>\u001b[0m",
      exit_code: 2,
      total_chars: 10,
      cwd: "lib",
      changed: ["out.js"],
    });
    expect(container.querySelector("b")).toBeNull();
    for (const text of ["lib $ make", "<b>red</b>", "Exit code 2", "out.js"])
      expect(container.textContent).toContain(text);
  });

  test("long output is folded with its true size, and opens", () => {
    const output = Array.from({ length: 100 }, (_, line) => `line ${line}`).join("\n");
    const { container } = show({
      kind: "terminal",
      command: "x",
      output,
      exit_code: 0,
      total_chars: 50_000,
      cwd: "",
      changed: [],
    });
    expect(container.textContent).not.toContain("line 50");
    expect(container.textContent).toContain("50,000");
    fireEvent.click(screen.getByRole("button", { name: /Show all/ }));
    expect(container.textContent).toContain("line 50");
  });
});

describe("text of a terminal", () => {
  test("loses its control sequences and what was overwritten", () => {
    expect(plainOutput("\u001b[1mA\u001b[0m\u001b]0;title\u0007B")).toBe("AB");
    expect(plainOutput("10%\r50%\r100%\nend\r\n")).toBe("100%\nend\n");
  });

  test("is folded only where it is long", () => {
    expect(fold("a\nb")).toBeNull();
    expect(fold("x".repeat(5000))?.head.length).toBe(2000);
  });
});

test("times read as people say them", () => {
  expect([duration(210), duration(3400), elapsed(75_000)]).toEqual([
    "210 ms",
    "3.4 s",
    "1 min 15 s",
  ]);
  setLanguage("ja");
  expect(elapsed(75_000)).toBe("1分 15秒");
});
