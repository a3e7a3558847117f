/** The text scrapers read (OpenMetrics 1.0). */

export interface Sample {
  /** After the family's name: `_total` of a counter, `_count` and `_sum` of a summary. */
  readonly suffix?: "_total" | "_count" | "_sum";
  readonly labels?: Readonly<Record<string, string>>;
  /** Null is left out: what is not known is not nothing. */
  readonly value: number | null;
}

export interface Family {
  /** With its unit as the last word, where it has one. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "summary";
  readonly unit?: "seconds" | "bytes" | "usd";
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const gauge = (
  name: string,
  help: string,
  value: number | null | undefined,
  unit?: "bytes" | "seconds",
): Family => ({
  name,
  type: "gauge",
  help,
  samples: [{ value: value ?? null }],
  ...(unit === undefined ? {} : { unit }),
});

export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

export const openMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

function labelsOf(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels ?? {}).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function linesOf({ name, type, unit, help, samples }: Family): string[] {
  const known = samples.filter((sample) => sample.value !== null);
  if (known.length === 0) return [];
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...known.map(
      ({ suffix, labels, value }) => `${name}${suffix ?? ""}${labelsOf(labels)} ${value}`,
    ),
  ];
}

export const openMetrics = (families: readonly Family[]): string =>
  [...families.flatMap(linesOf), "# EOF", ""].join("\n");
