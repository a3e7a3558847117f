import { createEffect, createMemo, createSignal, Index, Match, Switch } from "solid-js";
import { CodeBlock } from "./CodeBlock.tsx";
import { linkFiles } from "./file-links.ts";
import { parseMarkdown, type MarkdownBlock } from "./markdown.ts";
import type { MarkdownProps } from "./Markdown.tsx";
import { morph } from "./morph.ts";
import { sanitize } from "./sanitize.ts";

/** Block by block, so that a growing text redraws its end only. What is no code passes `sanitize`. */
export function MarkdownBlocks(props: MarkdownProps) {
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
