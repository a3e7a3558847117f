import { lazy, Suspense } from "solid-js";

export interface MarkdownProps {
  text: string;
  /** More text is coming: the end is not settled yet. */
  growing?: boolean;
}

const MarkdownBlocks = lazy(async () => ({
  default: (await import("./MarkdownBlocks.tsx")).MarkdownBlocks,
}));

/** What reads Markdown and makes it safe, for a view that shows none of it before it is there. */
export const loadMarkdown = (): Promise<unknown> => MarkdownBlocks.preload();

/** Markdown of a model or a person, made safe. File names open through `openLinkedFile`. */
export function Markdown(props: MarkdownProps) {
  return (
    <Suspense>
      <MarkdownBlocks {...props} />
    </Suspense>
  );
}

/** For a click handler around rendered text: opens the file that was clicked, if one was. */
export function openLinkedFile(
  event: MouseEvent,
  open: (path: string, line?: number) => void,
): void {
  const target = event.target instanceof Element ? event.target.closest("[data-file]") : null;
  if (!(target instanceof HTMLElement) || target.dataset["file"] === undefined) return;
  const line = target.dataset["line"];
  open(target.dataset["file"], line === undefined ? undefined : Number(line));
}
