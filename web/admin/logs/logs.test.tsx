import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { activityFields } from "#contract/log-query";
import { setLanguage } from "../../i18n/language.ts";
import { createTableMemory } from "../parts/table-memory.ts";
import { createLiveTail, type LiveTail } from "./create-live-tail.ts";
import { createLogList, type LogAnswer, type LogList } from "./create-log-list.ts";
import { LiveButton } from "./LiveButton.tsx";
import { LogPager } from "./LogPager.tsx";
import { LogTable } from "./LogTable.tsx";
import { QueryBox } from "./QueryBox.tsx";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

describe("the query box", () => {
  const show = (value: string) => {
    const onSearch = vi.fn<(query: string) => void>();
    render(() => <QueryBox fields={activityFields} hint="" value={value} onSearch={onSearch} />);
    const box = screen.getByRole("searchbox", { name: "Query" });
    return {
      onSearch,
      box,
      type: (text: string) => fireEvent.input(box, { target: { value: text } }),
    };
  };

  test("shows what is asked as chips, each of which can be taken away", () => {
    const { onSearch } = show('actor:hana -action:READ "time out"');
    fireEvent.click(screen.getByRole("button", { name: "Remove the condition “-action:READ”" }));
    expect(onSearch).toHaveBeenCalledWith('actor:hana "time out"');
  });

  test("names the wrong word, and does not search until it is right", () => {
    const { onSearch, box, type } = show("");
    type("status:high actor:hana");
    fireEvent.submit(box);
    expect(screen.getByText("“status:high”: not a valid value")).toBeTruthy();
    expect(onSearch).not.toHaveBeenCalled();
    type("status:5xx actor:hana");
    fireEvent.submit(box);
    expect(onSearch).toHaveBeenCalledWith("status:5xx actor:hana");
  });

  test("its help says what each field means, and which one finds what was done in somebody's place", () => {
    show("");
    const meanings = screen.getAllByRole("definition").map((one) => one.textContent);
    expect(meanings).toHaveLength(Object.keys(activityFields).length);
    expect(meanings).not.toContain("");
    const as = screen.getByText("as:").closest("dt")?.nextElementSibling;
    expect(as?.textContent).toContain("administrator who acted in somebody's place");
  });
});

const answer = (items: number[], more: Partial<LogAnswer<number>> = {}): LogAnswer<number> => ({
  items,
  total: 5,
  total_is_estimate: false,
  page: 1,
  next_cursor: null,
  prev_cursor: null,
  tail_cursor: "9",
  searched: null,
  ...more,
});

const looked = { until: "2026-01-01T00:00:00Z", until_person: null, complete: false };

describe("a list whose search looks at so many rows a time", () => {
  test("goes on by itself until its page is full", async () => {
    const load = vi
      .fn<
        (
          query: object,
          step: { limit: number; cursor: string | undefined },
        ) => Promise<LogAnswer<number>>
      >()
      .mockResolvedValueOnce(answer([1], { next_cursor: "a", searched: looked }))
      .mockResolvedValueOnce(answer([], { next_cursor: "b", searched: looked }))
      .mockResolvedValueOnce(answer([2, 3], { next_cursor: "c", searched: looked }));
    await createRoot(async (dispose) => {
      const list = createLogList(() => ({ limit: 3, cursor: "", back: undefined }), load);
      await waitFor(() => expect(list.rows()).toEqual([1, 2, 3]));
      expect(load.mock.calls.map(([, { limit, cursor }]) => [limit, cursor])).toEqual([
        [3, undefined],
        [2, "a"],
        [2, "b"],
      ]);
      expect(list.next()).toBe("c");
      expect(list.search()).toBeNull();
      dispose();
    });
  });

  test("a query that cannot be asked finds nothing, and waits for nothing", async () => {
    const load = vi.fn<() => Promise<LogAnswer<number>>>();
    await createRoot(async (dispose) => {
      const list = createLogList(() => null, load);
      await waitFor(() => expect(list.rows()).toEqual([]));
      expect([list.loading(), load.mock.calls]).toEqual([false, []]);
      dispose();
    });
  });

  test("stops where it is told to, and says how far it came", async () => {
    const load = vi.fn(async () => answer([], { next_cursor: "on", searched: looked }));
    await createRoot(async (dispose) => {
      const list = createLogList(() => ({ limit: 3, cursor: "", back: undefined }), load);
      await waitFor(() => expect(list.search()?.going).toBe(true));
      list.stop();
      await waitFor(() =>
        expect(list.search()).toMatchObject({ until: looked.until, going: false }),
      );
      const calls = load.mock.calls.length;
      await new Promise((done) => setTimeout(done, 100));
      expect(load.mock.calls.length).toBe(calls);
      dispose();
    });
  });

  test("an older answer never stands in the place of a newer one", async () => {
    const [query, setQuery] = createSignal({ limit: 1, cursor: "slow", back: undefined });
    const load = (now: { cursor: string }) =>
      new Promise<LogAnswer<number>>((done) =>
        setTimeout(
          () => done(answer(now.cursor === "slow" ? [1] : [2])),
          now.cursor === "slow" ? 60 : 5,
        ),
      );
    await createRoot(async (dispose) => {
      const list = createLogList(query, load);
      setQuery({ limit: 1, cursor: "fast", back: undefined });
      await waitFor(() => expect(list.rows()).toEqual([2]));
      await new Promise((done) => setTimeout(done, 90));
      expect(list.rows()).toEqual([2]);
      dispose();
    });
  });
});

