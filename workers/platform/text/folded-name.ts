import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { foldText } from "#contract/fold-text";
import { lowerAscii } from "./contains-text.ts";

/**
 * A name with its twin that searches compare, for every write of one. A write that leaves the twin
 * out has it emptied by a trigger, and made anew within minutes (see admin/people/fold-names).
 */
export const named = (name: string): { name: string; nameFolded: string } => ({
  name,
  nameFolded: foldText(name),
});

/** Whether a name has the text in it; one that has no twin yet is compared in any case of A to Z. */
export const nameContains = (
  { name, nameFolded }: { name: SQLWrapper; nameFolded: SQLWrapper },
  text: string,
): SQL => sql`case when ${nameFolded} is null then instr(lower(${name}), ${lowerAscii(text)})
  else instr(${nameFolded}, ${foldText(text)}) end > 0`;
