import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../engine/engine-store';
import classes from './EngineLight.module.css';

/** Says when the engine is not there; silence means that all is well. A window loaded again has it started anew. */
export function EngineLight() {
  const { t } = useTranslation();
  const state = useEngine((engine) => engine.state);
  if (state === 'ready') return null;
  return (
    <div className={classes.engine} role="status" data-testid="engine-state" data-state={state}>
      <span className={classes.light} />
      {t(`app.engine.${state}`)}
      {state === 'failed' && (
        <Button size="compact-sm" onClick={() => location.reload()} data-testid="engine-reload">
          {t('app.broken.reload')}
        </Button>
      )}
    </div>
  );
}
