import { fireEvent, render, screen } from "@solidjs/testing-library";
import { vi } from "vitest";
import type { ServerFrame } from "#contract/frames";
import { ChatPanel } from "./ChatPanel.tsx";
import { ScriptedSocket } from "./test-browser.ts";

export const id = "11111111-1111-4111-8111-111111111111";

/** The panel on a scripted socket that has said these frames. */
export async function open(...frames: ServerFrame[]) {
  const beforeSend = vi.fn<() => Promise<unknown> | undefined>();
  const onOpenFile = vi.fn();
  const onFiles = vi.fn();
  const view = render(() => (
    <ChatPanel
      sessionId={id}
      project={{ id, name: "shop" } as never}
      openFile={() => "src/a.ts"}
      beforeSend={beforeSend}
      onOpenFile={onOpenFile}
      onFiles={onFiles}
      files={() => ["src/main.py", "README.md"]}
    />
  ));
  const socket = ScriptedSocket.last();
  await socket.say(...frames);
  const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message" });
  const type = (text: string) => {
    field().value = text;
    field().setSelectionRange(text.length, text.length);
    field().focus();
    fireEvent.input(field());
  };
  return { ...view, socket, field, type, beforeSend, onOpenFile, onFiles };
}
