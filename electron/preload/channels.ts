import type { Bridge } from '@shared/bridge';

/** The methods of the bridge that main answers; the others need nothing from it. */
export type Remote = Omit<
  Bridge,
  'version' | 'platform' | 'pathOf' | 'onEngineState' | 'onTourAsked' | 'onProjectAsked'
>;

/** IPC channel of a bridge method. */
export const channelOf = (method: keyof Remote): string => `studio:${method}`;

/** Main says how the engine is doing. */
export const engineStateChannel = 'studio:engine-state';

/** Main passes on a project that the file manager asks for. */
export const askedProjectChannel = 'studio:asked-project';

/** Main passes on that the menu asks for the tour. */
export const askedTourChannel = 'studio:asked-tour';

/** Main hands over a port to the engine. */
export const enginePortChannel = 'studio:engine-port';

/** Sandboxed preloads cannot ask for the version at once, so it comes on the command line. */
export const versionArgument = '--studio-version=';
