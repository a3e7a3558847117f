import { eq, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { foldText } from "#contract/fold-text";
import { apiKey } from "../../auth/keys/api-key.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { lowerAscii } from "../../platform/text/contains-text.ts";
import type { Db } from "../../platform/db.ts";
import type { Meaning } from "./conditions.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** So many people are named to SQLite by their ids, which is the faster way. */
const few = 50;

/** From so many on it costs more to put them together than to ask each row of a step. */
const many = 2000;

/** The text behind every text that begins with the one given. */
const after = (text: string): string => `${text}\u{10FFFF}`;

const begins = (column: SQLWrapper, by: string): SQL =>
  sql`${column} >= ${by} and ${column} < ${after(by)}`;

/** By address or name; by the plain name, too: one just written may not be folded yet. */
const waysToName = (text: string) =>
  [
    begins(user.email, foldText(text)),
    begins(user.nameFolded, foldText(text)),
    begins(sql`lower(${user.name})`, text),
  ] as const;

/** Whom a text names, where they are few: an address in full names nobody else. */
async function idsOf(db: Db, text: string): Promise<string[]> {
  const found = (where: SQL | undefined) =>
    db
      .select({ id: user.id })
      .from(user)
      .where(where)
      .limit(few + 1);
  const exact = await found(eq(user.email, foldText(text)));
  if (exact.length > 0) return exact.map((one) => one.id);
  const [byAddress, byName, byPlainName] = waysToName(text);
  const people = await db.batch([found(byAddress), found(byName), found(byPlainName)]);
  return [...new Set(people.flat().map((one) => one.id))];
}

/**
 * They are put together once for the statement, and each row is asked whether its person is among them.
 * The plus keeps SQLite from going person by person instead.
 */
function isAmong(column: SQL, text: string): SQL {
  const people = waysToName(text).map(
    (where) => sql`select ${user.id} from ${user} where ${where}`,
  );
  return sql`+${column} in (${sql.join(people, sql` union all `)})`;
}

/** Where they are most of the site, each row's person is asked for the name instead. */
function isCalled(column: SQL, text: string): SQL {
  const isSo = (name: SQLWrapper, by: string) =>
    sql`substr(${name}, 1, ${sql.raw(String([...by].length))}) = ${by}`;
  const folded = foldText(text);
  return sql`exists (select 1 from ${user} where ${user.id} = ${column} and (
    ${isSo(user.nameFolded, folded)} or ${isSo(user.email, folded)}
    or ${isSo(sql`lower(${user.name})`, text)}))`;
}

/** A row's person is one of more than `few`. */
async function isOneOfMany(db: Db, column: SQL, text: string): Promise<SQL> {
  const counts = waysToName(text).map(
    (where) => sql`(select count(*) from (select 1 from ${user} where ${where} limit ${many + 1}))`,
  );
  const found = await db.get<{ n: number }>(sql`select max(${sql.join(counts, sql`, `)}) as n`);
  return found.n > many ? isCalled(column, text) : isAmong(column, text);
}

/** `me`, `nobody`, an id, an address, or how an address or a name begins; null: there is no such person. */
export async function whoIsMeant(
  db: Db,
  value: string,
  me: string,
  { column, index }: { column: string; index: string },
): Promise<Meaning | null> {
  const name = sql`${sql.identifier(column)}`;
  const one = (where: SQL, rank: number): Meaning => ({ where, served: { where, index, rank } });
  const text = lowerAscii(value);
  if (text === "nobody") return one(sql`${name} is null`, 4);
  if (text === "me") return one(sql`${name} = ${me}`, 2);
  if (uuid.test(text)) return one(sql`${name} = ${text}`, 2);
  const ids = await idsOf(db, text);
  const [only, ...more] = ids;
  if (only === undefined) return null;
  if (more.length === 0) return one(sql`${name} = ${only}`, 2);
  if (ids.length > few) return { where: await isOneOfMany(db, name, text) };
  return { where: sql`${name} in (select value from json_each(${JSON.stringify(ids)}))` };
}

/** What a key did is what its owner did, too: an index for it. */
export async function keyIsMeant(db: Db, value: string, index: string): Promise<Meaning> {
  const key = value.toLowerCase();
  const [owner] = await db.select({ id: apiKey.userId }).from(apiKey).where(eq(apiKey.id, key));
  const where = sql`key_id = ${key}`;
  return owner === undefined
    ? { where }
    : { where, implies: { where: sql`user_id = ${owner.id}`, index, rank: 2 } };
}
