import { importArchive } from "#contract/file";
import { createProject, deleteProject, type ProjectInfo } from "#contract/project";
import { call } from "../../client/call.ts";
import { upload } from "../../client/raw.ts";
import { projectNameOf } from "../../files/archive-name.ts";
import { transfer } from "../../files/transfers.ts";
import { t } from "../../i18n/projects.ts";
import { toast } from "../../ui/toast.ts";

/** Makes a project named after an archive and fills it. Null: cancelled or failed; nothing is left. */
export const projectFromArchive = (file: File): Promise<ProjectInfo | null> =>
  transfer(file.name, file.size, async (control) => {
    const project = await call(createProject, { json: { name: projectNameOf(file.name) } });
    try {
      const result = await upload(
        importArchive,
        { param: { id: project.id }, query: {} },
        file,
        control,
      );
      toast({
        tone: "good",
        text: t("created", { name: project.name, count: result.imported }),
      });
      if (result.skipped.length > 0) {
        toast({ tone: "warn", text: t("skipped", { count: result.skipped.length }) });
      }
      return project;
    } catch (cause) {
      await call(deleteProject, { param: { id: project.id } });
      throw cause;
    }
  });
