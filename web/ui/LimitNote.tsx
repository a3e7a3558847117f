import { Show } from "solid-js";
import type { ApiError } from "../client/error.ts";
import { limitWords } from "./limit-words.ts";

/** The limit a call was refused for, in words. */
export function LimitNote(props: { error: ApiError }) {
  return <Show when={limitWords(props.error.details)}>{(text) => <p>{text()}</p>}</Show>;
}
