import { expect, test } from "vitest";
import { mailName } from "./event-names.ts";
import { isRequired, mailEvents, variablesOf, type MailEvent } from "./events.ts";
import { escapeHtml, linkify } from "./html.ts";
import { sampleValues } from "./sample-values.ts";
import { checkTemplate, problemsOf, renderTemplate, TemplateError } from "./template.ts";

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

test("every event has a name in both languages, and a sample for each of its variables", () => {
  for (const event of events) {
    expect(mailName(event, "ja")).not.toBe(mailName(event, "en"));
    for (const [variable, value] of Object.entries(sampleValues(event, "en")))
      expect(value, `${event}: ${variable}`).not.toBe(variable);
  }
});

test("a list is a line each, and nothing in it begins another", () => {
  const values = { lines: ["- one", "- two\r\nBcc: x", "- {{lines}}"] };
  expect(renderTemplate("A\n{{lines}}\nB", values)).toBe("A\n- one\n- two Bcc: x\n- {{lines}}\nB");
});

test("a link the site cannot make takes its line along, and leaves what else stands there", () => {
  const text = "Ada made it.\n\nDetails: {{link}}\n\nBye";
  expect(renderTemplate(text, { link: null })).toBe("Ada made it.\n\nBye");
  expect(renderTemplate("Done.\n\n{{link}}", { link: null })).toBe("Done.");
  expect(renderTemplate("{{name}} {{link}}", { name: "Ada", link: null })).toBe("Ada ");
  expect(renderTemplate("{{name}}\n\n\nx", { name: "" })).toBe("\n\n\nx");
});

test("who edits a text is told which variables are unknown and which were left out (T-30)", () => {
  const known = ["name", "link"];
  expect(problemsOf(["{{ Link }}", "{{naem}} {{name}}"], known)).toEqual({
    unknown: ["Link", "naem"],
    missing: ["link"],
    open_brace: false,
  });
  expect(problemsOf(["{{name", "{{link}}"], known)).toMatchObject({
    open_brace: true,
    unknown: [],
  });
});

test("mails that let people in or protect them cannot be switched off", () => {
  const required = events.filter(isRequired);
  expect(required).toEqual(expect.arrayContaining(["invitation", "password_reset", "new_login"]));
  expect(required).not.toContain("security_summary");
});
