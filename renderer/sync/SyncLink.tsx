import { UnstyledButton } from '@mantine/core';
import { goTo } from '../app/rooms';
import { SyncLight } from './SyncLight';
import { useSync } from './sync-store';

/** How sharing is doing, at the foot of the rooms; it leads to what there is to do about it. */
export function SyncLink({ className }: { className: string }) {
  const state = useSync(({ status }) => status?.state ?? 'off');
  if (state === 'off') return null;
  return (
    <UnstyledButton className={className} onClick={lead} data-testid="sync-link">
      <SyncLight />
    </UnstyledButton>
  );
}

function lead(): void {
  const asks = useSync.getState().conflicts.length > 0;
  if (asks) useSync.setState({ deciding: true });
  goTo(asks ? 'register' : 'settings');
}
