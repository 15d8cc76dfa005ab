import { useEffect } from 'react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Tour } from '../help/Tour';
import { Welcome } from '../welcome/Welcome';
import { ErrorBoundary } from './ErrorBoundary';
import { JobBar } from './JobBar';
import { LockedDialog } from './LockedDialog';
import { usePreferences } from './preferences-store';
import { useProject } from './project-store';
import { Sidebar } from './Sidebar';
import { useShortcuts } from './shortcuts';
import { cssVariablesResolver, theme } from './theme';
import { roomComponents, useRoom } from './rooms';
import classes from './App.module.css';

export function App() {
  const chosen = usePreferences((state) => state.theme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      forceColorScheme={chosen === 'system' ? undefined : chosen}
    >
      <Notifications position="bottom-right" />
      <ErrorBoundary>
        <Studio />
        <LockedDialog />
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Studio() {
  const folder = useProject((state) => state.project?.folder);
  const name = useProject((state) => state.project?.name);
  useEffect(() => void (document.title = name ? `${name} – Ramune Studio` : 'Ramune Studio'), [name]);
  if (!folder) return <Welcome />;
  return <Rooms key={folder} />;
}

function Rooms() {
  useShortcuts();
  const room = useRoom((state) => state.room);
  const Shown = roomComponents[room];
  return (
    <div className={classes.studio}>
      <Sidebar />
      <main className={classes.main}>
        <div className={classes.room}>
          <ErrorBoundary key={room}>
            <Shown />
          </ErrorBoundary>
        </div>
        <JobBar />
      </main>
      <Tour />
    </div>
  );
}
