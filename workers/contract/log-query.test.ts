import { describe, expect, test } from "vitest";
import { activityFields, auditFields, parseLogQuery, writeLogQuery } from "./log-query.ts";

const parse = (text: string) => parseLogQuery(activityFields, text);
const problems = (text: string) =>
  parse(text).problems.map(({ word, problem }) => `${word} ${problem}`);

describe("a query", () => {
  test("is fields with values, words, and what is not meant", () => {
    expect(parse('actor:hana -action:READ  status:5xx "time out" -static').terms).toEqual([
      { field: "actor", not: false, value: "hana" },
      { field: "action", not: true, value: "READ" },
      { field: "status", not: false, value: "5xx" },
      { field: null, not: false, value: "time out" },
      { field: null, not: true, value: "static" },
    ]);
  });

  test("takes blanks, colons and marks inside of quotation marks", () => {
    expect(parse('actor:"山田 花子" "a:b" -"-x" endpoint:"say \\"hi\\""').terms).toEqual([
      { field: "actor", not: false, value: "山田 花子" },
      { field: null, not: false, value: "a:b" },
      { field: null, not: true, value: "-x" },
      { field: "endpoint", not: false, value: 'say "hi"' },
    ]);
  });

  test("knows its fields in any case, and names what it does not know", () => {
    expect(parse("Actor:x").terms[0]?.field).toBe("actor");
    expect(problems("colour:red severity:INFO")).toEqual([
      "colour:red unknown_field",
      "severity:INFO unknown_field",
    ]);
    expect(parseLogQuery(auditFields, "severity:info").problems).toEqual([]);
  });

  test.each([
    ["actor:", "actor: no_value"],
    ['"', '" open_quote'],
    ['ip:"1', 'ip:"1 open_quote'],
    ["status:600", "status:600 bad_value"],
    ["status:6xx", "status:6xx bad_value"],
    ["duration:>fast", "duration:>fast bad_value"],
    ["ip:localhost", "ip:localhost bad_value"],
    ["constructor:x", "constructor:x unknown_field"],
    ["__proto__:x", "__proto__:x unknown_field"],
  ])("%s is wrong, and said so", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test.each(["404", "5xx", ">=500", "<400", "400..499"])("a status may be %s", (value) => {
    expect(problems(`status:${value}`)).toEqual([]);
  });

  test("has an end: 20 terms, 500 characters", () => {
    expect(problems("x ".repeat(22))).toEqual(["x too_many", "x too_many"]);
    expect(parse(`${"a".repeat(499)} b`).terms).toHaveLength(1);
  });

  test("that is written out again means the same", () => {
    const text = 'actor:"山田 花子" -action:READ "a:b" -"-x" "say \\"hi\\" \\\\" status:>=500';
    const { terms } = parse(text);
    expect(parse(writeLogQuery(terms)).terms).toEqual(terms);
  });

  test("of any characters is read in time that grows with it alone", () => {
    const began = performance.now();
    for (const text of ['"'.repeat(500), `${"a:".repeat(250)}`, '\\"'.repeat(250)]) parse(text);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
