import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, test } from "vitest";
import type { UserSummary } from "#contract/admin-user";
import { setLanguage } from "../../i18n/language.ts";
import { hana } from "../../testing/person.ts";
import { type ActionName, actionsFor } from "./person-actions.ts";
import { PersonActionDialog } from "./PersonActionDialog.tsx";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

const person = {
  ...hana,
  status: "active",
  role: "user",
  base_role: null,
  elevated_until: null,
  second_factors: ["totp"],
} as unknown as UserSummary;

const show = (name: ActionName, who: UserSummary) => {
  const action = actionsFor(who, "somebody else").find((one) => one.name === name);
  if (action === undefined) throw new Error(`no ${name}`);
  render(() => (
    <PersonActionDialog
      asked={{ action, person: who }}
      onClose={() => undefined}
      onDone={async () => undefined}
      onInvited={() => undefined}
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
