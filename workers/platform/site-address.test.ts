import { expect, test } from "vitest";
import { linkTo, noteLocalAddress } from "./site-address.ts";

const local = { ENVIRONMENT: "local" } as const;
const site = { ENVIRONMENT: "production" } as const;

test("a link in a mail leads to PUBLIC_URL, whatever requests say", () => {
  const PUBLIC_URL = "https://engawa.example/";
  noteLocalAddress({ ...site }, "http://localhost:1/");
  expect(linkTo({ ...site, PUBLIC_URL }, "/x")).toBe("https://engawa.example/x");
  noteLocalAddress(local, "http://localhost:1/");
  expect(linkTo({ ...local, PUBLIC_URL }, "/x")).toBe("https://engawa.example/x");
  expect(linkTo(site, "/x")).toBeNull();
});

test("a local site's leads where it was reached last on its own machine", () => {
  noteLocalAddress(local, "http://127.0.0.1:8787/api/v1/projects");
  noteLocalAddress(local, "http://evil.example/");
  expect(linkTo(local, "/x")).toBe("http://127.0.0.1:8787/x");
});
