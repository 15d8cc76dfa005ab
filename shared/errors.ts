/** An error meant for a person: `code` names it in the window's translations, `message` says it in English. */
export class StudioError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: string = '',
  ) {
    super(message);
    this.name = 'StudioError';
  }
}

export const errorCodes = [
  'bad-request',
  'bundle-broken',
  'bundle-newer',
  'cancelled',
  'code-taken',
  'disk-full',
  'drive-gone',
  'engine-failed',
  'engine-gone',
  'engine-unavailable',
  'internal',
  'locked',
  'name-taken',
  'no-detector',
  'no-photos',
  'no-products',
  'no-project',
  'not-a-project',
  'not-empty',
  'not-found',
  'photo-broken',
  'project-damaged',
  'project-links',
  'project-newer',
  'read-only',
  'registry-newer',
  'registry-refused',
  'registry-tls',
  'registry-unreachable',
  'run-in-use',
  'run-photos',
  'tensorflow-download',
  'training-burst',
  'training-busy',
  'training-collapsed',
  'training-data',
  'weights-broken',
  'weights-download',
  'weights-unfit',
  'zip-broken',
  'zip-too-large',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Whether an error is one of these. */
export const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean =>
  error instanceof StudioError && codes.includes(error.code);
