import type { JSX } from "solid-js";

export interface MenuAction {
  readonly label: string;
  readonly run: () => void;
  readonly icon?: () => JSX.Element;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A tick: one of several is chosen. */
  readonly checked?: boolean;
}

/** What a menu holds; null draws a line. */
export type MenuEntry = MenuAction | null;

export const menuClass =
  "z-50 min-w-44 max-w-80 rounded-md border border-line bg-raised p-1 shadow-float outline-none";

export const itemClass =
  "flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-[highlighted]:bg-sunken data-[disabled]:opacity-50";
