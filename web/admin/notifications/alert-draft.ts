import type { Alert, Operator } from "#contract/admin-alert";
import {
  alertConditions,
  isWithin,
  thresholdBounds,
  type ConditionType,
} from "#contract/alert-condition";

/** An alert as its form holds it: numbers as typed. */
export interface AlertDraft {
  readonly name: string;
  readonly condition: ConditionType;
  readonly value: string;
  readonly unit: string;
  readonly operator: Operator;
  /** Minutes, of INACTIVE_USERS days. */
  readonly window: string;
  readonly pending: string;
  readonly keep: string;
  readonly cooldown: string;
  readonly channels: readonly string[];
  readonly isEnabled: boolean;
}

const day = 1440;

/** How many minutes one step of the form's window is; 0: the condition has none. */
export const windowStep = (condition: ConditionType): number => {
  const { window } = alertConditions[condition];
  if (window === null) return 0;
  return window.min >= day ? day : 1;
};

const windowOf = (condition: ConditionType, minutes: number): string =>
  String(minutes / (windowStep(condition) || 1));

/** A condition's usual threshold. */
export function usualOf(
  condition: ConditionType,
): Pick<AlertDraft, "condition" | "value" | "unit" | "operator" | "window"> {
  const { usual, units, window } = alertConditions[condition];
  return {
    condition,
    value: String(usual.value),
    unit: units[0],
    operator: usual.operator,
    window: windowOf(condition, window?.usual ?? 0),
  };
}

export const draftOf = (from: Alert | null): AlertDraft =>
  from === null
    ? {
        name: "",
        ...usualOf("ERROR_RATE"),
        pending: "0",
        keep: "0",
        cooldown: "30",
        channels: ["EMAIL", "IN_APP"],
        isEnabled: true,
      }
    : {
        name: from.name,
        condition: from.condition_type,
        value: String(from.threshold.value),
        unit: from.threshold.unit,
        operator: from.comparison_operator,
        window: windowOf(from.condition_type, from.threshold.window_minutes),
        pending: String(from.pending_minutes),
        keep: String(from.keep_firing_minutes),
        cooldown: String(from.cooldown_minutes),
        channels: from.notification_channels,
        isEnabled: from.is_enabled,
      };

/** Minutes of a form. */
export const isWhole = (text: string): boolean => /^\d{1,5}$/.test(text);

/** The window in minutes, or null where it is none of the condition's. */
export function windowMinutes(draft: Pick<AlertDraft, "condition" | "window">): number | null {
  const { window } = alertConditions[draft.condition];
  if (window === null) return 0;
  if (!isWhole(draft.window)) return null;
  const minutes = Number(draft.window) * windowStep(draft.condition);
  return minutes >= window.min && minutes <= window.max ? minutes : null;
}

/** Between what the form's window may be, in its own steps. */
export function windowBounds(condition: ConditionType): { min: number; max: number } {
  const { window } = alertConditions[condition];
  const step = windowStep(condition) || 1;
  return { min: (window?.min ?? 0) / step, max: (window?.max ?? 0) / step };
}

const amount = (text: string): number | null =>
  /^\d{1,9}(\.\d{1,4})?$/.test(text.trim()) ? Number(text) : null;

type Judged = Pick<AlertDraft, "value" | "unit" | "operator">;

/** The threshold, or null where it is no number or none the comparison tells anything by. */
function thresholdOf({ value, unit, operator }: Judged): number | null {
  const number = amount(value);
  const bounds = thresholdBounds(unit, operator);
  return number !== null && bounds !== null && isWithin(bounds, number) ? number : null;
}

/** A threshold as it may be. */
export const isAmount = (draft: Judged): boolean => thresholdOf(draft) !== null;

/** What is sent, or null while something is not a number or out of bounds. */
export function toInput(draft: AlertDraft) {
  const value = thresholdOf(draft);
  const minutes = windowMinutes(draft);
  if (value === null || minutes === null || draft.name.trim() === "") return null;
  if (![draft.pending, draft.keep, draft.cooldown].every(isWhole)) return null;
  return {
    name: draft.name.trim(),
    condition_type: draft.condition,
    threshold: { value, unit: draft.unit, window_minutes: minutes },
    comparison_operator: draft.operator,
    notification_channels: [...draft.channels],
    is_enabled: draft.isEnabled,
    pending_minutes: Number(draft.pending),
    keep_firing_minutes: Number(draft.keep),
    cooldown_minutes: Number(draft.cooldown),
  };
}
