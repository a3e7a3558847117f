export interface Command {
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly run: () => void;
}

/** How well a text answers to what is typed: its letters in order; closer together is better. */
export function score(text: string, typed: string): number | null {
  const hay = text.toLowerCase();
  let at = 0;
  let gaps = 0;
  for (const letter of typed.toLowerCase().replaceAll(" ", "")) {
    const found = hay.indexOf(letter, at);
    if (found < 0) return null;
    gaps += found - at;
    at = found + 1;
  }
  return gaps + hay.length / 100;
}

export const matching = (
  commands: readonly Command[],
  typed: string,
  most = 12,
): readonly Command[] =>
  commands
    .map((command) => ({ command, points: score(command.label, typed) }))
    .filter((one): one is { command: Command; points: number } => one.points !== null)
    .toSorted((a, b) => (typed === "" ? 0 : a.points - b.points))
    .slice(0, most)
    .map((one) => one.command);
