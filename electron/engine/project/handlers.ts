import type { Handlers } from '@shared/contract';
import type { Session } from '../session';
import { OpenProject } from './open-project';
import { packProject } from './pack-project';
import { unpackProject } from './unpack-project';

type ProjectCalls =
  'project.create' | 'project.open' | 'project.pack' | 'project.unpack' | 'project.current' | 'project.close';

/** `replace` closes the project that is open and puts another in its place. */
export function projectHandlers(
  session: Session,
  replace: (next: OpenProject | null) => Promise<void>,
): Pick<Handlers, ProjectCalls> {
  const take = async (next: OpenProject) => {
    await replace(next);
    return next.describe();
  };
  return {
    async 'project.create'({ folder, name }) {
      return take(await OpenProject.create(folder, name));
    },
    async 'project.open'({ folder, takeOver }) {
      if (session.isOpen && session.project().isAt(folder)) return session.project().describe();
      return take(await OpenProject.open(folder, takeOver));
    },
    'project.pack': ({ out, job }) =>
      session.jobs.run(job, async (running) => ({
        files: await packProject(session.project(), out, running),
      })),
    async 'project.unpack'({ zip, folder, job }) {
      await session.jobs.run(job, (running) => unpackProject(zip, folder, running));
      return take(await OpenProject.open(folder));
    },
    'project.current': async () => (session.isOpen ? session.project().describe() : null),
    async 'project.close'() {
      await replace(null);
      return {};
    },
  };
}
