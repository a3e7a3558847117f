import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  choiceParam,
  createUrlQuery,
  numberParam,
  readQuery,
  textParam,
  type UrlQuery,
  type UrlSpec,
  withFallback,
  writeQuery,
} from "./url-query.ts";

interface Query {
  q: string;
  status: "active" | "locked" | undefined;
  order: "asc" | "desc";
  page: number;
}

const spec: UrlSpec<Query> = {
  q: textParam(10),
  status: choiceParam(["active", "locked"]),
  order: withFallback(choiceParam(["asc", "desc"]), "desc"),
  page: withFallback(numberParam(1, 1000), 1),
};
const read = (address: string) => {
  const search = new URLSearchParams(address);
  return readQuery(spec, (key) => search.get(key) ?? undefined);
};

afterEach(cleanup);

describe("what stands in the address", () => {
  test("is read as it was meant; what makes no sense is at rest", () => {
    expect(read("q=hana&status=locked&order=asc&page=3")).toEqual({
      q: "hana",
      status: "locked",
      order: "asc",
      page: 3,
    });
    expect(read("status=admin&order=up&page=0")).toEqual({
      q: "",
      status: undefined,
      order: "desc",
      page: 1,
    });
    expect(read("page=1e3&q=0123456789abc")).toMatchObject({ page: 1, q: "0123456789" });
  });

  test("holds nothing that is at rest", () => {
    expect(writeQuery(spec, { q: " ", order: "desc", page: 1, status: undefined })).toEqual({});
  });

  test("goes to the first page with every change but that of the page", () => {
    const changed = writeQuery(spec, { status: "active" });
    expect(changed).toStrictEqual({ page: undefined, status: "active" });
    expect(writeQuery(spec, { page: 4 })).toStrictEqual({ page: "4" });
  });
});

test("what cannot be read is known as it stands there", async () => {
  const history = createMemoryHistory();
  history.set({ value: "/users?status=admin&order=up&q=h" });
  let query: UrlQuery<Query> | undefined;
  const Page = () => {
    query = createUrlQuery(spec);
    return null;
  };
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/users" component={Page} />
    </MemoryRouter>
  ));
  await vi.waitFor(() => expect(query?.unread("status")).toBe("admin"));
  expect([query!.unread("q"), query!.unread("page")]).toEqual([undefined, undefined]);
  expect(query!.unread("order")).toBe("up");
  query!.set({ status: "locked" });
  await vi.waitFor(() => expect(query!.unread("status")).toBeUndefined());
});

test("going back brings the filters before, unless the step was replaced", async () => {
  const history = createMemoryHistory();
  history.set({ value: "/users?order=asc" });
  let query: UrlQuery<Query> | undefined;
  const Page = () => {
    query = createUrlQuery(spec);
    return null;
  };
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/users" component={Page} />
    </MemoryRouter>
  ));
  const now = () => query!.values();
  await vi.waitFor(() => expect(now().order).toBe("asc"));
  query!.set({ q: "h" });
  await vi.waitFor(() => expect(now().q).toBe("h"));
  query!.set({ q: "ha" }, { replace: true });
  await vi.waitFor(() => expect(history.get()).toBe("/users?order=asc&q=ha"));
  history.back();
  await vi.waitFor(() => expect(now()).toMatchObject({ q: "", order: "asc" }));
});
