import { For } from "solid-js";
import type { ApiError } from "../client/error.ts";
import { issueWords } from "./issue-words.ts";

/** The fields a call was refused for. */
export function IssueList(props: { issues: ApiError["issues"] }) {
  return (
    <ul class="mt-1 list-disc pl-5">
      <For each={issueWords(props.issues)}>
        {({ name, reason }) => (
          <li class="wrap-anywhere">
            <span class="font-medium">{name}</span>: {reason}
          </li>
        )}
      </For>
    </ul>
  );
}
