import { expect, test } from "vitest";
import { mailEvents, variablesOf, type MailEvent } from "./events.ts";
import { escapeHtml, linkify } from "./mailbox-page.ts";
import { checkTemplate, renderTemplate, TemplateError } from "./template.ts";

const events = Object.keys(mailEvents) as MailEvent[];

test.each(events)("the texts of %s name only what the mail has, in both languages", (event) => {
  for (const language of ["ja", "en"] as const) {
    const { subject, body } = mailEvents[event][language];
    expect(() => checkTemplate(subject, variablesOf(event))).not.toThrow();
    expect(() => checkTemplate(body, variablesOf(event))).not.toThrow();
    expect(subject.length).toBeLessThanOrEqual(200);
    for (const variable of mailEvents[event].variables) expect(subject + body).toContain(variable);
  }
});

test("an unknown variable or an open brace is an error, not a hole in the text", () => {
  for (const text of ["{{nmae}}", "{{ name", "{{name}} }}", "{{Name}}", "{{constructor}}"]) {
    expect(() => renderTemplate(text, { name: "A" })).toThrow(TemplateError);
  }
});

test("a value adds no line of its own and is not expanded again", () => {
  const name = "A\r\nBcc: victim@example.test\u2028{{link}}\u202e";
  expect(renderTemplate("Hi {{name}}!", { name, link: "https://secret" })).toBe(
    "Hi A Bcc: victim@example.test {{link}}!",
  );
});

test("the mailbox shows text as text, and links to this site only", () => {
  expect(escapeHtml(`<img src=x onerror="a('b')">&`)).toBe(
    "&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;",
  );
  const shown = linkify(
    "http://localhost:1/a#t https://evil.example/ javascript:x",
    "http://localhost:1",
  );
  expect(shown).toBe(
    '<a href="http://localhost:1/a#t">http://localhost:1/a#t</a> https://evil.example/ javascript:x',
  );
  expect(linkify("http://localhost:1.evil.example/x", "http://localhost:1")).not.toContain("<a");
});
