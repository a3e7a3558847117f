import * as v from "valibot";

export const Text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Role = v.picklist(["user", "admin", "guest"]);
export type Role = v.InferOutput<typeof Role>;

/** U-063. `bypass` is for administrators only. */
export const PermissionMode = v.picklist(["default", "acceptEdits", "plan", "bypass"]);
export type PermissionMode = v.InferOutput<typeof PermissionMode>;

/** A query parameter that is a number. */
export const NumberParam = (min: number, max: number, fallback: number) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
    String(fallback),
  );
