import FileUp from "lucide-solid/icons/file-up";
import { Show } from "solid-js";
import { t } from "../../i18n/admin-bulk.ts";
import { Button } from "../../ui/Button.tsx";
import { DropZone } from "../../ui/DropZone.tsx";
import { pickFiles } from "../../ui/pick-files.ts";
import { lastingOnly } from "../parts/lasting.ts";

/** Takes one file, chosen or dropped. */
export function FilePicker(props: {
  accept: string;
  file: File | null;
  busy: boolean;
  hint: string;
  /** What the button asks for. */
  choose: string;
  onFile: (file: File) => void;
  /** Not for who is an administrator for a day. */
  lasting?: true;
}) {
  const closed = () => (props.lasting ? lastingOnly() : {});
  const take = (files: Iterable<File>) => {
    const [file] = files;
    if (file !== undefined && closed().disabled !== true) props.onFile(file);
  };
  return (
    <DropZone
      class="rounded-lg border border-dashed border-edge p-4"
      hint={t("dropHere")}
      onDrop={(dropped) => take(dropped.files)}
    >
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          kind={props.file === null ? "primary" : "plain"}
          busy={props.busy}
          onClick={() => void pickFiles({ accept: props.accept }).then(take)}
          {...closed()}
        >
          <FileUp size={15} aria-hidden="true" />
          {props.file === null ? props.choose : t("chooseAgain")}
        </Button>
        <Show when={props.file}>
          {(file) => <span class="font-medium break-all">{file().name}</span>}
        </Show>
        <span class="text-sm text-quiet">{props.busy ? t("previewing") : props.hint}</span>
      </div>
    </DropZone>
  );
}
