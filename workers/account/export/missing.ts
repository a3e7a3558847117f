import { errorFields, log } from "../../platform/log.ts";

/** What did not come along, and why: the archive names it. */
export interface Missing {
  readonly lines: readonly string[];
  /** It was meant to. */
  failed(path: string, error: unknown): void;
  /** It is not the person's any more. */
  notTheirs(path: string, title: string): void;
}

export function listMissing(): Missing {
  const lines: string[] = [];
  return {
    lines,
    failed(path, error) {
      log("error", "export_part_missing", { path, ...errorFields(error) });
      lines.push(`${path} – 読み取れませんでした / could not be read`);
    },
    notTheirs: (path, title) =>
      lines.push(
        `${path} – ${JSON.stringify(title)} – 現在メンバーではないプロジェクトのチャット / a chat of a project you are not in any more`,
      ),
  };
}

/** As much as there is: what fails midway ends its own file, and no other. */
export async function* asFarAsItGoes<Part>(
  path: string,
  input: AsyncIterable<Part>,
  missing: Missing,
): AsyncGenerator<Part> {
  try {
    yield* input;
  } catch (error) {
    missing.failed(path, error);
  }
}
