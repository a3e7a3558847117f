import { createSignal } from "solid-js";
import { errorWords } from "../client/error-words.ts";
import { language } from "../i18n/language.ts";
import { toast } from "../ui/toast.ts";
import type { Command } from "./chat.ts";
import { CommandError } from "./outbox.ts";

export type SendCommand = (command: Command) => Promise<void>;

/** The words of a code in the reader's language. */
export const describeError = (code: string) => errorWords(code)[language()];

/**
 * Sends a command and tells a refusal. With `once` it stays busy after it was taken: the card that
 * asked goes when the server says what became of it.
 */
export function createAnswer(send: SendCommand, once = false) {
  const [busy, setBusy] = createSignal(false);
  const answer = async (command: Command) => {
    if (busy()) return;
    setBusy(true);
    try {
      await send(command);
      if (!once) setBusy(false);
    } catch (error) {
      const text = describeError(error instanceof CommandError ? error.code : "SERVER_001");
      toast({ tone: "bad", text: `${text.message} — ${text.remedy}` });
      setBusy(false);
    }
  };
  return { busy, answer };
}
