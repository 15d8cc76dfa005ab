import { app, type Session, session, type WebContents } from 'electron';
import { appOrigin, appScheme, photoScheme } from './schemes';

/** What no page may do, whatever it shows. Must be called when the app is ready, before a window opens. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => stayInside(contents));
  allowCameraOnly(session.defaultSession);
  stayLocal(session.defaultSession);
}

/** The window shows our pages and nothing else. */
function stayInside(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${appOrigin}/`)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function allowCameraOnly(own: Session): void {
  own.setPermissionRequestHandler((contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const camera = permission === 'media' && media.length > 0 && media.every((type) => type === 'video');
    answer(camera && contents.getURL().startsWith(`${appOrigin}/`));
  });
  own.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === 'media' && details.mediaType === 'video' && isOurs(origin),
  );
  own.setDevicePermissionHandler(() => false);
}

/** `origin` as Chromium gives it, with or without a slash at its end. */
const isOurs = (origin: string) => origin.replace(/\/$/, '') === appOrigin;

const localSchemes = [appScheme, photoScheme, 'data', 'blob', 'devtools'].map((scheme) => `${scheme}:`);

/** Nothing is fetched from a network, and of files only the report that is printed. */
function stayLocal(own: Session): void {
  own.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const { protocol } = new URL(url);
    const printed = protocol === 'file:' && resourceType === 'mainFrame';
    answer({ cancel: !printed && !localSchemes.includes(protocol) });
  });
}
