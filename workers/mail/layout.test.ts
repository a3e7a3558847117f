import { expect, test } from "vitest";
import { fillMail } from "./compose.ts";
import { mailEvents, ownText, type MailEvent } from "./events.ts";
import { mailHtml } from "./layout.ts";
import { sampleValues } from "./sample-values.ts";

const site = "https://engawa.example";
const html = (body: string, subject = "s") => mailHtml({ subject, body, language: "en" }, site);
const to = {
  id: null,
  email: "a@example.test",
  name: "Ann",
  language: "en",
  timeZone: "UTC",
} as const;

test("what people wrote is text in a mail's HTML, whatever it says", () => {
  const hostile = `<img src=x onerror=alert(1)>"'&<script>`;
  const page = html(hostile, `</title><script>${hostile}`);
  expect(page).not.toMatch(/<(img|script)/);
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;&lt;script&gt;");
});

test("only the site's own addresses are links; one that stands alone is one to press", () => {
  const page = html(`${site}/admin/x?a=1&b="2\n\nSee ${site}/y and https://evil.example/z.`);
  expect(page.match(/href="[^"]*"/g)).toEqual([
    `href="${site}/admin/x?a=1&amp;b="`,
    `href="${site}/y"`,
  ]);
  expect(html(`${site}/admin/x?a=1&b=2`)).toMatch(
    /<a href="https:\/\/engawa\.example\/admin\/x\?a=1&amp;b=2" target="_blank" rel="noopener" style="display/,
  );
  for (const other of [`${site}.evil.example/x`, "javascript:alert(1)", `${site}@evil.example/`])
    expect(html(other)).not.toContain("href");
  expect(mailHtml({ subject: "", body: `${site}/x`, language: "ja" }, null)).not.toContain("href");
});

test("a line over a list heads it; items are a list, what is to be done has its box", () => {
  const page = html("Hello,\nyou\n\nHealth\n- ✅ one\n- [ ] two\n\nSign-ins\n  failed: 3");
  expect(page).toMatch(/<p [^>]*>Hello,<br>you<\/p>/);
  expect(page).toMatch(
    /<h2 [^>]*>Health<\/h2><ul [^>]*><li [^>]*>✅ one<\/li><li [^>]*>☐ two<\/li><\/ul>/,
  );
  expect(page).toMatch(/<h2 [^>]*>Sign-ins<\/h2><ul [^>]*><li [^>]*>failed: 3<\/li><\/ul>/);
});

test.each(Object.keys(mailEvents) as MailEvent[])(
  "%s: the HTML says what the text says, and fetches nothing",
  (event) => {
    const { name: _name, ...samples } = sampleValues(event, "en");
    const text = fillMail(ownText(event, "en"), to, samples);
    const page = mailHtml({ ...text, language: "en" }, site);
    expect(page).not.toMatch(/<(img|link|script|iframe|style)|url\(|src=|@import/i);
    const words = (of: string) => of.replace(/^(- (\[ \] )?| {2})/gm, "").match(/\S+/g) ?? [];
    const shown = page
      .slice(page.indexOf("<body"))
      .replace(/<[^>]*>/g, " ")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    for (const word of words(text.body)) expect(shown).toContain(word);
  },
);
