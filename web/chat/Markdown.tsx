import { createEffect, createMemo, createSignal, Index, Match, Switch } from "solid-js";
import { CodeBlock } from "./CodeBlock.tsx";
import { linkFiles } from "./file-links.ts";
import { parseMarkdown, type MarkdownBlock } from "./markdown.ts";
import { morph } from "./morph.ts";
import { sanitize } from "./sanitize.ts";

export interface MarkdownProps {
  text: string;
  /** More text is coming: the end is not settled yet. */
  growing?: boolean;
}

/** Markdown of a model or a person, made safe. File names open through `openLinkedFile`. */
export function Markdown(props: MarkdownProps) {
  const blocks = createMemo<readonly MarkdownBlock[]>(
    (before) => parseMarkdown(props.text, props.growing ? before : []),
    [],
  );
  return (
    <div class="chat-prose">
      <Index each={blocks()}>
        {(block, index) => (
          <Switch>
            <Match when={block().kind === "html" && block()}>
              <Html block={block()} />
            </Match>
            <Match when={codeOf(block())}>
              {(code) => (
                <CodeBlock
                  code={code().code}
                  language={code().language}
                  growing={props.growing === true && index === blocks().length - 1}
                />
              )}
            </Match>
          </Switch>
        )}
      </Index>
    </div>
  );
}

const codeOf = (block: MarkdownBlock) => (block.kind === "code" ? block : undefined);

function Html(props: { block: MarkdownBlock }) {
  const [element, setElement] = createSignal<HTMLDivElement>();
  createEffect(() => {
    if (props.block.kind !== "html") return;
    const nodes = sanitize(props.block.html);
    linkFiles(nodes);
    const target = element();
    if (target) morph(target, nodes);
  });
  return <div ref={setElement} />;
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
