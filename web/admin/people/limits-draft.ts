import type { UserDetail } from "#contract/admin-user";
import { LimitKind } from "#contract/limit";
import { fromTyped, toTyped } from "./limit-units.ts";

/** As the role, a value of the person's own, or no limit. */
export type LimitMode = "role" | "own" | "none";

export interface LimitDraft {
  readonly mode: LimitMode;
  readonly text: string;
}

export type LimitsDraft = Readonly<Record<LimitKind, LimitDraft>>;

export const limitKinds = LimitKind.options;

export function draftOf(custom: UserDetail["custom_limits"]): LimitsDraft {
  const draft = limitKinds.map((kind): [LimitKind, LimitDraft] => {
    const value = custom[kind];
    if (value === undefined) return [kind, { mode: "role", text: "" }];
    return value === null
      ? [kind, { mode: "none", text: "" }]
      : [kind, { mode: "own", text: toTyped(kind, value) }];
  });
  return Object.fromEntries(draft) as LimitsDraft;
}

export const isValid = (kind: LimitKind, { mode, text }: LimitDraft): boolean =>
  mode !== "own" || fromTyped(kind, text) !== null;

/** What the draft asks for; null while something in it is no amount. */
export function limitsOf(draft: LimitsDraft): Partial<Record<LimitKind, number | null>> | null {
  if (!limitKinds.every((kind) => isValid(kind, draft[kind]))) return null;
  const own = limitKinds
    .filter((kind) => draft[kind].mode !== "role")
    .map((kind) => [kind, draft[kind].mode === "none" ? null : fromTyped(kind, draft[kind].text)]);
  return Object.fromEntries(own) as Partial<Record<LimitKind, number | null>>;
}

/** What was begun stays; what was not follows what is stored now, whoever changed it. */
export const rebase = (draft: LimitsDraft, before: LimitsDraft, now: LimitsDraft): LimitsDraft =>
  Object.fromEntries(
    limitKinds.map((kind) => [kind, isSameOf(kind, draft, before) ? now[kind] : draft[kind]]),
  ) as LimitsDraft;

const isSameOf = (kind: LimitKind, one: LimitsDraft, other: LimitsDraft): boolean =>
  one[kind].mode === other[kind].mode && one[kind].text === other[kind].text;

export const isSame = (one: LimitsDraft, other: LimitsDraft): boolean =>
  limitKinds.every((kind) => isSameOf(kind, one, other));
