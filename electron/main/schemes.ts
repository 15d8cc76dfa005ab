import { protocol } from 'electron';

/** The window's own pages: `ramune://studio/…`. */
export const appScheme = 'ramune';
export const appOrigin = `${appScheme}://studio`;

/** Photos of the open project: `ramune-photo://project/<id>?w=256`. */
export const photoScheme = 'ramune-photo';

/** Must be called before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges },
    { scheme: photoScheme, privileges },
  ]);
}
