import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";
import { mailEvents } from "../../workers/mail/events.ts";

/** C-21: the template is there, projects that are shared are not. */
const notYet = ["member_added"];

test("every mail event has somebody who sends it, so that no template is edited for nothing", () => {
  const files = readdirSync(fromRoot("workers"), { recursive: true, encoding: "utf8" }).filter(
    (path) =>
      path.endsWith(".ts") && !path.endsWith(".test.ts") && !/^(mail|contract)\//.test(path),
  );
  const source = files.map((path) => readFileSync(fromRoot("workers", path), "utf8")).join("\n");
  const isSent = (event: string) =>
    source.includes(`"${event}"`) ||
    (event.startsWith("identity_") && source.includes("event: `identity_${change}`"));
  expect(Object.keys(mailEvents).filter((event) => !isSent(event))).toEqual(notYet);
});
