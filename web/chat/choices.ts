/** What is chosen for one question; `other` is a free answer, null while it is not chosen. */
export interface Choice {
  readonly labels: readonly string[];
  readonly other: string | null;
}

/** Chooses an option, or the free answer for null. With `several`, chosen ones can be taken back. */
export function toggle(choice: Choice, label: string | null, several: boolean): Choice {
  if (!several)
    return label === null ? { labels: [], other: "" } : { labels: [label], other: null };
  if (label === null) return { ...choice, other: choice.other === null ? "" : null };
  const labels = choice.labels.includes(label)
    ? choice.labels.filter((held) => held !== label)
    : [...choice.labels, label];
  return { ...choice, labels };
}

export const answersOf = (choices: readonly Choice[]): string[][] =>
  choices.map(({ labels, other }) => {
    const text = other?.trim() ?? "";
    return text === "" ? [...labels] : [...labels, text];
  });

export const isComplete = (choices: readonly Choice[]): boolean =>
  answersOf(choices).every(
    (answers, at) => answers.length > 0 && choices[at]?.other?.trim() !== "",
  );
