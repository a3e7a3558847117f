import type { UserDetail, UserSummary } from "#contract/admin-user";
import { me } from "../../app/session.ts";
import type { MenuAction } from "../../ui/menu-item.ts";
import { lastingEntry } from "../parts/lasting.ts";
import type { PersonAction } from "./person-actions.ts";

type Person = Pick<UserSummary, "id" | "role" | "elevated_until"> &
  Partial<Pick<UserDetail, "violations">>;

/** Makes administrators, or reads as somebody: never for who is one for a day (U-140). */
const always: readonly PersonAction["name"][] = ["make-admin", "act-as"];

/** What a stop has closed (U-107): not for who is one for a day, while its violation stands. */
const opens: readonly PersonAction["name"][] = ["enable", "restore"];

const isStop = ({ kind, dismissed_at }: UserDetail["violations"][number]): boolean =>
  kind === "threat" && dismissed_at === null;

/** As a menu offers it: to who is an administrator for a day, nothing on a lasting one's account. */
export function actionEntry(person: Person, action: PersonAction, entry: MenuAction): MenuAction {
  const isLasting = person.role === "admin" && person.elevated_until === null;
  const isStopped = opens.includes(action.name) && (person.violations?.some(isStop) ?? false);
  return always.includes(action.name) || isStopped || (isLasting && person.id !== me()?.id)
    ? lastingEntry(entry)
    : entry;
}
