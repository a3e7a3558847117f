import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { listContentFiles, readContentFile } from "#contract/admin-content";
import type { FileInfo } from "#contract/file";
import { call } from "../../client/call.ts";
import { receive } from "../../client/raw.ts";
import { t } from "../../i18n/admin-content.ts";
import { bytes } from "../../i18n/format.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { withinLeave } from "./within-leave.ts";

/** Text of more is not shown; it is somebody else's, and this is for looking. */
const shownBytes = 512 * 1024;

/** The files of a project, to look at; each that is opened is on record. */
export function ContentFiles(props: { leave: string; onOver: () => void }) {
  const [tree, { refetch }] = createResource(() =>
    withinLeave(call(listContentFiles, { param: { id: props.leave } }), props.onOver),
  );
  const [chosen, setChosen] = createSignal<FileInfo>();
  return (
    <div class="flex min-h-0 flex-1 max-md:flex-col">
      <nav
        aria-label={t("files")}
        class="overflow-y-auto border-line p-2 max-md:max-h-56 max-md:border-b md:w-72 md:border-r"
      >
        <Loaded resource={tree} onRetry={() => void refetch()}>
          {(now) => (
            <ul>
              <For
                each={now().items.filter((one) => one.type === "file")}
                fallback={<li class="p-2 text-quiet">{t("noFiles")}</li>}
              >
                {(file) => (
                  <li>
                    <button
                      type="button"
                      aria-current={chosen()?.path === file.path ? "true" : undefined}
                      class="block w-full truncate rounded-md px-2 py-1 text-left font-mono text-sm pointer-coarse:py-2.5"
                      classList={{
                        "bg-accent-soft text-accent": chosen()?.path === file.path,
                        "hover:bg-sunken": chosen()?.path !== file.path,
                      }}
                      title={file.path}
                      onClick={() => setChosen(file)}
                    >
                      {file.path}
                    </button>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Loaded>
      </nav>
      <div class="min-h-0 min-w-0 flex-1 overflow-auto">
        <Show when={chosen()} keyed fallback={<p class="p-4 text-quiet">{t("choose")}</p>}>
          {(file) => <FileText leave={props.leave} file={file} onOver={props.onOver} />}
        </Show>
      </div>
    </div>
  );
}

function FileText(props: { leave: string; file: FileInfo; onOver: () => void }) {
  const readable = () => props.file.kind === "text" && props.file.size <= shownBytes;
  const [text, { refetch }] = createResource(
    () => (readable() ? props.file.path : null),
    async (path) => {
      const asked = receive(readContentFile, { param: { id: props.leave, path } });
      const answer = await withinLeave(asked, props.onOver);
      return { text: await answer.text() };
    },
  );
  const size = () => bytes(props.file.size);
  return (
    <Switch
      fallback={
        <p class="p-4 text-quiet">
          {t(props.file.kind === "text" ? "large" : "binary", { size: size() })}
        </p>
      }
    >
      <Match when={readable()}>
        <Loaded resource={text} onRetry={() => void refetch()}>
          {(now) => (
            <pre
              tabIndex={0}
              aria-label={props.file.path}
              class="min-h-full p-4 font-mono text-sm leading-5 wrap-anywhere whitespace-pre-wrap"
            >
              {now().text}
            </pre>
          )}
        </Loaded>
      </Match>
    </Switch>
  );
}
