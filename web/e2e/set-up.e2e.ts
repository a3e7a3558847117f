/** A fresh site: the one-time token makes the first administrator, once, in either language. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { launchBrowser, watchForErrors } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { newContext, type Language } from "./support/stage.ts";

const token = "one-time-token-of-the-tests";
const first = { email: "first@example.com", password: "a-long-enough-password" };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

describe.each<Language>(["ja", "en"])("in %s", (language) => {
  let server: TestServer;
  /** Two people with the token in hand. */
  let page: Page;
  let late: Page;
  let thrown: string[];

  const words = (ja: string, en: string) => (language === "ja" ? ja : en);
  const open = async (path: string) => {
    const opened = await (await newContext(browser, { language })).newPage();
    await opened.goto(server.url + path);
    return opened;
  };
  const field = (on: Page, ja: string, en: string) => on.getByLabel(words(ja, en), { exact: true });
  const heading = (on: Page, ja: string, en: string) =>
    on.getByRole("heading", { name: words(ja, en) });
  const fill = async (on: Page, form: { token: string; password: string }) => {
    await field(on, "セットアップトークン", "Setup token").fill(form.token);
    await field(on, "表示名", "Your name").fill("縁");
    await field(on, "メールアドレス", "E-mail").fill(first.email);
    await field(on, "パスワード", "Password").fill(form.password);
    await on.keyboard.press("Enter");
  };
  const refusal = (on: Page, text: string) => on.getByRole("alert").getByText(text).waitFor();

  beforeAll(async () => {
    const hash = createHash("sha256").update(token).digest("hex");
    server = await startServer({ empty: true, env: { SETUP_TOKEN_HASH: hash } });
    [page, late] = await Promise.all([open("/"), open("/sign-in")]);
    thrown = watchForErrors(page);
  });

  afterAll(async () => {
    await Promise.all([page?.context().close(), late?.context().close()]);
    await server?.stop();
  });

  test("a site without an administrator asks for one, whatever page is opened", async () => {
    for (const one of [page, late]) {
      await heading(one, "最初の管理者を作成", "Create the first administrator").waitFor();
    }
    expect(await violations(page)).toEqual([]);
  });

  test("a wrong token is refused", async () => {
    await fill(page, { token: "guessed", password: first.password });
    await refusal(
      page,
      words("セットアップトークンが正しくありません", "The setup token is not valid"),
    );
    await refusal(page, "AUTH_006");
    await heading(page, "最初の管理者を作成", "Create the first administrator").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test("a weak password is refused, and its field says what is missing", async () => {
    await fill(page, { token, password: "short" });
    await refusal(
      page,
      words("パスワードが要件を満たしていません", "The password doesn't meet the requirements"),
    );
    const password = field(page, "パスワード", "Password");
    await expect.poll(() => password.getAttribute("aria-invalid")).toBe("true");
    const note = page.locator(`[id="${await password.getAttribute("aria-describedby")}"]`);
    expect(await note.innerText()).toContain(words("15文字以上", "15 characters"));
    expect(await violations(page)).toEqual([]);
  });

  test("the token makes an administrator, who is signed in", async () => {
    await fill(page, { token, password: first.password });
    await heading(page, "プロジェクト", "Projects").waitFor();
    await page.getByRole("button", { name: words("アカウント: 縁", "Account: 縁") }).click();
    await page
      .getByRole("menuitem", { name: words("縁 · 管理者", "縁 · Administrator") })
      .waitFor();
    // The browser itself reports the two refusals.
    expect(thrown.filter((error) => !/status of (?:403|422)/.test(error))).toEqual([]);
  });

  test("who comes second with the same token is refused, and led to sign in", async () => {
    const answer = late.waitForResponse((response) => response.url().endsWith("/auth/setup"));
    await fill(late, { token, password: "another-long-password" });
    expect((await answer).status()).toBe(403);
    await late
      .getByText(
        words("最初の管理者はすでに作成されています", "The first administrator already exists"),
      )
      .waitFor();
    await heading(late, "Engawa にサインイン", "Sign in to Engawa").waitFor();
  });

  test("the page is gone, and the administrator signs in as everybody does", async () => {
    await late.goto(`${server.url}/sign-in`);
    await heading(late, "Engawa にサインイン", "Sign in to Engawa").waitFor();
    expect(await field(late, "セットアップトークン", "Setup token").count()).toBe(0);
    await field(late, "メールアドレス", "E-mail").fill(first.email);
    await field(late, "パスワード", "Password").fill(first.password);
    await late.keyboard.press("Enter");
    await heading(late, "プロジェクト", "Projects").waitFor();
  });
});
