import { bashTool } from "./bash.ts";
import { editTool } from "./edit.ts";
import { globTool } from "./glob.ts";
import { grepTool } from "./grep.ts";
import { readTool } from "./read.ts";
import type { WorkspaceTool } from "./tool.ts";
import { writeTool } from "./write.ts";

/** The tools that run where the files are. Their order is the order the model sees. */
export const workspaceTools: readonly WorkspaceTool[] = [
  readTool,
  writeTool,
  editTool,
  globTool,
  grepTool,
  bashTool,
];

export const findTool = (name: string): WorkspaceTool | undefined =>
  workspaceTools.find((tool) => tool.name === name);
