import { createSignal } from "solid-js";

export type Density = "normal" | "dense";

interface Remembered {
  /** Columns shown or hidden against their default. */
  readonly columns: Readonly<Record<string, boolean>>;
  readonly density: Density;
}

const nothing: Remembered = { columns: {}, density: "normal" };

function load(key: string): Remembered {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Remembered>;
    return {
      columns: typeof kept.columns === "object" ? kept.columns : {},
      density: kept.density === "dense" ? "dense" : "normal",
    };
  } catch {
    return nothing;
  }
}

/** How a person wants a table, remembered in this browser under its name. */
export function createTableMemory(name: string) {
  const key = `engawa.table.${name}`;
  const [kept, setKept] = createSignal(load(key));
  const keep = (next: Remembered) => {
    setKept(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Storage may be refused; the choice holds until the page is closed.
    }
  };
  return {
    isShown: (column: string, byDefault: boolean): boolean => kept().columns[column] ?? byDefault,
    show: (column: string, shown: boolean) =>
      keep({ ...kept(), columns: { ...kept().columns, [column]: shown } }),
    density: () => kept().density,
    setDensity: (density: Density) => keep({ ...kept(), density }),
  };
}

export type TableMemory = ReturnType<typeof createTableMemory>;
