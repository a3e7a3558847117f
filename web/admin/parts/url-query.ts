import { useSearchParams } from "@solidjs/router";
import { type Accessor, createContext, createMemo, onCleanup, useContext } from "solid-js";

/** One value kept in the address. What it is at rest is left out; what cannot be read is at rest. */
export interface UrlParam<T> {
  readonly read: (text: string | undefined) => T;
  readonly write: (value: T) => string | undefined;
  /** Whether a text stands for a value of its own. */
  readonly knows: (text: string) => boolean;
  /** The field itself says what it cannot read. */
  readonly isSaid?: boolean;
}

export const textParam = (max = 100): UrlParam<string> => ({
  read: (text) => (text ?? "").slice(0, max),
  write: (value) => (value.trim() === "" ? undefined : value.slice(0, max)),
  knows: (text) => text.length <= max,
});

/** A text of one form: a day, a month, a time. What has another is as if it were not there. */
export const formParam = (fits: (text: string) => boolean): UrlParam<string> => ({
  read: (text) => (text !== undefined && fits(text) ? text : ""),
  write: (value) => (value === "" ? undefined : value),
  knows: fits,
});

/** One of several; undefined: any. */
export const choiceParam = <V extends string>(options: readonly V[]): UrlParam<V | undefined> => ({
  read: (text) => options.find((one) => one === text),
  write: (value) => value,
  knows: (text) => options.some((one) => one === text),
});

export const numberParam = (min: number, max: number): UrlParam<number | undefined> => {
  const read = (text: string | undefined) => {
    const value = /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return {
    read,
    write: (value) => (value === undefined ? undefined : String(value)),
    knows: (text) => read(text) !== undefined,
  };
};

/** Never undefined: the fallback stands for absence. */
export const withFallback = <T>(param: UrlParam<T | undefined>, fallback: T): UrlParam<T> => ({
  read: (text) => param.read(text) ?? fallback,
  write: (value) => (value === fallback ? undefined : param.write(value)),
  knows: param.knows,
});

export type UrlSpec<T extends object> = { readonly [K in keyof T]: UrlParam<T[K]> };

export interface UrlQuery<T extends object> {
  readonly values: Accessor<T>;
  /** What stands in the address for a value and cannot be read, as it stands there. */
  readonly unread: (key: keyof T & string) => string | undefined;
  /** Anything but another page begins at the first page. `replace` leaves no step to go back to. */
  readonly set: (patch: Partial<T>, how?: { readonly replace?: boolean }) => void;
}

export function readQuery<T extends object>(
  spec: UrlSpec<T>,
  textOf: (key: string) => string | undefined,
): T {
  const keys = Object.keys(spec) as (keyof T & string)[];
  return Object.fromEntries(keys.map((key) => [key, spec[key].read(textOf(key))])) as T;
}

export function writeQuery<T extends object>(
  spec: UrlSpec<T>,
  patch: Partial<T>,
): Record<string, string | undefined> {
  const keys = Object.keys(patch) as (keyof T & string)[];
  const firstPage = "page" in spec && !("page" in patch) ? { page: undefined } : {};
  return {
    ...firstPage,
    ...Object.fromEntries(keys.map((key) => [key, spec[key].write(patch[key] as T[typeof key])])),
  };
}

/** What a link asks for and a page cannot show. */
export interface Unread {
  readonly all: () => readonly { readonly key: string; readonly text: string }[];
  /** Takes it out of the address. */
  readonly clear: () => void;
}

/** Where a page says what its queries could not read; the answer takes the query away again. */
export const UnreadPlace = createContext<(of: Unread) => () => void>();

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** Filters, sorting and page of a list, kept in the address: to be shared, reloaded, gone back to. */
export function createUrlQuery<T extends object>(spec: UrlSpec<T>): UrlQuery<T> {
  const [search, setSearch] = useSearchParams();
  const keys = Object.keys(spec) as (keyof T)[];
  const values = createMemo(() => readQuery(spec, (key) => first(search[key])), undefined, {
    equals: (before, now) => before !== undefined && keys.every((key) => before[key] === now[key]),
  });
  const unread = (key: keyof T & string) => {
    const [text = "", ...others] = [search[key]].flat();
    const odd = text === "" || spec[key].knows(text) ? others.find((one) => one !== text) : text;
    return odd?.slice(0, 100);
  };
  const said = keys.filter((key) => spec[key].isSaid !== true) as (keyof T & string)[];
  const leave = useContext(UnreadPlace)?.({
    all: () =>
      said.flatMap((key) => {
        const text = unread(key);
        return text === undefined ? [] : [{ key, text }];
      }),
    clear: () =>
      setSearch(
        Object.fromEntries(said.flatMap((key) => (unread(key) === undefined ? [] : [[key, ""]]))),
        { replace: true },
      ),
  });
  if (leave !== undefined) onCleanup(leave);
  return {
    values: values as Accessor<T>,
    unread,
    set: (patch, how = {}) => setSearch(writeQuery(spec, patch), { replace: how.replace === true }),
  };
}
