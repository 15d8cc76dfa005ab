import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'uplot/dist/uPlot.min.css';
import './app/styles.css';
import { App } from './app/App';
import { startPreferences } from './app/preferences-store';
import { startProject } from './app/project-store';
import { startConnection } from './engine/connection';
import { startI18n } from './i18n';

// The page's policy forbids `eval`, which zod would otherwise try, and be logged for.
z.config({ jitless: true });

// The port to the engine comes as soon as the page has loaded, so it is listened for before anything else.
startProject();
startConnection();
refuseStrayDrops();
await startI18n();
await startPreferences();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

/** A file let go outside a drop area must not replace the page. */
function refuseStrayDrops(): void {
  for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
}
