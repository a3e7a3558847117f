import { createSignal, type JSX, Show } from "solid-js";

export interface DropZoneProps {
  /** Shown while files hang over it. */
  hint: string;
  onDrop: (transfer: DataTransfer) => void;
  children: JSX.Element;
  class?: string;
  disabled?: boolean;
}

const holdsFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes("Files") === true;

/** Takes files dragged from the desktop. Always beside a button that does the same. */
export function DropZone(props: DropZoneProps) {
  const [over, setOver] = createSignal(false);
  let depth = 0;
  return (
    <div
      class={`relative ${props.class ?? ""}`}
      onDragEnter={(event) => {
        if (props.disabled === true || !holdsFiles(event)) return;
        depth += 1;
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!holdsFiles(event)) return;
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      }}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        depth = 0;
        setOver(false);
        if (event.dataTransfer === null || !holdsFiles(event)) return;
        // Also where nothing is taken: the browser would leave the page for the file.
        event.preventDefault();
        if (props.disabled !== true) props.onDrop(event.dataTransfer);
      }}
    >
      {props.children}
      <Show when={over()}>
        <div class="pointer-events-none absolute inset-1 z-20 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/95 p-4 text-center font-medium text-accent">
          <p>{props.hint}</p>
        </div>
      </Show>
    </div>
  );
}