test("a total that was not counted to the end says at least, and next leads on", async () => {
  const onGo = vi.fn<(place: object) => void>();
  const rows = { total: 120, total_is_estimate: true, next_cursor: "on" };
  render(() => {
    const list = createLogList(
      () => ({ limit: 2, cursor: "", back: undefined }),
      async () => answer([1, 2], rows),
    );
    return <LogPager list={list} limit={2} first onGo={onGo} onLimit={() => {}} />;
  });
  await screen.findByText("1–2 of at least 120");
  fireEvent.click(screen.getByRole("button", { name: "Next page" }));
  expect(onGo).toHaveBeenCalledWith({ cursor: "on", back: undefined });
});

test.each([
  [{ id: "1", name: "Hana" }, "Searching… as far as Hana"],
  [{ id: "1", name: null }, "Searching… as far as Deleted user"],
  [{ id: null, name: null }, "Searching… as far as Not signed in"],
  [null, "Searching…"],
])("in the order of people a search says whom it came to: %j", async (until_person, told) => {
  const searched = { until: null, until_person, complete: false };
  render(() => {
    const list = createLogList(
      () => ({ limit: 2, cursor: "", back: undefined }),
      async () => answer([], { next_cursor: "on", searched }),
    );
    return <LogPager list={list} limit={2} first onGo={() => {}} onLimit={() => {}} />;
  });
  await screen.findByText(told);
});

/** A tail that gets a row every two seconds. */
const watch = async (
  look: (tail: LiveTail<number>, wait: () => Promise<unknown>) => unknown,
  { each = 1, isCut = (_n: number): boolean => false, reload = () => {} } = {},
) => {
  vi.useFakeTimers();
  try {
    let n = 0;
    await createRoot(async (dispose) => {
      const tail = createLiveTail(
        () => true,
        () => "0",
        async () => {
          const items = Array.from({ length: each }, () => ++n);
          return { items: items.toReversed(), tail_cursor: String(n), is_cut: isCut(n) };
        },
        reload,
      );
      await look(tail, () => vi.advanceTimersByTimeAsync(2100));
      dispose();
      const seen = n;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(n).toBe(seen);
    });
  } finally {
    vi.useRealTimers();
  }
};

test("the live tail holds back what comes while its reader has a hand on it", () =>
  watch(async (tail, wait) => {
    await wait();
    expect(tail.rows()).toEqual([1]);
    tail.hold("pointed", true);
    await wait();
    await wait();
    expect(tail.rows()).toEqual([1]);
    expect(tail.waiting()).toBe(2);
    tail.hold("pointed", false);
    expect(tail.rows()).toEqual([3, 2, 1]);
  }));

test("where more came than it holds the list is read anew: no record is left out in between", async () => {
  const reload = vi.fn();
  await watch(
    async (tail, wait) => {
      tail.hold("asked", true);
      for (let n = 0; n < 3; n++) await wait();
      expect([tail.waiting(), reload.mock.calls.length]).toEqual([270, 0]);
      tail.resume();
      expect([tail.rows(), tail.waiting(), reload.mock.calls.length]).toEqual([[], 0, 1]);
    },
    { each: 90, reload },
  );
  reload.mockClear();
  await watch(
    async (tail, wait) => {
      await wait();
      expect([tail.rows(), reload.mock.calls.length]).toEqual([[1], 0]);
      await wait();
      expect(reload).toHaveBeenCalledTimes(1);
    },
    { isCut: (n) => n === 2, reload },
  );
});

test("it is paused by a press and by scrolling, on a phone too, until it is told to go on", () =>
  watch(async (tail, wait) => {
    const top = (box: Element, at: number) =>
      vi.spyOn(box, "getBoundingClientRect").mockReturnValue(new DOMRect(0, at));
    const list: LogList<{ id: string; created_at: string }> = {
      ...({} as LogList<never>),
      rows: () => [],
      search: () => null,
      loading: () => false,
      error: () => null,
    };
    const { container } = render(() => (
      <div data-testid="page">
        <LiveButton on tail={tail} onChange={() => {}} />
        <LogTable
          label="Log"
          columns={[{ key: "id", label: "Id", cell: (row) => row.id }]}
          memory={createTableMemory("test")}
          list={list}
          tail={{ ...tail, rows: () => [] }}
          addressOf={() => "/"}
          onOpen={() => {}}
          current={undefined}
          onClear={() => {}}
        />
      </div>
    ));
    await wait();
    expect(tail.rows()).toEqual([1]);
    const page = screen.getByTestId("page");
    const root = container.querySelector("[data-testid=page] > div") as Element;
    top(page, 50);
    const place = top(root, 20);
    fireEvent.scroll(page);
    await wait();
    expect([tail.paused(), tail.waiting()]).toEqual([true, 1]);
    fireEvent.click(screen.getByRole("button", { name: "Resume" }));
    expect([tail.paused(), tail.rows()]).toEqual([false, [2, 1]]);
    expect(page.scrollTop).toBe(-30);
    place.mockReturnValue(new DOMRect(0, 50));
    fireEvent.scroll(page);
    expect(tail.paused()).toBe(false);
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    await wait();
    expect(tail.waiting()).toBe(1);
  }));
