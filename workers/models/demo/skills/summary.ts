/** The summary that stands for a conversation when it is compacted: only what the messages show. */
import type { Conversation, Turn } from "../conversation.ts";
import type { Skill } from "../play.ts";

// oxlint-disable-next-line require-yield -- a skill that needs no tool
export function* summarize(c: Conversation): Skill {
  const turns = c.earlier;
  const calls = turns.flatMap((turn) => turn.batches.flat());
  const paths = (names: string[]) =>
    [
      ...new Set(
        calls
          .filter((one) => names.includes(one.name) && !one.failed)
          .map((one) => String(one.input["file_path"] ?? "")),
      ),
    ].filter(Boolean);
  const list = (items: readonly string[]) =>
    items.length === 0 ? `- ${c.say("なし", "none")}` : items.map((one) => `- ${one}`).join("\n");
  const last = turns.at(-1);
  const parts = [
    `## ${c.say("依頼", "What was asked")}`,
    list(turns.map((turn) => oneLine(turn.ask, 300)).filter(Boolean)),
    `## ${c.say("変更したファイル", "Files changed")}`,
    list(paths(["Write", "Edit"])),
    `## ${c.say("読んだファイル", "Files read")}`,
    list(paths(["Read"]).slice(-20)),
    `## ${c.say("実行したコマンド", "Commands run")}`,
    list(
      calls
        .filter((one) => one.name === "Bash")
        .map(
          (one) =>
            `\`${oneLine(String(one.input["command"] ?? ""), 120)}\`${one.failed ? c.say("（失敗）", " (failed)") : ""}`,
        )
        .slice(-20),
    ),
    `## ${c.say("現在の状態", "Where things stand")}`,
    last === undefined
      ? c.say("まだ何も始まっていません。", "Nothing has begun yet.")
      : lastWords(last),
  ];
  return `<summary>\n${parts.join("\n\n")}\n</summary>`;
}

const lastWords = (turn: Turn): string => oneLine(turn.said, 1200) || "…";

const oneLine = (text: string, max: number): string => {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
};
