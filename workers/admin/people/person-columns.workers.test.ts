import { expect, test } from "vitest";
import { listUsers } from "#contract/admin-user";
import { settle } from "../../testing/chat.ts";
import { bodyOf } from "../../testing/factors.ts";
import { proveFactor } from "../../testing/step-up.ts";
import { call, signUp } from "../../testing/people.ts";

test("a line of the list counts its own person's sessions, and no one else's", async () => {
  const admin = await signUp("admin");
  const { person } = await settle();
  await settle();
  await proveFactor(admin);
  const query = { q: person.email };
  const { items } = await bodyOf<{ items: unknown[] }>(await call(admin, listUsers, { query }));
  expect(items).toMatchObject([{ id: person.id, session_count: 1, second_factors: [] }]);
});
