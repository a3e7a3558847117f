import { lazy, type JSX } from "solid-js";

export interface MenuAction {
  readonly label: string;
  readonly run: () => void;
  readonly icon?: () => JSX.Element;
  readonly shortcut?: string;
  /** A second, quieter line. */
  readonly note?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A tick: one of several is chosen. */
  readonly checked?: boolean;
}

/** What a menu holds; null draws a line. */
export type MenuEntry = MenuAction | null;

const load = () => import("./MenuContent.tsx");

export const LazyMenuContent = lazy(async () => ({ default: (await load()).MenuContent }));

/** Fetches what a menu needs as soon as one is likely to be opened. */
export const prepareMenu = (): void => void load();
