import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UserSummary } from "#contract/admin-user";
import { setLanguage } from "../../i18n/language.ts";
import { hana } from "../../testing/person.ts";
import { type ActionName, actionsFor } from "./person-actions.ts";
import { PersonActionDialog } from "./PersonActionDialog.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const person = {
  ...hana,
  status: "active",
  role: "user",
  base_role: null,
  elevated_until: null,
  second_factors: ["totp"],
} as unknown as UserSummary;

type Told = Omit<Parameters<typeof PersonActionDialog>[0], "asked">;

const show = (name: ActionName, who: UserSummary, told: Partial<Told> = {}) => {
  const action = actionsFor(who, "somebody else").find((one) => one.name === name);
  if (action === undefined) throw new Error(`no ${name}`);
  render(() => (
    <PersonActionDialog
      asked={{ action, person: who }}
      onClose={() => undefined}
      onDone={async () => undefined}
      onInvited={() => undefined}
      {...told}
    />
  ));
};

test.each(["lock", "suspend", "disable", "stop", "act-as"] as const)(
  "before %s its dialog says that the person reads the reason",
  async (name) => {
    show(name, person);
    await screen.findByText(/^The person reads it/);
  },
);

test.each(["sign-out", "reset-factor", "delete"] as const)(
  "before %s its dialog says that the person does not",
  async (name) => {
    show(name, person);
    await screen.findByText(/The person isn't told\.$/);
  },
);

test.each([{ role: "guest" }, { status: "invited" }] as const)("nor does %o", async (who) => {
  show("disable", { ...person, ...who });
  await screen.findByText(/The person isn't told\.$/);
});

test.each(["is there", "does not come"])(
  "a link that is shown once is shown over no question, when the list %s",
  async (list) => {
    const answer = { link: "/welcome#once", mailed: false };
    vi.stubGlobal("fetch", async () => Response.json(answer));
    const told: string[] = [];
    let settle = () => {};
    const onDone = () =>
      new Promise<void>((resolve, reject) => {
        told.push("list asked");
        settle = list === "is there" ? resolve : () => reject(new Error(list));
      });
    const onClose = () => void told.push("question closed");
    const onInvited = ({ link }: { link: string }) => void told.push(link);
    const invited = { ...person, status: "invited" } as const;
    show("invite-again", invited, { onDone, onClose, onInvited });
    fireEvent.click(await screen.findByRole("button", { name: "Resend invitation" }));
    await expect.poll(() => told).toEqual(["list asked"]);
    settle();
    await expect.poll(() => told).toContain(answer.link);
    expect(told.slice(0, 3)).toEqual(["list asked", "question closed", answer.link]);
  },
);
