import { expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import { classifyRequest } from "./classify-request.ts";

const id = "0b8f8f0e-8d8c-4b9a-9c3c-1f2e3d4c5b6a";

test.each([
  ["PATCH", `/api/v1/sessions/sess_${id}`, "UPDATE", "SESSION", id],
  ["POST", `/api/v1/admin/users/${id}/lock`, "CREATE", "USER", id],
  // C-17: a session of the console is a sign-in, and so is not found among chats.
  ["POST", `/api/v1/admin/sessions/${id}/terminate`, "CREATE", "LOGIN", id],
  ["POST", `/api/admin/sessions/user/${id}/terminate-all`, "CREATE", "USER", id],
  ["POST", `/api/v1/admin/impersonate/${id}`, "CREATE", "USER", id],
  ["GET", `/api/v1/admin/bulk/users/export`, "READ", "USER", null],
  ["PUT", `/api/v1/files/a/b/c/d.txt`, "UPDATE", "FILE", null],
  ["GET", `/ws/chat/${id}`, "READ", "SESSION", id],
  ["OPTIONS", "/api/nothing", "OTHER", null, null],
  ["GET", "/api/__proto__", "READ", null, null],
])("%s %s is %s of %s %s (A-133, A-134)", (method, path, action, resourceType, resourceId) => {
  expect(classifyRequest(method, path, 200)).toEqual({ action, resourceType, resourceId });
});

test("what is refused is an error, whatever was asked (A-133)", () => {
  expect(classifyRequest("GET", "/api/projects", 404)).toMatchObject({ action: "ERROR" });
});

test("every address of the contract but the public health check is about something", () => {
  const about = (path: string) => classifyRequest("GET", `/api/v1${path}`, 200).resourceType;
  const nothing = Object.values(allEndpoints).filter(({ path }) => about(path) === null);
  expect(nothing.map(({ path }) => path)).toEqual(["/health"]);
});
