import { Show } from "solid-js";
import { limitWords } from "./limit-words.ts";

/** The limit a call was refused for, in words. */
export function LimitNote(props: { details: unknown }) {
  return <Show when={limitWords(props.details)}>{(text) => <p>{text()}</p>}</Show>;
}
