import { roleLimitSettings } from "../../workers/settings/role-limits.ts";
import { settingKeys, settingOf, type SettingKey } from "../../workers/settings/schema.ts";

const shown = (value: unknown): string => {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length === 0 ? "empty" : value.join(", ");
  return value === "" ? "empty" : String(value);
};

function boundsOf(key: SettingKey): string {
  const { control, min, max, nullable, max_length, options } = settingOf(key);
  const none = nullable ? ", or none" : "";
  if (control === "number") return `${min} to ${max}${none}`;
  if (control === "toggle") return "on, off";
  if (control === "choice") return (options ?? []).map((one) => one.value).join(", ");
  if (control === "time") return "a time to come within a year, or none";
  return control === "text" ? `${max_length} characters` : `${max_length} lines`;
}

const rowOf = (key: SettingKey): string[] => {
  const { unit, fallback, proof, en } = settingOf(key);
  const critical = proof === null ? "" : " **Critical.**";
  return [`\`${key}\``, `${en}.${critical}`, boundsOf(key), unit ?? "", shown(fallback)];
};

function table(rows: readonly string[][]): string {
  const head = ["key", "what it does", "bounds", "unit", "default"];
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** docs/settings.md, from the schema. */
export function settingsPage(): string {
  const categories = ["GENERAL", "SECURITY", "MAINTENANCE"] as const;
  const isLimit = (key: SettingKey) => Object.hasOwn(roleLimitSettings, key);
  const part = (title: string, keys: SettingKey[]) => `## ${title}\n\n${table(keys.map(rowOf))}`;
  const parts = categories.map((category) =>
    part(
      category,
      settingKeys.filter((key) => settingOf(key).category === category && !isLimit(key)),
    ),
  );
  const limits = part("GENERAL: limits of roles", settingKeys.filter(isLimit));
  return `# Settings

Made from \`workers/settings\` by \`npx vitest run --project unit settings-table -u\`; do not edit it here.

An administrator changes them under \`/admin/settings\`, or by \`PATCH /api/v1/admin/settings/{category}/{key}\` with \`{"value": …}\`; \`If-Match\` (or \`version\`) keeps a change from going over somebody else's. A change holds everywhere within ten seconds. Critical ones ask for a fresh proof and take no API key.

${[parts[0], limits, ...parts.slice(1)].join("\n\n")}
`;
}
