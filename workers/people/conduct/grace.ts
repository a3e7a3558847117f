import type { ConductKind } from "#contract/conduct";
import { hour } from "../../platform/durations.ts";

/** As long as the next step waits after the last one, for its person to read of it and see to the script. */
export const graceMs = hour;

/** What a person said yes to each time, or an administrator saw. */
const sureAttacks: ReadonlySet<ConductKind> = new Set(["commands", "threat"]);

/**
 * Whether a kind leads from one step of the ladder to the next only after the grace (U-106): every
 * call of it was refused, and a program makes the same slip on and on before anybody reads a warning.
 */
export const hasGrace = (kind: ConductKind): boolean => !sureAttacks.has(kind);
