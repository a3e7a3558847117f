import { expect, test } from "vitest";
import { countTests, type TestReport } from "./counts.ts";

const report = (change: Partial<TestReport> = {}): TestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
  ...change,
});

test("passed and skipped tests are counted apart", () => {
  expect(countTests(report({ numPendingTests: 2, numTodoTests: 1 }), 0)).toEqual({
    passed: 3,
    failed: 0,
    skipped: 3,
  });
});

test("a file that did not load is a failure beside the failed tests of others", () => {
  const broken = { status: "failed", assertionResults: [] };
  const other = { status: "failed", assertionResults: [{ status: "failed" }] };
  const results = report({ numFailedTests: 1, testResults: [broken, other] });
  expect(countTests(results, 1).failed).toBe(2);
});

test("a failed test is counted once, not again for its file", () => {
  const file = { status: "failed", assertionResults: [{ status: "failed" }] };
  expect(countTests(report({ numFailedTests: 1, testResults: [file] }), 1).failed).toBe(1);
});

test("a run that ends badly never says 0 failed", () => {
  expect(countTests(report(), 1).failed).toBe(1);
  expect(countTests(undefined, 0).failed).toBe(1);
});
