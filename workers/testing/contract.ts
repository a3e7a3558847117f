/** The endpoints tests set things up with. */
import { allEndpoints } from "#contract/index";

export const { createProject, createSession, createFile, listProjects } = allEndpoints;
