import CircleHelp from "lucide-solid/icons/circle-question-mark";
import FilePlus from "lucide-solid/icons/file-plus";
import FileText from "lucide-solid/icons/file-text";
import FolderSearch from "lucide-solid/icons/folder-search";
import Globe from "lucide-solid/icons/globe";
import ListTodo from "lucide-solid/icons/list-todo";
import MapIcon from "lucide-solid/icons/map";
import Pencil from "lucide-solid/icons/pencil";
import Search from "lucide-solid/icons/search";
import Terminal from "lucide-solid/icons/terminal";
import Wrench from "lucide-solid/icons/wrench";
import { t } from "../i18n/chat-tool.ts";

const icons = {
  Read: FileText,
  Write: FilePlus,
  Edit: Pencil,
  Glob: FolderSearch,
  Grep: Search,
  Bash: Terminal,
  TodoWrite: ListTodo,
  ExitPlanMode: MapIcon,
  AskUserQuestion: CircleHelp,
  WebFetch: Globe,
} as const;

type Known = keyof typeof icons;
const isKnown = (name: string): name is Known => Object.hasOwn(icons, name);

export const toolIcon = (name: string) => (isKnown(name) ? icons[name] : Wrench);

/** What the tool does, in a word; its own name where we have none. */
export const toolLabel = (name: string): string => (isKnown(name) ? t(`tool.${name}`) : name);
