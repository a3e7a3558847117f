import { useSearchParams } from "@solidjs/router";
import { type Accessor, createMemo } from "solid-js";

/** One value kept in the address. What it is at rest is left out; what cannot be read is at rest. */
export interface UrlParam<T> {
  readonly read: (text: string | undefined) => T;
  readonly write: (value: T) => string | undefined;
}

export const textParam = (max = 100): UrlParam<string> => ({
  read: (text) => (text ?? "").slice(0, max),
  write: (value) => (value.trim() === "" ? undefined : value.slice(0, max)),
});

/** One of several; undefined: any. */
export const choiceParam = <V extends string>(options: readonly V[]): UrlParam<V | undefined> => ({
  read: (text) => options.find((one) => one === text),
  write: (value) => value,
});

export const numberParam = (min: number, max: number): UrlParam<number | undefined> => ({
  read: (text) => {
    const value = /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
  write: (value) => (value === undefined ? undefined : String(value)),
});

/** Never undefined: the fallback stands for absence. */
export const withFallback = <T>(param: UrlParam<T | undefined>, fallback: T): UrlParam<T> => ({
  read: (text) => param.read(text) ?? fallback,
  write: (value) => (value === fallback ? undefined : param.write(value)),
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

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** Filters, sorting and page of a list, kept in the address: to be shared, reloaded, gone back to. */
export function createUrlQuery<T extends object>(spec: UrlSpec<T>): UrlQuery<T> {
  const [search, setSearch] = useSearchParams();
  const keys = Object.keys(spec) as (keyof T)[];
  const values = createMemo(() => readQuery(spec, (key) => first(search[key])), undefined, {
    equals: (before, now) => before !== undefined && keys.every((key) => before[key] === now[key]),
  });
  return {
    values: values as Accessor<T>,
    unread: (key) => {
      const text = first(search[key]);
      return text !== undefined && text !== "" && spec[key].read(text) === undefined
        ? text.slice(0, 100)
        : undefined;
    },
    set: (patch, how = {}) => setSearch(writeQuery(spec, patch), { replace: how.replace === true }),
  };
}
