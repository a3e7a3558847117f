import * as v from "valibot";
import { importColumns } from "#contract/admin-bulk";
import { Email, Language } from "#contract/common";
import { LimitKind } from "#contract/limit";
import { AppError } from "../../platform/errors.ts";
import { readTable, type TableRow } from "../imports/read-table.ts";
import { readName } from "./name-faults.ts";

/** A person to invite, as a job keeps them. */
export const PersonRow = v.object({
  email: v.string(),
  name: v.string(),
  role: v.picklist(["user", "admin"]),
  language: Language,
  limits: v.array(v.tuple([LimitKind, v.nullable(v.number())])),
});
export type PersonRow = v.InferOutput<typeof PersonRow>;

/** In words of both languages. */
export interface Words {
  readonly ja: string;
  readonly en: string;
}

export interface ReadRow {
  readonly row: number;
  readonly values: TableRow["values"];
  /** As accounts keep it; null where it is no address. */
  readonly email: string | null;
  /** Null where there is a fault. */
  readonly person: PersonRow | null;
  readonly faults: readonly Words[];
}

/** What a file is read by. */
interface Reading {
  /** Whether administrators may be among them (T-29). */
  readonly mayAppoint: boolean;
  /** Of who names none. */
  readonly language: PersonRow["language"];
}

/** T-29. */
const maxRows = 5000;

/** Limits by column of the file, and how many of the stored unit one of the file's is. */
export const limitColumns = [
  ["calls_per_day", "calls_per_day", 1],
  ["messages_per_hour", "messages_per_hour", 1],
  ["sessions_held", "sessions_held", 1],
  ["storage_mb", "storage_bytes", 1024 ** 2],
  ["monthly_budget_usd", "monthly_budget_micro_usd", 1_000_000],
] as const;

const words = (ja: string, en: string): Words => ({ ja, en });

function readLimits(values: TableRow["values"], faults: Words[]): PersonRow["limits"] {
  const limits: PersonRow["limits"] = [];
  for (const [column, kind, unit] of limitColumns) {
    const text = (values[column] ?? "").trim().toLowerCase();
    if (text === "") continue;
    const number = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * unit) : null;
    if (number === null && text !== "unlimited") {
      faults.push(
        words(
          `${column} は数値または unlimited で指定してください`,
          `${column} must be a number or unlimited`,
        ),
      );
    }
    limits.push([kind, number]);
  }
  return limits;
}

/** A row with every fault there is in it. */
function readPerson({ row, values }: TableRow, reading: Reading): ReadRow {
  const faults: Words[] = [];
  const email = v.safeParse(Email, values["email"]);
  if (!email.success) {
    faults.push(words("メールアドレスの形式が正しくありません", "Invalid email format"));
  }
  const { name, faults: ofName } = readName(values["name"]);
  faults.push(...ofName);
  const role = v.safeParse(PersonRow.entries.role, values["role"]?.trim().toLowerCase() || "user");
  if (!role.success) {
    faults.push(
      words("ロールは user または admin で指定してください", "The role must be user or admin"),
    );
  } else if (role.output === "admin" && !reading.mayAppoint) {
    faults.push(
      words(
        "一時的な管理者は、管理者を追加できません",
        "Temporary administrators can't add administrators",
      ),
    );
  }
  const language = v.safeParse(
    Language,
    values["language"]?.trim().toLowerCase() || reading.language,
  );
  if (!language.success)
    faults.push(words("言語は ja または en で指定してください", "The language must be ja or en"));
  const limits = readLimits(values, faults);
  const person =
    faults.length === 0 && email.success && name !== null && role.success && language.success
      ? {
          email: email.output,
          name,
          role: role.output,
          language: language.output,
          limits,
        }
      : null;
  return { row, values, email: email.success ? email.output : null, person, faults };
}

export const withFault = (read: ReadRow, fault: Words): ReadRow => ({
  ...read,
  person: null,
  faults: [...read.faults, fault],
});

/** Every row, as a person or with what is wrong in it; the second of the same address is none. Throws BULK_002. */
export function readPeople(text: string, reading: Reading): ReadRow[] {
  const rows = readTable(text, { columns: importColumns, required: ["email", "name"] });
  if (rows.length === 0 || rows.length > maxRows) {
    throw new AppError("BULK_002", { rows: rows.length, max_rows: maxRows });
  }
  const firstOf = new Map<string, number>();
  return rows.map((row) => {
    const read = readPerson(row, reading);
    const first = read.email === null ? undefined : firstOf.get(read.email);
    if (first !== undefined) {
      return withFault(
        read,
        words(`${first} 行目と同じメールアドレスです`, `Same e-mail address as in row ${first}`),
      );
    }
    if (read.person !== null) firstOf.set(read.person.email, row.row);
    return read;
  });
}

export const taken = words("すでに登録されています", "This e-mail address is already registered");
