import { inTime } from "./app/in-time.ts";

export const workbench = async () => ({
  default: (await import("./screens/workbench/WorkbenchScreen.tsx")).WorkbenchScreen,
});

/** With the page it begins with, if that comes in time: so both are drawn at once. */
export const admin = async () => {
  const { AdminScreen, firstPage } = await import("./admin/AdminScreen.tsx");
  await inTime(firstPage);
  return { default: AdminScreen };
};
