import type { SettingItem } from "#contract/admin-setting";
import { toLocalInput, toInstant } from "./zone-time.ts";

/** What a form holds while a setting is edited: a box ticked, or text. */
export type Draft = string | boolean;

export function draftOf({ control, value }: Pick<SettingItem, "control" | "value">): Draft {
  if (control === "toggle") return value === true;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join("\n");
  return control === "time" ? toLocalInput(String(value)) : String(value);
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function numberOf(item: SettingItem, text: string): number | null | undefined {
  if (text.trim() === "") return item.nullable ? null : undefined;
  const value = Number(text);
  const { min, max, step } = item;
  const steps = value / (step ?? 1);
  const fits =
    Number.isFinite(value) &&
    value >= (min ?? value) &&
    value <= (max ?? value) &&
    Math.abs(steps - Math.round(steps)) < 1e-6;
  return fits ? value : undefined;
}

/** The value a draft stands for; undefined: none that may be set. */
export function valueOf(item: SettingItem, draft: Draft): unknown {
  if (typeof draft === "boolean") return draft;
  switch (item.control) {
    case "number":
      return numberOf(item, draft);
    case "lines": {
      const lines = linesOf(draft);
      return lines.length <= (item.max_length ?? lines.length) ? lines : undefined;
    }
    case "time":
      return draft === "" ? null : (toInstant(draft) ?? undefined);
    default:
      return draft.trim().length <= (item.max_length ?? Infinity) ? draft.trim() : undefined;
  }
}

export const isChanged = (item: SettingItem, draft: Draft): boolean =>
  JSON.stringify(valueOf(item, draft)) !== JSON.stringify(item.value);

/** What closes and opens the site is the day's work (U-140), but not whom it shuts out. */
export const outlastsDay = ({ key, group }: Pick<SettingItem, "key" | "group">): boolean =>
  key === "allow_admin_access" || !["maintenance", "plan"].includes(group);
