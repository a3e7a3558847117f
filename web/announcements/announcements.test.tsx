import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ShownAnnouncement } from "#contract/announcement";
import type { Me } from "#contract/auth";
import { setMe } from "../app/session.ts";
import { setLanguage } from "../i18n/language.ts";
import { AnnouncementStrip } from "./AnnouncementStrip.tsx";
import { Announcements } from "./Announcements.tsx";
import { announcements, setAnnouncements, showFirstAnnouncements } from "./current.ts";
import { hana } from "../testing/person.ts";
import { renderAnnouncement } from "./render-announcement.ts";

const acting = { id: "admin" };

const show = (text: string): HTMLElement => {
  const out = document.createElement("div");
  out.append(renderAnnouncement(text));
  return out;
};

describe("what an administrator writes for everybody (T-30)", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onmouseover=alert(1)>b</b>",
    "<svg onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<form action=https://evil.example><input name=a></form>",
    "<style>body{display:none}</style>",
    '<a href="https://evil.example" class="fixed">x</a>',
    "<kbd>x</kbd>",
    "<!-- hidden -->",
  ])("HTML is text: %s", (text) => {
    const out = show(text);
    expect(out.querySelector(":not(p, br, a)")).toBeNull();
    for (const link of out.querySelectorAll("a")) expect(link.href).toMatch(/^https?:/);
    expect(out.textContent?.trim()).toBe(text);
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:a)",
    "[x](mailto:a@b.example)",
    "[x](file:///etc/passwd)",
    "[x](/admin/users)",
    "[x][1]\n\n[1]: javascript:alert(1)",
  ])("no link but to the web: %s", (text) => {
    const out = show(text);
    expect(out.querySelector("a")).toBeNull();
    expect(out.textContent).toContain("x");
  });

  test("a picture is not loaded; a link leads to the web in a tab that cannot reach back", () => {
    const out = show("![pixel](https://evil.example/p.png) [site](https://a.example)");
    expect(out.querySelector("img")).toBeNull();
    const link = [...out.querySelectorAll("a")].at(-1);
    expect([link?.target, link?.rel]).toEqual(["_blank", "noopener noreferrer nofollow"]);
  });

  test("emphasis, lists and tables are shown as such", () => {
    const out = show("**now**\n\n- a\n- b\n\n| x |\n|---|\n| 1 |");
    expect(out.querySelector("strong")?.textContent).toBe("now");
    expect(out.querySelectorAll("li")).toHaveLength(2);
    expect(out.querySelector("td")?.textContent).toBe("1");
  });
});

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a short text is read at a glance, a long one behind a press", async () => {
  render(() => <AnnouncementStrip type="INFO" title="Short" content="Just **this**." />);
  expect((await screen.findByText("this")).tagName).toBe("STRONG");
  expect(screen.queryByRole("button")).toBeNull();
  cleanup();
  render(() => <AnnouncementStrip type="INFO" title="Long" content={"# Much\n\nto read"} />);
  expect(screen.queryByText("to read")).toBeNull();
  const more = screen.getByRole("button", { name: "Read more" });
  fireEvent.click(more);
  await screen.findByText("to read");
  expect(more.getAttribute("aria-expanded")).toBe("true");
});

test("what the page was told at first is there once what shows it is", async () => {
  setAnnouncements([]);
  const one = { id: "1", title: "One" } as ShownAnnouncement;
  await showFirstAnnouncements([one]);
  expect(announcements()).toEqual([one]);
});

describe("how much of the page they take (SA-034)", () => {
  const announce = (narrow: boolean) => {
    vi.stubGlobal("matchMedia", () => ({
      matches: narrow,
      addEventListener() {},
      removeEventListener() {},
    }));
    setAnnouncements(
      ["One", "Two", "Three"].map((title) => ({
        id: title,
        title,
        content: `of ${title}`,
        announcement_type: "INFO" as const,
        start_at: "2026-03-01T00:00:00.000Z",
        end_at: null,
      })),
    );
    render(() => <Announcements />);
  };
  const titles = () =>
    [...document.querySelectorAll("[data-announcement] p.font-medium")].map((one) =>
      one.textContent?.replace("Announcement: ", ""),
    );

  test("two with their texts; the others behind a press", async () => {
    announce(false);
    expect(titles()).toEqual(["One", "Two"]);
    await screen.findByText("of Two");
    fireEvent.click(screen.getByRole("button", { name: "Show 1 more announcement" }));
    expect(titles()).toEqual(["One", "Two", "Three"]);
  });

  test.each([
    ["who is signed in puts them away", hana, 2],
    ["nobody does for whom they act as (T-24)", { ...hana, acting } as Me, 0],
    ["a stranger does not", null, 0],
  ])("%s", (_who, who, buttons) => {
    setMe(who);
    announce(false);
    expect(screen.queryAllByRole("button", { name: /^Dismiss/ })).toHaveLength(buttons);
    setMe(null);
  });

  test("on a phone one line of one; its text and the others behind a press", async () => {
    announce(true);
    expect(titles()).toEqual(["One"]);
    expect(screen.queryByText("of One")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Read more" }));
    await screen.findByText("of One");
    fireEvent.click(screen.getByRole("button", { name: "Show 2 more announcements" }));
    expect(titles()).toEqual(["One", "Two", "Three"]);
  });
});
