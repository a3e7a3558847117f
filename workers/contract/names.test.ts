/** Every field of the contract that names something for others to read, by what a name may not be. */
import { expect, test } from "vitest";
import * as v from "valibot";
import type { Endpoint } from "./endpoint.ts";
import { allEndpoints } from "./index.ts";

interface Shape {
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly Shape[];
  readonly wrapped?: Shape;
  readonly item?: Shape;
}

const isName = /^(name|title|subject|label|pattern)$/;

/** By path, wherever they stand in a body. */
function namesIn({ entries, options, wrapped, item }: Shape, path: string): [string, Shape][] {
  const inner = [wrapped, item, ...(options ?? [])].filter((one) => typeof one === "object");
  return [
    ...inner.flatMap((one) => namesIn(one, path)),
    ...Object.entries(entries ?? {}).flatMap(([key, one]) => {
      const at = `${path}.${key}`;
      return isName.test(key) ? [[at, one] as [string, Shape]] : namesIn(one, at);
    }),
  ];
}

/** What is only looked for, looked at, or sent along as it was read. */
const others = new Set([
  "searchFiles.pattern",
  "previewTemplate.subject",
  "updateSetting.updated_by.name",
  "updateUser.shown.name",
]);

const names = (Object.entries(allEndpoints) as [string, Endpoint][])
  .flatMap(([name, { json }]) => (json ? namesIn(json as Shape, name) : []))
  .filter(([path]) => !others.has(path));

test("the walk finds what people name", () => {
  const found = [
    "createAlert.name",
    "createAnnouncement.title",
    "createApiKey.name",
    "createChannel.name",
    "createProject.name",
    "createTemplate.subject",
    "savePromptTemplate.name",
    "saveView.name",
    "updateProjectTemplate.name",
    "updateSession.title",
  ];
  expect(names.map(([path]) => path)).toEqual(expect.arrayContaining(found));
});

const broken = ["a\r\nBcc: b@c", "a\nb", "a\u202eb", "a\u2067b", "a\u0000b", "a\u2028b"];
const nothing = ["\u200b", "\u3164"];

test.each(names)("%s is one line that shows what it is", (path, shape) => {
  const schema = shape as unknown as v.GenericSchema;
  // Which mail may have an empty subject is its event's to say (TEMPLATE_007).
  const none = path.endsWith(".subject") ? broken : [...broken, ...nothing];
  expect(none.filter((text) => v.is(schema, text))).toEqual([]);
});
