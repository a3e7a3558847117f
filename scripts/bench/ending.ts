/** How soon what is open closes once somebody's access ended: the person's, or one sign-in of theirs. */
import { openSocket, signIn, type Site } from "./site.ts";
import { spread, type Spread } from "./statistics.ts";

const rounds = 20;

export interface EndingFigures {
  /** From asking for the end to its answer, milliseconds. */
  readonly answer: Spread;
  /** From asking for the end to the last socket's close. */
  readonly closed: Spread;
  /** From the answer to the last socket's close; negative where all closed before it. */
  readonly after: Spread;
}

type Ask = (path: string, method?: string, body?: unknown) => Promise<Response>;

const caller =
  (url: string, cookie: string): Ask =>
  async (path, method = "GET", body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: url, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  };

const made = async (response: Promise<Response>) =>
  ((await (await response).json()) as { id: string }).id;

const isClosed = (data: unknown): boolean =>
  (JSON.parse(String(data)) as { type: string }).type === "closed";

/** The first frame came: the socket is in. */
const entered = (socket: WebSocket): Promise<void> =>
  new Promise((go, fail) => {
    socket.addEventListener("message", () => go(), { once: true });
    socket.addEventListener("close", ({ code }) => fail(new Error(`not open: ${code}`)));
  });

/** When the server says that it closes; nothing is taken from the socket from then on. */
const told = (socket: WebSocket): Promise<number> =>
  new Promise((go) => {
    socket.addEventListener("message", ({ data }) => {
      if (!isClosed(data)) return;
      go(performance.now());
      socket.close();
    });
  });

/** Sockets of one sign-in, one in each session; when the last of them closes. */
async function openAll(url: string, cookie: string, sessions: readonly string[]) {
  const open = sessions.map((id) => openSocket(url, cookie, id));
  const ends = open.map(told);
  await Promise.all(open.map(entered));
  return { last: Promise.all(ends).then((at) => Math.max(...at)) };
}

async function time(end: () => Promise<Response>, last: Promise<number>) {
  const began = performance.now();
  await (await end()).arrayBuffer();
  const answered = performance.now();
  const closed = await last;
  return { answer: answered - began, closed: closed - began, after: closed - answered };
}

type Times = Awaited<ReturnType<typeof time>>;

/** The first rounds find things cold. */
const figures = (all: readonly Times[]): EndingFigures => {
  const warm = all.slice(3);
  return {
    answer: spread(warm.map((one) => one.answer)),
    closed: spread(warm.map((one) => one.closed)),
    after: spread(warm.map((one) => one.after)),
  };
};

/** An administrator disables a person who has `count` sessions open, again and again. */
async function measurePerson(site: Site, sessions: readonly string[]): Promise<EndingFigures> {
  const all: Times[] = [];
  for (let n = 0; n < rounds; n++) {
    const cookie = await signIn(site.url, site.user);
    const { id } = (await (await caller(site.url, cookie)("/account")).json()) as { id: string };
    const { last } = await openAll(site.url, cookie, sessions);
    const state = (name: string) =>
      site.api("POST", `/admin/users/${id}/${name}`, "{}", "application/json");
    all.push(await time(() => state("disable"), last));
    await state("enable");
  }
  return figures(all);
}

/** A person ends another sign-in of theirs that has every session open. */
async function measureLogin(site: Site, sessions: readonly string[]): Promise<EndingFigures> {
  const all: Times[] = [];
  const here = caller(site.url, await signIn(site.url, site.user));
  for (let n = 0; n < rounds; n++) {
    const cookie = await signIn(site.url, site.user);
    const there = (await (await caller(site.url, cookie)("/account/logins")).json()) as {
      items: { id: string; current: boolean }[];
    };
    const id = there.items.find((login) => login.current)?.id ?? "";
    const { last } = await openAll(site.url, cookie, sessions);
    all.push(await time(() => here(`/account/logins/${id}`, "DELETE"), last));
  }
  return figures(all);
}

export async function measureEndings(site: Site): Promise<Record<string, EndingFigures>> {
  const ask = caller(site.url, await signIn(site.url, site.user));
  const project_id = await made(ask("/projects", "POST", { name: "endings" }));
  const sessions: string[] = [];
  for (let n = 0; n < 20; n++) sessions.push(await made(ask("/sessions", "POST", { project_id })));
  return {
    "a person disabled, 1 socket": await measurePerson(site, sessions.slice(0, 1)),
    "a person disabled, 20 sockets": await measurePerson(site, sessions),
    "a sign-in ended, 1 socket": await measureLogin(site, sessions.slice(0, 1)),
    "a sign-in ended, 20 sockets": await measureLogin(site, sessions),
  };
}
