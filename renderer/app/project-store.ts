import { create } from 'zustand';
import type { RecentProject } from '@shared/bridge';
import type { Project } from '@shared/domain';
import type { Client } from '@shared/rpc';
import { call, on, onConnect } from '../engine/connection';
import { useEngine } from '../engine/engine-store';
import { cancelJob, runJob, startJobs, useJobs } from '../engine/jobs';
import { asStudioError, attempt, report } from './errors';
import { notifyCloseFirst, notifyRestarted, notifyRestored } from './notices';

interface ProjectStore {
  project: Project | null;
  recent: RecentProject[];
  /** A project that another studio has open: shall it be taken over? */
  lockedFolder: string | null;
}

export const useProject = create<ProjectStore>()(() => ({ project: null, recent: [], lockedFolder: null }));

type Opened = (project: Project, again: boolean) => void;
const openedListeners: Opened[] = [];

/** Called whenever a project is open afresh; `again`: the same one as before, after an engine restart. */
export function onProjectOpened(listener: Opened): void {
  openedListeners.push(listener);
}

export function startProject(): void {
  startJobs();
  onConnect(resumeProject);
  on('project.changed', () => void refreshProject());
  window.studio.onProjectAsked((folder) => void openAsked(folder));
}

/** A new engine is told which project is open; a page that was reloaded learns it from the engine. */
async function resumeProject(client: Client, restarted: boolean): Promise<void> {
  try {
    useEngine.setState({ info: await client.call('engine.info', {}) });
    const known = useProject.getState().project;
    const project = known
      ? await client.call('project.open', { folder: known.folder, takeOver: true })
      : await client.call('project.current', {});
    if (project) opened(project, known !== null);
    if (restarted) notifyRestarted();
  } catch (error) {
    if (asStudioError(error).code === 'engine-gone') return;
    useProject.setState({ project: null });
    report(error);
  }
}

export async function refreshProject(): Promise<void> {
  const project = await call('project.current', {}).catch(() => null);
  if (project) useProject.setState({ project });
}

export async function loadRecent(): Promise<void> {
  useProject.setState({ recent: await window.studio.recentProjects() });
}

export async function forgetRecent(folder: string): Promise<void> {
  await window.studio.forgetProject(folder);
  await loadRecent();
}

export async function openProject(folder: string, takeOver = false): Promise<void> {
  try {
    await enter(await call('project.open', { folder, takeOver }));
  } catch (error) {
    if (asStudioError(error).code === 'locked' && !takeOver) useProject.setState({ lockedFolder: folder });
    else report(error);
  }
}

/** What is open is not closed for it: it may be training. */
async function openAsked(folder: string): Promise<void> {
  const { project } = useProject.getState();
  if (!project) await openProject(folder);
  else if (project.folder !== folder) notifyCloseFirst(folder);
}

export async function chooseProject(): Promise<void> {
  const folder = await window.studio.chooseFolder('open-project');
  if (folder) await openProject(folder);
}

/** Makes a project of one that was packed, in a folder of the user's choosing. */
export async function unpackProject(): Promise<void> {
  const zip = await window.studio.chooseZip();
  const folder = zip && (await window.studio.chooseFolder('new-project'));
  if (!folder) return;
  await attempt(async () =>
    enter(await runJob('pack', (job) => call('project.unpack', { zip, folder, job }))),
  );
}

export async function createProject(): Promise<void> {
  const folder = await window.studio.chooseFolder('new-project');
  if (folder) await attempt(async () => enter(await call('project.create', { folder })));
}

/** Opens the sample project, which is drawn the first time. */
export async function openSample(): Promise<void> {
  await attempt(async () => {
    const folder = await window.studio.sampleFolder();
    await enter(await openOrDraw(folder));
  });
}

async function openOrDraw(folder: string): Promise<Project> {
  try {
    return await call('project.open', { folder });
  } catch (error) {
    if (!['not-a-project', 'not-found'].includes(asStudioError(error).code)) throw error;
    return runJob('sample', (job) => call('project.sample', { folder, job }));
  }
}

export async function closeProject(): Promise<void> {
  useJobs.getState().jobs.forEach(({ id }) => cancelJob(id));
  await attempt(() => call('project.close', {}));
  useProject.setState({ project: null });
}

async function enter(project: Project): Promise<void> {
  opened(project, false);
  await window.studio.rememberProject({ folder: project.folder, name: project.name });
}

function opened(project: Project, again: boolean): void {
  useProject.setState({ project, lockedFolder: null });
  if (project.restored) notifyRestored(project.restored);
  openedListeners.forEach((listener) => listener(project, again));
}
