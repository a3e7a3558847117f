import { type Accessor, type JSX, Match, type Resource, Switch } from "solid-js";
import { toApiError } from "../client/error.ts";
import { ErrorState } from "./ErrorState.tsx";
import { Skeleton } from "./Skeleton.tsx";

/** What a resource holds once it is there; what is shown stays while it is fetched anew. */
export function Loaded<T extends object>(props: {
  resource: Resource<T>;
  onRetry: () => void;
  lines?: number;
  children: (value: Accessor<T>) => JSX.Element;
}) {
  const value = () =>
    props.resource.state === "ready" || props.resource.state === "refreshing"
      ? props.resource.latest
      : undefined;
  return (
    <Switch fallback={<Skeleton lines={props.lines ?? 3} />}>
      <Match when={props.resource.state === "errored"}>
        <ErrorState
          error={toApiError(props.resource.error)}
          small
          onRetry={() => props.onRetry()}
        />
      </Match>
      <Match when={value()}>{(now) => props.children(now)}</Match>
    </Switch>
  );
}
